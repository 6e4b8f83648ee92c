-- Integers and floats mixed, in registers and as constants, at the edges of both.
local function all(a, b) return a + b, a - b, a * b, a / b end
print(all(1, 0.5)) -- expect: 1.5	0.5	0.5	2.0
print(all(0.5, 2)) -- expect: 2.5	-1.5	1.0	0.25
print(all(math.maxinteger, 1.0)) -- expect: 9.2233720368547758e+18	9.2233720368547758e+18	9.2233720368547758e+18	9.2233720368547758e+18
print(all(7, 2)) -- expect: 9	5	14	3.5
local function constants(x) return x + 1.5, x - 2, x * 2.0, x / 4, 1.5 - x, x / 0.5 end
print(constants(3)) -- expect: 4.5	1	6.0	0.75	-1.5	6.0
print(constants(3.0)) -- expect: 4.5	1.0	6.0	0.75	-1.5	6.0
print(1 / 0 > 0, -1 / 0 < 0, 0 / 0 ~= 0 / 0, 0.0 / -1) -- expect: true	true	true	-0.0
print("10" + 1, 1.5 + "2", "0x10" * 2.0) -- expect: 11	3.5	32.0
print(pcall(function(a, b) return a + b end, 1.5, {})) -- expect: false	mixed_operands.lua:12: attempt to perform arithmetic on a table value (local 'b')
print(pcall(function(a, b) return a / b end, nil, 2)) -- expect: false	mixed_operands.lua:13: attempt to perform arithmetic on a nil value (local 'a')
