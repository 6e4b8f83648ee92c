-- Sorts records with comparators written in Lua
local N = tonumber((...)) or 40000
local seed = 42
local function random(limit) seed = (seed * 1103515245 + 12345) % 2147483648; return seed % limit end
local function records()
  local list = {}
  for i = 1, N do list[i] = { key = random(1000), name = "n" .. random(100000), index = i } end
  return list
end
local by_key = records()
table.sort(by_key, function(a, b) if a.key ~= b.key then return a.key < b.key end return a.index < b.index end)
local by_name = records()
table.sort(by_name, function(a, b) return a.name < b.name end)
local numbers = {}
for i = 1, N * 4 do numbers[i] = random(1000000) end
table.sort(numbers, function(a, b) return a > b end)
print(by_key[1].index, by_key[N].index, by_name[1].name, by_name[N].name, numbers[1], numbers[#numbers])
