-- The vararg table behaves the same whether or not the compiler avoids creating it.
local function element(i, ...t) return t[i] end
print(element(1, "a", "b"), element(2, "a", "b"), element(3, "a", "b"), element(0, "a"), element(-1, "a"))
-- expect: a	b	nil	nil	nil
print(element(1.0, "a", "b"), element("1", "a"), element("n", "a", "b"), element(2.5, "a", "b"))
-- expect: a	nil	2	nil
print(element({}, "a"), element(true, "a"), element(nil, "a"), element(math.mininteger, "a"))
-- expect: nil	nil	nil	nil
local function count(...t) return t.n end
print(count(), count(nil), count(nil, nil, 1), count(table.unpack({}, 1, 100))) -- expect: 0	1	3	100
local function sum(...t)
  local total = 0
  for i = 1, t.n do total = total + t[i] end
  return total
end
print(sum(), sum(1, 2, 3), sum(table.unpack({ 10, 20, 30, 40 }))) -- expect: 0	6	100
local function escapes(...t) local u = t return u, t end
print(select("#", escapes(1)), escapes(1) ~= nil, rawequal(escapes(1))) -- expect: 2	true	true
local function length(...t) return #t, next({}, nil), select("#", ...) end
print(length(1, 2, 3)) -- expect: 3	nil	3
local function both(...t) t[2] = "set" return t[1], t[2], ... end
print(both("one", "two", "three")) -- expect: one	set	one	set	three
local function nested(...outer)
  local function inner(...inner_table) return inner_table[1], outer[1], inner_table.n, outer.n end
  return inner("inner", 2)
end
print(nested("outer")) -- expect: inner	outer	2	1
print((function(...t) return t.n, (function(...) return select("#", ...) end)(...) end)(1, 2, 3)) -- expect: 3	3
