-- math.fmod takes the remainder with the sign of the dividend.
print(math.fmod(7, 3), math.fmod(-7, 3), math.fmod(7, -3), math.fmod(-7, -3)) -- expect: 1	-1	1	-1
print(math.fmod(7.5, 2), math.fmod(-7.5, 2), math.fmod(7.5, -2), math.fmod(5, 2.5)) -- expect: 1.5	-1.5	1.5	0.0
print(-7 % 3, math.fmod(-7, 3), 7 % -3, math.fmod(7, -3)) -- expect: 2	-1	-2	1
print(math.fmod(math.mininteger, -1), math.fmod(math.mininteger, math.mininteger), math.fmod(math.maxinteger, -2), math.fmod(3, math.mininteger))
-- expect: 0	0	1	3
print(math.fmod(1, math.huge), math.fmod(-1, math.huge), math.fmod(-6, 2), math.fmod(-6.0, 2))
-- expect: 1.0	-1.0	0	-0.0
print(math.type(math.fmod(7, 2)), math.type(math.fmod(7, 2.0)), math.fmod("7", "4"), math.fmod(1e300, 7))
-- expect: integer	float	3.0	1.0
local a, b = math.fmod(1, 0.0), math.fmod(math.huge, 2)
print(a ~= a, b ~= b) -- expect: true	true
print(pcall(math.fmod, 1, 0)) -- expect: false	bad argument #2 to 'math.fmod' (zero)
print(pcall(math.fmod, 1)) -- expect: false	bad argument #2 to 'math.fmod' (number expected, got no value)
print(pcall(math.fmod)) -- expect: false	bad argument #2 to 'math.fmod' (number expected, got no value)
print(pcall(math.fmod, "x", 1)) -- expect: false	bad argument #1 to 'math.fmod' (number expected, got string)
print(pcall(math.fmod, 1, {})) -- expect: false	bad argument #2 to 'math.fmod' (number expected, got table)
