-- math.ceil gives the smallest integer not below a number.
print(math.ceil(1.2), math.ceil(-1.2), math.ceil(3), math.ceil(3.0), math.ceil(-0.5), math.ceil(1e15 + 0.5))
-- expect: 2	-1	3	3	0	1000000000000001
print(math.ceil(1e300), math.ceil(-1e300), math.ceil(math.huge), math.ceil(-math.huge))
-- expect: 1e+300	-1e+300	inf	-inf
print(math.type(math.ceil(1.5)), math.type(math.ceil(1e300)), math.type(math.ceil(7)))
-- expect: integer	float	integer
print(math.ceil(2^62 + 0.0), math.ceil(-2^63), math.ceil(2^63), math.ceil "1.5", math.ceil "4")
-- expect: 4611686018427387904	-9223372036854775808	9.2233720368547758e+18	2	4
print(math.ceil(0.1), math.ceil(-0.1), math.ceil(5e-324), math.ceil(4503599627370495.5))
-- expect: 1	0	1	4503599627370496
local nan = math.ceil(0 / 0)
print(nan ~= nan) -- expect: true
print(pcall(math.ceil)) -- expect: false	bad argument #1 to 'math.ceil' (number expected, got no value)
print(pcall(math.ceil, "x")) -- expect: false	bad argument #1 to 'math.ceil' (number expected, got string)
print(pcall(math.ceil, true)) -- expect: false	bad argument #1 to 'math.ceil' (number expected, got boolean)
