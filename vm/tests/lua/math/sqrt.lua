-- math.sqrt gives a float, and not-a-number for negative numbers.
print(math.sqrt(16), math.sqrt(2), math.sqrt(0), math.sqrt(-0.0), math.sqrt(0.25), math.sqrt(1e300))
-- expect: 4.0	1.4142135623730951	0.0	-0.0	0.5	1e+150
print(math.sqrt(math.huge), math.sqrt(-1) ~= math.sqrt(-1), math.sqrt "9", math.type(math.sqrt(4)))
-- expect: inf	true	3.0	float
print(math.sqrt(2) * math.sqrt(2), math.sqrt(3) == 3 ^ 0.5, math.sqrt(5e-324))
-- expect: 2.0000000000000004	true	2.2227587494850775e-162
local function hypot(a, b) return math.sqrt(a * a + b * b) end
print(hypot(3, 4), hypot(5, 12), math.sqrt(math.maxinteger)) -- expect: 5.0	13.0	3037000499.97605
for i = 0, 1000 do assert(math.sqrt(i * i) == i) end
print(pcall(math.sqrt)) -- expect: false	bad argument #1 to 'math.sqrt' (number expected, got no value)
print(pcall(math.sqrt, {})) -- expect: false	bad argument #1 to 'math.sqrt' (number expected, got table)
