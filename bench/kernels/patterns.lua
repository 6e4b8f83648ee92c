-- Searching and replacing with patterns.
local text = string.rep("the quick brown fox = 42; jumps over (the) lazy dog\n", 60)
local words, numbers = 0, 0
for _ in text:gmatch("%a+") do words = words + 1 end
for key, value in text:gmatch("(%w+)%s*=%s*(%d+)") do numbers = numbers + #key + value end
local changed, count = text:gsub("%((%w+)%)", "<%1>")
assert(words == 540 and numbers == 45 * 60 and count == 60 and changed:find("<the>", 1, true))
