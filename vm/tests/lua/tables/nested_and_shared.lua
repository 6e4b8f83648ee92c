-- Tables hold references: copies share, cycles are fine, and equality is identity.
local inner = { n = 1 }
local t = { inner, inner, self = nil }
t.self = t
t[1].n = 2
print(t[2].n, t.self.self.self == t, t[1] == t[2], { 1 } == { 1 }) -- expect: 2	true	true	false
local matrix = {}
for i = 1, 3 do
  matrix[i] = {}
  for j = 1, 3 do matrix[i][j] = i * 10 + j end
end
print(matrix[2][3], #matrix, #matrix[1], matrix[3][1] + matrix[1][3]) -- expect: 23	3	3	44
local function deep_copy(value, seen)
  if type(value) ~= "table" then return value end
  seen = seen or {}
  if seen[value] then return seen[value] end
  local result = {}
  seen[value] = result
  for k, v in pairs(value) do result[deep_copy(k, seen)] = deep_copy(v, seen) end
  return setmetatable(result, getmetatable(value))
end
local copy = deep_copy(t)
copy[1].n = 99
print(t[1].n, copy[2].n, copy.self == copy, copy ~= t) -- expect: 2	99	true	true
local list
for i = 3, 1, -1 do list = { value = i, next = list } end
print(list.value, list.next.value, list.next.next.value, list.next.next.next) -- expect: 1	2	3	nil
local by_table = {}
by_table[inner] = "inner"
by_table[by_table] = "itself"
print(by_table[inner], by_table[by_table], by_table[{}]) -- expect: inner	itself	nil
inner.deep = { deep = { deep = { deep = "bottom" } } }
print(inner.deep.deep.deep.deep, t[1]["deep"].deep["deep"].deep) -- expect: bottom	bottom
