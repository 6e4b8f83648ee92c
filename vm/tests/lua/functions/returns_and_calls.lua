-- Calls with missing arguments and tail calls keep hooks, levels and limits of the stack as they are.
local function three(a, b, c) return a, b, c end
local function open(...) return three(...) end
print(three(), three(1), (three(1, 2))) -- expect: nil	1	1
print(open()) -- expect: nil	nil	nil
print(open(1, 2, 3, 4)) -- expect: 1	2	3
local t = { three() }
print(#t, select("#", three(1))) -- expect: 0	3
-- What lay in a register before is not seen by a parameter that got no argument.
local function dirty() local x, y, z, u, v = 1, 2, 3, 4, 5 return x + y + z + u + v end
local function clean(a, b, c, d, e) return a, b, c, d, e end
dirty()
print(clean("a")) -- expect: a	nil	nil	nil	nil
-- One, none and several results to callers that want all of them.
local function none() end
local function one() return "one" end
local function two() return "one", "two" end
print(pcall(none)) -- expect: true
print(pcall(one)) -- expect: true	one
print(pcall(two)) -- expect: true	one	two
print((function(...) return select("#", ...) end)(none(), one(), two())) -- expect: 4
print(table.concat({ one(), one(), two() }, ",", 3)) -- expect: one,two
local wrapped = coroutine.wrap(function() return one() end)
print(wrapped()) -- expect: one
-- Events of tail calls.
local events = {}
debug.sethook(function(event) events[#events + 1] = event end, "cr")
local function tail() return one() end
tail()
debug.sethook()
print(table.concat(events, " ")) -- expect: return call tail call return call
-- A callable object and a function with varargs in a tail position.
local callable = setmetatable({}, { __call = function(self, x) return x end })
print((function(x) return callable(x) end)(5)) -- expect: 5
print((function(x) return (function(...) return select("#", ...), ... end)(x, x) end)(7)) -- expect: 2	7	7
print(pcall(function() local f return f(1) end)) -- expect: false	returns_and_calls.lua:36: attempt to call a nil value (local 'f')
-- Open upvalues are closed before a tail call reuses the frame.
local function capture(n) local function get() return n end return (function(g) n = n + 1 return g end)(get) end
print(capture(1)()) -- expect: 2
