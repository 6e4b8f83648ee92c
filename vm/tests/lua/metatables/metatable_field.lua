-- __metatable hides and protects the metatable.
local t = setmetatable({}, { __metatable = "locked", __index = { x = 1 } })
print(getmetatable(t), t.x, pcall(setmetatable, t, {})) -- expect: locked	1	false	cannot change a protected metatable
print(pcall(setmetatable, t, nil)) -- expect: false	cannot change a protected metatable
local hidden = setmetatable({}, { __metatable = false })
print(getmetatable(hidden), pcall(setmetatable, hidden, {}))
-- expect: false	false	cannot change a protected metatable
print(type(debug.getmetatable(t)), debug.getmetatable(t).__metatable) -- expect: table	locked
debug.setmetatable(t, nil)
print(getmetatable(t), t.x) -- expect: nil	nil
-- Setting and clearing ordinary metatables.
local mt = {}
local u = {}
print(setmetatable(u, mt) == u, getmetatable(u) == mt, getmetatable(setmetatable(u, nil))) -- expect: true	true	nil
print(getmetatable(1), getmetatable(nil), getmetatable(print), getmetatable {}, getmetatable "".__index == string)
-- expect: nil	nil	nil	nil	true
print(pcall(setmetatable, {}, 1))
-- expect: false	bad argument #2 to 'setmetatable' (nil or table expected, got number)
print(pcall(setmetatable, {}))
-- expect: false	bad argument #2 to 'setmetatable' (nil or table expected, got no value)
print(pcall(setmetatable, 1, {})) -- expect: false	bad argument #1 to 'setmetatable' (table expected, got number)
print(pcall(setmetatable, "x", {})) -- expect: false	bad argument #1 to 'setmetatable' (table expected, got string)
print(pcall(setmetatable)) -- expect: false	bad argument #1 to 'setmetatable' (table expected, got no value)
print(pcall(getmetatable)) -- expect: false	bad argument #1 to 'getmetatable' (value expected)
-- Objects that share a metatable see its changes at once.
local a, b = setmetatable({}, mt), setmetatable({}, mt)
mt.__index = function(_, k) return k end
print(a.x, b.y) -- expect: x	y
mt.__index = nil
print(a.x, b.y) -- expect: nil	nil
