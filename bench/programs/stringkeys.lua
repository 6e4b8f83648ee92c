-- Counts words in a table with string keys that are computed, not constant
local N = tonumber((...)) or 1200
local words = {}
for i = 1, 2000 do words[i] = "word" .. (i * 7919 % 1500) end
local total = 0
for _ = 1, N do
  local counts = {}
  for i = 1, #words do
    local word = words[i]
    counts[word] = (counts[word] or 0) + 1
  end
  for _, count in pairs(counts) do total = total + count end
  for i = 1, #words, 3 do counts[words[i]] = nil end
  for word in pairs(counts) do total = total + #word end
end
print(total)
