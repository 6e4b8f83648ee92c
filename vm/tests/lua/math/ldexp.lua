-- math.ldexp multiplies a float by a power of two.
print(math.ldexp(0.5, 4), math.ldexp(3, 0), math.ldexp(-1.5, 1), math.ldexp(1, -1)) -- expect: 8.0	3.0	-3.0	0.5
print(math.ldexp(1, 1023), math.ldexp(1, 1024), math.ldexp(1, -1074), math.ldexp(1, -1075))
-- expect: 8.98846567431158e+307	inf	4.94065645841247e-324	0.0
print(math.ldexp(0, 100), math.ldexp(-0.0, 5), math.ldexp(math.huge, -5), math.ldexp(1, 100000), math.ldexp(-1, 100000))
-- expect: 0.0	-0.0	inf	inf	-inf
print(math.ldexp("3", "2"), math.ldexp(1, 2.0), math.type(math.ldexp(2, 2))) -- expect: 12.0	4.0	float
-- Names of older versions are gone.
print(math.pow, math.log10, math.cosh, math.sinh, math.tanh, math.atan2, math.mod)
-- expect: nil	nil	nil	nil	nil	nil	nil
print(pcall(math.ldexp, 1)) -- expect: false	bad argument #2 to 'math.ldexp' (number expected, got no value)
print(pcall(math.ldexp, 1, 1.5))
-- expect: false	bad argument #2 to 'math.ldexp' (number has no integer representation)
print(pcall(math.ldexp, "x", 1)) -- expect: false	bad argument #1 to 'math.ldexp' (number expected, got string)
