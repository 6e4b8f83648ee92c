-- Concatenation, formatting and bytes.
local parts = {}
for i = 1, 2000 do parts[#parts + 1] = "item " .. i .. "," .. string.format("%d %s %5.2f", i, "x", i / 3) end
local text, sum = table.concat(parts, "\n"), 0
for i = 1, #text, 7 do sum = sum + text:byte(i) end
assert(#text > 40000 and sum > 0)
