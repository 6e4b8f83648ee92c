-- math.abs keeps the kind of number and wraps for the smallest integer.
print(math.abs(5), math.abs(-5), math.abs(0), math.abs(-0.0), math.abs(-1.5), math.abs(1.5))
-- expect: 5	5	0	0.0	1.5	1.5
print(math.abs(-math.huge), math.abs(math.mininteger) == math.mininteger, math.abs(math.mininteger + 1) == math.maxinteger)
-- expect: inf	true	true
print(math.type(math.abs(-3)), math.type(math.abs(-3.0)), math.abs("-7"), math.abs("-7.5"), math.abs("0x10"))
-- expect: integer	float	7.0	7.5	16.0
print(math.abs(-2^63), math.abs(5e-324), math.abs(0 / 0) ~= math.abs(0 / 0))
-- expect: 9.2233720368547758e+18	4.94065645841247e-324	true
print(pcall(math.abs)) -- expect: false	bad argument #1 to 'math.abs' (number expected, got no value)
print(pcall(math.abs, "x")) -- expect: false	bad argument #1 to 'math.abs' (number expected, got string)
print(pcall(math.abs, nil)) -- expect: false	bad argument #1 to 'math.abs' (number expected, got nil)
print(pcall(math.abs, {})) -- expect: false	bad argument #1 to 'math.abs' (number expected, got table)
