-- A table or index that is itself assigned in the same statement keeps its old value for the others.
local t, other = { name = "t" }, { name = "other" }
local original = t
t, t.x = other, "in the original"
print(t.name, original.x, other.x) -- expect: other	in the original	nil
local i, list = 1, {}
i, list[i], list[i + 1] = 5, "a", "b"
print(i, list[1], list[2], list[5]) -- expect: 5	a	b	nil
do
  local a = {}
  local keep = a
  a.b, a = { c = 1 }, nil
  print(a, keep.b.c) -- expect: nil	1
end
local function upvalue_table()
  local u = { n = 0 }
  local first = u
  local function change() u, u.n = { n = "new" }, "old" end
  change()
  return u.n, first.n
end
print(upvalue_table()) -- expect: new	old
g = {}
local first = g
g, g.field = "replaced", 1
print(g, first.field) -- expect: replaced	1
local k = "k"
local m = {}
k, m[k] = "other", "value"
print(k, m.k, m.other) -- expect: other	value	nil
