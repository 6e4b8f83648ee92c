-- Integer loops near the ends of the range stop instead of wrapping around.
local function collect(first, last, step)
  local t = {}
  for i = first, last, step do
    t[#t + 1] = i
    assert(#t < 10, "wrapped around")
  end
  return #t, "[" .. table.concat(t, " ") .. "]"
end
local max, min = math.maxinteger, math.mininteger
print(collect(max - 1, max, 1)) -- expect: 2	[9223372036854775806 9223372036854775807]
print(collect(max, max, 1)) -- expect: 1	[9223372036854775807]
print(collect(max - 5, max, 4)) -- expect: 2	[9223372036854775802 9223372036854775806]
print(collect(min + 1, min, -1)) -- expect: 2	[-9223372036854775807 -9223372036854775808]
print(collect(min, min, -1)) -- expect: 1	[-9223372036854775808]
print(collect(min, max, max)) -- expect: 3	[-9223372036854775808 -1 9223372036854775806]
print(collect(max, min, min)) -- expect: 2	[9223372036854775807 -1]
print(collect(min, max, max // 2))
-- expect: 5	[-9223372036854775808 -4611686018427387905 -2 4611686018427387901 9223372036854775804]
print(collect(1, max, max)) -- expect: 1	[1]
print(collect(-1, min, min)) -- expect: 1	[-1]
print(collect(max, 2.0 ^ 63, 1)) -- expect: 1	[9223372036854775807]
print(collect(max, math.huge, max)) -- expect: 1	[9223372036854775807]
print(collect(min, -1e300, -5)) -- expect: 1	[-9223372036854775808]
print(collect(min, 1e300, max)) -- expect: 3	[-9223372036854775808 -1 9223372036854775806]
print(collect(1, min, 1), collect(-1, max, -1)) -- expect: 0	0	[]
print(collect(max - 2, max + 1.0, 2)) -- expect: 2	[9223372036854775805 9223372036854775807]
