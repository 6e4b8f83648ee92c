-- Functions of every kind behave the same after a trip through string.dump.
local function trip(f, strip) return assert(load(string.dump(f, strip), "=b", "b")) end
local function check(f, ...)
  local a, b = table.pack(f(...)), table.pack(trip(f)(...))
  local c = table.pack(trip(f, true)(...))
  assert(a.n == b.n and a.n == c.n)
  for i = 1, a.n do assert(a[i] == b[i] and a[i] == c[i]) end
  print(table.unpack(b, 1, b.n))
end
check(function() return 1, -1, 0, 127, -128, 65536, math.maxinteger, math.mininteger end)
-- expect: 1	-1	0	127	-128	65536	9223372036854775807	-9223372036854775808
check(function() return 0.5, -0.0, 1e300, 1e-300, 3.0, 1 / 3 end)
-- expect: 0.5	-0.0	1e+300	1e-300	3.0	0.33333333333333331
check(function() return "short", "", ("x"):rep(3), "a string constant that is longer than forty characters" end)
-- expect: short		xxx	a string constant that is longer than forty characters
check(function() return "with \0 zero" == "with \0 zero" end) -- expect: true
check(function() return nil, true, false end) -- expect: nil	true	false
check(function(a, b, ...) return select("#", ...), b, a, ... end, 1, 2, 3, 4) -- expect: 2	2	1	3	4
check(function(...t) return t.n, t[1] end, "named", "varargs") -- expect: 2	named
check(function() local t = { 1, 2, x = "y", [10] = { n = 1 } } return #t, t.x, t[10].n end) -- expect: 2	y	1
check(function() local s = 0 for i = 1, 10 do if i % 2 == 0 then s = s + i end end for i = 3, 1, -1 do s = s * i end return s end)
-- expect: 180
check(function() local function fact(n) if n <= 1 then return 1 end return n * fact(n - 1) end return fact(10) end)
-- expect: 3628800
check(function() local n = 0 local function inc() n = n + 1 return n end inc() return inc() + inc() end) -- expect: 5
check(function() local c <const> = 5 do local x <close> = setmetatable({}, { __close = function() end }) end return c end)
-- expect: 5
check(function() goto l do return "skipped" end ::l:: return "label" end) -- expect: label
check(function() return (function(...) return ... end)((function() return 1, 2 end)()) end) -- expect: 1	2
check(function() local co = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return a + b end) return co(1), co(10) end)
-- expect: 2	11
check(function() return pcall(function() error("m", 0) end) end) -- expect: false	m
-- Names and lines are kept unless stripped.
local f = load("local function g()\n\nerror 'e'\nend\ng()", "=original")
print(pcall(trip(f))) -- expect: false	original:3: e
print(pcall(trip(f, true))) -- expect: false	e
print(debug.getinfo(trip(f), "S").source, debug.getinfo(trip(f, true), "S").source, debug.getinfo(trip(f), "S").linedefined)
-- expect: =original	=?	0
print(debug.getlocal(trip(function(a, b) end), 1), debug.getlocal(trip(function(a, b) end, true), 1)) -- expect: a	nil
-- A list of nils has more items than its function has instructions.
for _, size in ipairs { 10, 60, 500 } do
  local nils = assert((loadstring or load)("return {" .. ("nil,"):rep(size) .. "7}"))
  print(trip(nils)()[size + 1])
end
-- expect: 7
-- expect: 7
-- expect: 7
