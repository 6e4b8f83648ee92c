-- math.floor gives the largest integer not above a number.
print(math.floor(1.8), math.floor(-1.2), math.floor(3), math.floor(-3.0), math.floor(0.5), math.floor(-0.5))
-- expect: 1	-2	3	-3	0	-1
print(math.floor(1e300), math.floor(-1e300), math.floor(math.huge), math.floor(-math.huge))
-- expect: 1e+300	-1e+300	inf	-inf
print(math.type(math.floor(1.5)), math.type(math.floor(1e300)), math.type(math.floor(7)))
-- expect: integer	float	integer
print(math.floor(2^62), math.floor(-2^63) == math.mininteger, math.floor(2^63), math.floor "2.9", math.floor(-5e-324))
-- expect: 4611686018427387904	true	9.2233720368547758e+18	2	-1
print(math.floor(-0.0), math.floor(4503599627370495.5), math.floor(math.maxinteger), math.floor(0.1 * 3 * 10))
-- expect: 0	4503599627370495	9223372036854775807	3
local nan = math.floor(0 / 0)
print(nan ~= nan) -- expect: true
for _, x in ipairs { 2.5, -2.5, 7, -7.999, 1e10 + 0.5 } do
  assert(math.floor(x) == x // 1 and math.ceil(x) == -(-x // 1))
end
print(pcall(math.floor)) -- expect: false	bad argument #1 to 'math.floor' (number expected, got no value)
print(pcall(math.floor, {})) -- expect: false	bad argument #1 to 'math.floor' (number expected, got table)
print(pcall(math.floor, "1.5x")) -- expect: false	bad argument #1 to 'math.floor' (number expected, got string)
