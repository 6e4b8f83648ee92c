-- The limits of integers and floats.
print(math.maxinteger, math.mininteger, math.huge, -math.huge)
-- expect: 9223372036854775807	-9223372036854775808	inf	-inf
print(math.maxinteger == 2^63 - 1, math.maxinteger + 1 == math.mininteger, math.maxinteger == 0x7fffffffffffffff)
-- expect: false	true	true
print(math.type(math.maxinteger), math.type(math.huge), math.huge > 1e308, math.huge == 1e308 * 10)
-- expect: integer	float	true	true
print(math.pi - math.pi % 0.0001 < 3.1416, math.maxinteger // 1 == math.maxinteger, math.maxinteger + 0.0 == 2^63)
-- expect: true	true	true
local names = {}
for name in pairs(math) do names[#names + 1] = name end
table.sort(names)
print(table.concat(names, " "))
-- expect: abs acos asin atan ceil cos deg exp floor fmod frexp huge ldexp log max maxinteger min mininteger modf pi rad random randomseed sin sqrt tan tointeger type ult
