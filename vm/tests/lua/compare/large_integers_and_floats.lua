-- Comparisons between integers and floats are exact where conversion would round.
local max, min = math.maxinteger, math.mininteger
local two63 = 2.0 ^ 63
print(max < two63, max <= two63, max == two63, max > two63, max >= two63) -- expect: true	true	false	false	false
print(two63 > max, two63 >= max, two63 == max, two63 < max, two63 <= max) -- expect: true	true	false	false	false
print(min == -two63, min <= -two63, min < -two63, min >= -two63) -- expect: true	true	false	true
local odd = (1 << 53) + 1
print(odd == 2.0 ^ 53, odd > 2.0 ^ 53, 2.0 ^ 53 < odd, odd < 2.0 ^ 53 + 2, odd + 0.0 == odd)
-- expect: false	true	true	true	false
print(max < math.huge, min > -math.huge, max < 1e19, min > -1e19, max + 0.0 == two63)
-- expect: true	true	true	true	true
local nan = 0 / 0
print(max < nan, max > nan, max == nan, nan <= min, nan >= min, max ~= nan)
-- expect: false	false	false	false	false	true
print(max - 1 < max + 0.0, max // 2 < max / 2, min + 1 > min + 0.0) -- expect: true	true	true
