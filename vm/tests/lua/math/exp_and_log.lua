-- math.exp and math.log with any base.
local function near(a, b) return math.abs(a - b) <= 1e-14 * math.max(1, math.abs(b)) end
print(math.exp(0), near(math.exp(1), 2.718281828459045), math.exp(-math.huge), math.exp(1000), math.exp(-1000))
-- expect: 1.0	true	0.0	inf	0.0
print(math.log(1), near(math.log(math.exp(1)), 1), math.log(0), math.log(math.huge), math.log(-1) ~= math.log(-1))
-- expect: 0.0	true	-inf	inf	true
print(math.log(8, 2), math.log(1024, 2), math.log(1, 2), math.log(100, 10), math.log(1000, 10), math.log(0.001, 10))
-- expect: 3.0	10.0	0.0	2.0	3.0	-3.0
print(near(math.log(9, 3), 2), near(math.log(2, 4), 0.5), near(math.log(5, 0.5), -2.321928094887362), math.log(8, 2.0))
-- expect: true	true	true	3.0
print(math.log(2^60, 2), math.log(2^-60, 2), math.log(1e300, 10), math.log("8", "2"), math.log(5, 1))
-- expect: 60.0	-60.0	300.0	3.0	inf
print(near(math.log(10), 2.302585092994046), near(math.exp(math.log(123.456)), 123.456)) -- expect: true	true
print(pcall(math.log)) -- expect: false	bad argument #1 to 'math.log' (number expected, got no value)
print(pcall(math.log, "x")) -- expect: false	bad argument #1 to 'math.log' (number expected, got string)
print(pcall(math.log, 1, "x")) -- expect: false	bad argument #2 to 'math.log' (number expected, got string)
print(pcall(math.exp, {})) -- expect: false	bad argument #1 to 'math.exp' (number expected, got table)
