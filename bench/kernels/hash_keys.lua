-- Tables with strings and scattered integers as keys.
local counts, names = {}, {}
for i = 1, 200 do names[i] = "key" .. i end
for i = 1, 10000 do
  local name = names[i % 200 + 1]
  counts[name] = (counts[name] or 0) + 1
  counts[i * 7919 % 1000003] = i
end
local entries = 0
for _ in pairs(counts) do entries = entries + 1 end
assert(counts.key1 == 50 and entries == 10200)
