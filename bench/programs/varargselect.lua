-- Variadic functions that walk their arguments by select, by pack, and by a table constructor
local N = tonumber((...)) or 350000
local function by_select(...)
  local sum = 0
  for i = 1, select("#", ...) do sum = sum + (select(i, ...)) end
  return sum
end
local function by_table(...)
  local list, sum = { ... }, 0
  for i = 1, #list do sum = sum + list[i] end
  return sum
end
local function by_pack(...)
  local packed, sum = table.pack(...), 0
  for i = 1, packed.n do sum = sum + packed[i] end
  return sum
end
local function by_recursion(first, ...)
  if not first then return 0 end
  return first + by_recursion(...)
end
local function pass(f, ...) return f(...) end
local total = 0
for i = 1, N do
  total = total + pass(by_select, i, 2, 3, 4, 5) + pass(by_table, i, 2, 3) + pass(by_pack, i, 2, 3, 4) + pass(by_recursion, i, 2, 3, 4)
end
print(total)
