-- Local variables and upvalues keep their values across yields.
local shared = 0
local function worker(name)
  local private = 0
  return coroutine.wrap(function()
    for i = 1, 3 do
      private = private + i
      shared = shared + i
      local copy, text = private, name .. i
      coroutine.yield(text, copy, shared)
      assert(copy == private and text == name .. i)
    end
  end)
end
local a, b = worker "a", worker "b"
print(a()) print(b()) print(a()) print(b()) print(a())
-- expect: a1	1	1
-- expect: b1	1	2
-- expect: a2	3	4
-- expect: b2	3	6
-- expect: a3	6	9
-- A closure made in a coroutine shares the variable with it.
local get, set
local co = coroutine.wrap(function()
  local v = "initial"
  get = function() return v end
  set = function(x) v = x end
  coroutine.yield()
  return v
end)
co()
print(get()) -- expect: initial
set "changed from outside"
print(co(), get()) -- expect: changed from outside	changed from outside
-- Varargs and multiple results survive.
local varargs = coroutine.wrap(function(...)
  local n = select("#", ...)
  coroutine.yield(n)
  return n, ...
end)
print(varargs(1, nil, "x", nil)) -- expect: 4
print(varargs()) -- expect: 4	1	nil	x	nil
-- Yields in the middle of expressions.
local y = coroutine.yield
local expr = coroutine.wrap(function() return y(1) + y(2) * y(3), { y(4), k = y(5), y(6) }, y(7) .. y(8) end)
local v
for i = 1, 9 do v = table.pack(expr(i * 10 - 10)) end
print(v[1], v[2][1], v[2].k, v[2][2], v[3]) -- expect: 610	40	50	60	7080
-- Parallel assignment and calls with yields among the arguments.
co = coroutine.wrap(function() local p, q, r = y "p", y "q", y "r" return math.max(p, y "m", q), select("#", r, y "n", nil) end)
co()
for i = 1, 4 do co(i) end
print(co(50)) -- expect: 4	3
