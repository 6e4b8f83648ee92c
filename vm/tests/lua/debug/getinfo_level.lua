-- getinfo of a level tells about the active function there.
local chunk = load([[
local getinfo = ...
local function inner()
  local i0, i1, i2, i3 = getinfo(0, "nSl"), getinfo(1, "nSl"), getinfo(2, "nSl"), getinfo(3, "nSl")
  return i0, i1, i2, i3
end
local t = {}
function t:method()
  local a, b, c, d = inner()
  return a, b, c, d
end
local a, b, c, d = t:method()
return a, b, c, d
]], "=source")
local infos = table.pack(chunk(debug.getinfo))
for i = 1, infos.n do
  local info = infos[i]
  print(info.name, info.namewhat, info.what, info.short_src, info.currentline, info.linedefined, info.lastlinedefined)
end
-- expect: getinfo	upvalue	C	[C]	-1	-1	-1
-- expect: inner	upvalue	Lua	source	3	2	5
-- expect: method	method	Lua	source	8	7	10
-- expect: chunk	local	main	source	11	0	0
print(debug.getinfo(100), debug.getinfo(1, "l").currentline == debug.getinfo(1, "l").currentline) -- expect: nil	true
local function caller() return debug.getinfo(2, "f").func end
local function who() local f = caller() return f end
print(who() == who, debug.getinfo(1, "t").istailcall) -- expect: true	false
local function tail() return debug.getinfo(1, "t").istailcall, debug.getinfo(1, "n").name end
local function calls_tail() return tail() end
print(calls_tail()) -- expect: true	nil
print((function() local a, b = tail() return a, b end)()) -- expect: false	tail
local co = coroutine.create(function() local x = 1 coroutine.yield() end)
print(debug.getinfo(co, 0)) -- expect: nil
coroutine.resume(co)
print(debug.getinfo(co, 0, "S").what, debug.getinfo(co, 1, "S").what, debug.getinfo(co, 2)) -- expect: C	Lua	nil
local function message(...) local ok, text = pcall(...) print(ok and "no error" or text) end
message(debug.getinfo) -- expect: bad argument #1 to 'debug.getinfo' (number expected, got no value)
message(debug.getinfo, "x") -- expect: bad argument #1 to 'debug.getinfo' (number expected, got string)
message(debug.getinfo, 1, "X") -- expect: bad argument #2 to 'debug.getinfo' (invalid option)
message(debug.getinfo, 1, ">") -- expect: bad argument #2 to 'debug.getinfo' (invalid option '>')
message(debug.getinfo, 1, {}) -- expect: bad argument #2 to 'debug.getinfo' (string expected, got table)
message(debug.getinfo, {}) -- expect: bad argument #1 to 'debug.getinfo' (number expected, got table)
print(debug.getinfo(-1), debug.getinfo(math.maxinteger // 2 ^ 40 | 0)) -- expect: nil	nil
