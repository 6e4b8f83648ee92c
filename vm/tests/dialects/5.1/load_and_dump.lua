-- `load` reads pieces, also of a dumped function, until it has seen enough; a dumped function has new upvalues.
local function pieces(text, width)
  local at, calls = 1 - width, 0
  return function()
    calls = calls + 1
    at = at + width
    return text:sub(at, at + width - 1)
  end, function() return calls end
end
local dumped = string.dump(loadstring("x = 1; return x"))
print(type(dumped), dumped:sub(1, 4) == "\27Lua", #dumped > 12) -- expect: string	true	true
print(assert(load((pieces(dumped, 1))))(), x) -- expect: 1	1
print(assert(load((pieces(dumped, 7)), "=name"))()) -- expect: 1
local reader = pieces("*a = 123", 1)
print(pcall(load, reader)) -- expect: true	nil	(load):1: unexpected symbol near '*'
print(pcall(load, function() error("hhi", 0) end)) -- expect: true	nil	hhi
do local fed = false; print(pcall(load, function() if fed then return end; fed = true; return 1 end)) end
-- expect: true	nil	(load):1: unexpected symbol near '1'
print(pcall(load, function() return {} end)) -- expect: true	nil	reader function must return a string
print(pcall(load, "return 1")) -- expect: false	bad argument #1 to '?' (function expected, got string)
local parts, at = { "return ", "", "1" }, 0
print(load(function() at = at + 1; return parts[at] end)())
-- expect:
print(load(function() return nil end)())
-- expect:
print(debug.getinfo(load((pieces("return 1", 3)), "@mod.lua")).short_src, debug.getinfo(load((pieces("return 1", 3)))).short_src)
-- expect: mod.lua	(load)

local a, b = 20, 30
local copy = loadstring(string.dump(function(x)
  if x == "set" then a = 10 + b; b = b + 1 else return a end
end))
print(pcall(copy)) -- expect: true	nil
print(debug.setupvalue(copy, 1, "hi"), copy()) -- expect: a	hi
print(debug.setupvalue(copy, 2, 13), debug.setupvalue(copy, 3, 10)) -- expect: b
copy("set") print(copy()) -- expect: 23
copy("set") print(copy(), a, b) -- expect: 24	20	30
print(pcall(string.dump, tostring)) -- expect: false	unable to dump given function
print(loadstring(string.dump(function(...) return select("#", ...), ... end))(1, nil, 3)) -- expect: 3	1	nil	3
print(loadstring("return ...", "=c")(4, 5)) -- expect: 4	5
print(loadstring("x =", "=c")) -- expect: nil	c:1: unexpected symbol near '<eof>'
print(loadstring("\27Lua")) -- expect: nil	binary string: unexpected end in precompiled chunk
print(loadstring("-- a comment without an end of line") ())
-- expect:
print(loadstring("return 1 -- one")()) -- expect: 1
print(loadstring("# not a comment here", "=c")) -- expect: nil	c:1: unexpected symbol near '#'
