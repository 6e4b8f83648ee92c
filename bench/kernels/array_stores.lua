-- Booleans in an array, written in strides and counted.
local limit, count, flags = 20000, 0, {}
for i = 2, limit do flags[i] = true end
for i = 2, limit do
  if flags[i] then
    count = count + 1
    for j = i * i, limit, i do flags[j] = false end
  end
end
assert(count == 2262)
