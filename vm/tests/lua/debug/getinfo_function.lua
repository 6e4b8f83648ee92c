-- getinfo of a function tells where and how it was defined.
local chunk = load([[
local up1, up2 = 1, 2
local function f(a, b, ...)
  local c = up1
  return c + up2
end

local g = function() end
return f, g, function(x, ...t)
  return x
end
]], "=source")
local f, g, h = chunk()
local function show(fn, what)
  local info = debug.getinfo(fn, what)
  local keys = {}
  for k in pairs(info) do keys[#keys + 1] = k end
  table.sort(keys)
  local out = {}
  for i, k in ipairs(keys) do
    local v = info[k]
    out[i] = k .. "=" .. (type(v) == "function" and "function" or type(v) == "table" and "table" or tostring(v))
  end
  print(table.concat(out, " "))
end
show(f, "S") -- expect: lastlinedefined=5 linedefined=2 short_src=source source==source what=Lua
show(g, "S") -- expect: lastlinedefined=7 linedefined=7 short_src=source source==source what=Lua
show(h, "S") -- expect: lastlinedefined=10 linedefined=8 short_src=source source==source what=Lua
show(chunk, "S") -- expect: lastlinedefined=0 linedefined=0 short_src=source source==source what=main
show(print, "S") -- expect: lastlinedefined=-1 linedefined=-1 short_src=[C] source==[C] what=C
show(f, "u") -- expect: isvararg=true nparams=2 nups=2
show(h, "u") -- expect: isvararg=true nparams=1 nups=0
show(print, "u") -- expect: isvararg=true nparams=0 nups=0
show(chunk, "u") -- expect: isvararg=true nparams=0 nups=1
show(f, "l") -- expect: currentline=-1
show(f, "n") -- expect: namewhat=
show(f, "t") -- expect: extraargs=0 istailcall=false
show(f, "r") -- expect: ftransfer=0 ntransfer=0
show(f, "f") -- expect: func=function
show(f, "Slnrutf")
-- expect: currentline=-1 extraargs=0 ftransfer=0 func=function istailcall=false isvararg=true lastlinedefined=5 linedefined=2 namewhat= nparams=2 ntransfer=0 nups=2 short_src=source source==source what=Lua
print(debug.getinfo(f, "f").func == f, debug.getinfo(f, "S").what, debug.getinfo(chunk, "S").what, debug.getinfo(print, "S").what)
-- expect: true	Lua	main	C
local keys = {}
for k in pairs(debug.getinfo(f)) do keys[#keys + 1] = k end
table.sort(keys)
print(table.concat(keys, " "))
-- expect: currentline extraargs ftransfer func istailcall isvararg lastlinedefined linedefined namewhat nparams ntransfer nups short_src source what
