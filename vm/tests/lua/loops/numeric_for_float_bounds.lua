-- Loops over floats whose bounds are in variables: both directions, and where the bounds meet or miss each other.
local function collect(first, last, step)
  local t = {}
  for i = first, last, step or 1.0 do t[#t + 1] = tostring(i) if #t == 5 then break end end
  return "[" .. table.concat(t, " ") .. "]"
end
local one, three, half, huge = 1.0, 3.0, 0.5, math.huge
print(collect(one, three), collect(three, one, -one), collect(three, one, -half * 4)) -- expect: [1.0 2.0 3.0]	[3.0 2.0 1.0]	[3.0 1.0]
print(collect(three, one), collect(one, three, -one), collect(one, one), collect(one, one, -one)) -- expect: []	[]	[1.0]	[1.0]
print(collect(one + half, three), collect(0.1, one, 0.3), collect(1e16, 1e16 + 4, one)) -- expect: [1.5 2.5]	[0.1 0.4 0.7 1.0]	[1e+16 1e+16 1e+16 1e+16 1e+16]
print(collect(-huge, one), collect(one, huge), collect(huge, huge), collect(-huge, -huge)) -- expect: [-inf -inf -inf -inf -inf]	[1.0 2.0 3.0 4.0 5.0]	[inf inf inf inf inf]	[-inf -inf -inf -inf -inf]
local total = 0
for i = one, 100.0 do
  for j = i, i + three do total = total + j end
end
print(total) -- expect: 20800.0
local fives = 0
for i = one, 20.0 do
  if i % 5.0 == 0 then fives = fives + 1 end
end
print(fives) -- expect: 4
