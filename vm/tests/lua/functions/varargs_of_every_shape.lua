-- Functions with extra arguments: fewer, as many and more than parameters, and what callers want of their results.
local function none(...) return ... end
local function one(a, ...) return a, ... end
local function three(a, b, c, ...) return select("#", ...), a, b, c, ... end
local function count(...) return select("#", ...) end
print(count(none()), count(none(nil)), count(one()), count(one(1, nil, nil)), count(three())) -- expect: 0	1	1	3	4
print(three(1, 2)) -- expect: 0	1	2	nil
print(three(1, 2, 3)) -- expect: 0	1	2	3
print(three(1, 2, 3, nil, 5)) -- expect: 2	1	2	3	nil	5
print((three(1, 2, 3, 4)), (none(7, 8))) -- expect: 1	7
local a, b, c, d = one(1, 2)
print(a, b, c, d) -- expect: 1	2	nil	nil
local x, y = none(1, 2, 3), none()
print(x, y) -- expect: 1	nil
-- Extra arguments in the middle and at the end of lists, and fewer or more of them than wanted.
local function spread(...)
  local p, q, r = ...
  local list, last = { ..., "end", n = 2 }, { 0, ... }
  return p, q, r, list.n, #last, (...)
end
print(spread()) -- expect: nil	nil	nil	2	1	nil
print(spread(1, 2)) -- expect: 1	2	nil	2	3	1
print(spread(1, 2, 3, 4)) -- expect: 1	2	3	2	5	1
-- Passed on through calls, tail calls, methods and protected calls.
local function pass(f, ...) return f(...) end
local function again(f, ...) local r = { f(...) } return table.unpack(r, 1, select("#", f(...))) end
print(pass(pass, pass, three, 1, 2)) -- expect: 0	1	2	nil
print(again(none, 1, nil, 3)) -- expect: 1	nil	3
print(pcall(pass, three, 1), select("#", pcall(none))) -- expect: true	1
local object = { tag = "o" }
function object:join(...) return self.tag .. table.concat({ ... }, self.tag) end
print(object:join("a", "b", "c"), pass(object.join, object)) -- expect: oaoboc	o
-- Variables captured from parameters, closing, and recursion that needs a larger stack.
local function capture(first, ...)
  local rest = ...
  return function() first = first .. "!" return first, rest end
end
local f = capture("f", "r", "s")
f()
print(f()) -- expect: f!!	r
local function closing(...)
  local guard <close> = setmetatable({}, { __close = function() a = "closed" end })
  return ...
end
print(closing(1, 2, 3)) -- expect: 1	2	3
print(a) -- expect: closed
local function deep(n, ...) if n == 0 then return count(...), ... end return deep(n - 1, n, ...) end
print((deep(150))) -- expect: 150
local function nested(n, ...) if n == 0 then return 0 end return n + nested(n - 1, n, ...) end
print(nested(150, 1, 2)) -- expect: 11325
local many = {}
for i = 1, 5000 do many[i] = i end
print(count(table.unpack(many)), (select(5000, none(table.unpack(many))))) -- expect: 5000	5000
-- Errors say the same of such functions, and coroutines suspend in them.
local function failing(...) local v = ... return v.field end
print(pcall(failing, nil) and "read" or "refused") -- expect: refused
local co = coroutine.wrap(function(...) local s = 0 for i = 1, count(...) do s = s + coroutine.yield(..., i) end return s, ... end)
print(co(10, 20)) -- expect: 10	1
print(co(5)) -- expect: 10	2
print(co(6)) -- expect: 11	10	20
-- With a hook the calls and returns are the same.
local events = {}
debug.sethook(function(event) events[#events + 1] = event:sub(1, 1) end, "cr")
local r1, r2 = one(1, 2)
debug.sethook()
print(r1, r2, #events >= 3) -- expect: 1	2	true
