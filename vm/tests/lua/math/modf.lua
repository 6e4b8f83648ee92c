-- math.modf splits a number into its integral and fractional part.
print(math.modf(3.7)) -- expect: 3	0.70000000000000018
print(math.modf(-3.75)) -- expect: -3	-0.75
print(math.modf(5)) -- expect: 5	0.0
print(math.modf(5.0)) -- expect: 5	0.0
print(math.modf(-0.0)) -- expect: 0	0.0
print(math.modf(0.25)) -- expect: 0	0.25
print(math.modf(math.huge)) -- expect: inf	0.0
print(math.modf(-math.huge)) -- expect: -inf	0.0
print(math.modf(1e300)) -- expect: 1e+300	0.0
print(math.modf(2^53 + 1.0)) -- expect: 9007199254740992	0.0
print(math.modf "1.5") -- expect: 1	0.5
print(math.modf(math.maxinteger)) -- expect: 9223372036854775807	0.0
local i, f = math.modf(0 / 0)
print(i ~= i, f ~= f) -- expect: true	true
print(math.type((math.modf(3.5))), math.type((math.modf(3)))) -- expect: integer	integer
print(pcall(math.modf)) -- expect: false	bad argument #1 to 'math.modf' (number expected, got no value)
print(pcall(math.modf, "x")) -- expect: false	bad argument #1 to 'math.modf' (number expected, got string)
