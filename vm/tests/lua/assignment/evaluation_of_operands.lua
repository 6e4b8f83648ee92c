-- Every operand of an assignment is evaluated exactly once.
local count = {}
local function touch(name, ...)
  count[#count + 1] = name
  return ...
end
local t = {}
touch("table", t)[touch("key", "k")] = touch("value", "v")
table.sort(count)
print(table.concat(count, " "), t.k) -- expect: key table value	v
count = {}
touch("t1", t)[touch("k1", 1)], touch("t2", t)[touch("k2", 2)] = touch("v1", "one"), touch("v2", "two")
table.sort(count)
print(table.concat(count, " "), t[1], t[2]) -- expect: k1 k2 t1 t2 v1 v2	one	two
-- Values beyond the variables are still evaluated, and their results dropped.
count = {}
local a = touch("a", 1), touch("b", 2)
local b
b = touch("c", 3), touch("d", 4), touch("e", 5)
print(a, b, table.concat(count, " ")) -- expect: 1	3	a b c d e
count = {}
local _, _ = touch("f"), touch("g"), touch("h", 1, 2, 3)
print(table.concat(count, " ")) -- expect: f g h
