-- Values of basic types share one metatable per type, set through the debug library.
debug.setmetatable(nil, {
  __index = function(_, k) return "nil." .. tostring(k) end,
  __call = function() return "called nil" end,
  __add = function() return "nil sum" end,
})
local n
print(n.x, n(), n + 1, 1 + n, undefined.y) -- expect: nil.x	called nil	nil sum	nil sum	nil.y
debug.setmetatable(nil, nil)
debug.setmetatable(true, {
  __index = { yes = "from boolean" },
  __tostring = function(b) return b and "T" or "F" end,
  __lt = function() return true end,
})
print((true).yes, tostring(true), tostring(false), true < false, (false).yes)
-- expect: from boolean	T	F	T	from boolean
debug.setmetatable(true, nil)
debug.setmetatable(print, {
  __index = function(_, k) return "function." .. k end,
  __concat = function() return "functions joined" end,
  __len = function() return 99 end,
})
print(print.x, (function() end).y, print .. "x", #print) -- expect: function.x	function.y	functions joined	99
debug.setmetatable(print, nil)
debug.setmetatable(0, {
  __index = { double = function(x) return x * 2 end },
  __call = function(x, y) return x * y end,
  __len = function(x) return -x end,
  __concat = error,
})
print((5):double(), (5)(3), #(7), 1.5 .. "", (2.5):double()) -- expect: 10	15	-7	1.5	5.0
debug.setmetatable(0, nil)
local co = coroutine.create(print)
debug.setmetatable(co, { __index = coroutine, __close = function() end })
print(co:status(), coroutine.create(print):status()) -- expect: suspended	suspended
debug.setmetatable(co, nil)
print(getmetatable(nil), getmetatable(1), getmetatable(true), getmetatable(print), getmetatable(co))
-- expect: nil	nil	nil	nil	nil
print(pcall(load("local n return n.x", "=c"))) -- expect: false	c:1: attempt to index a nil value (local 'n')
