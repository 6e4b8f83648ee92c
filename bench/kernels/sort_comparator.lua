-- Sorting with a comparator written in Lua, and without one.
local seed, records, numbers = 42, {}, {}
for i = 1, 1500 do
  seed = (seed * 1103515245 + 12345) % 2147483648
  records[i] = { key = seed % 500, index = i }
  numbers[i] = seed
end
table.sort(records, function(a, b) if a.key ~= b.key then return a.key < b.key end return a.index < b.index end)
table.sort(numbers)
assert(records[1].key <= records[1500].key and numbers[1] <= numbers[1500])
