-- Integers stay integers under + - * // %; one float operand makes the result a float.
print(3 + 4, 3 - 4, 3 * 4, 7 // 2, 7 % 2) -- expect: 7	-1	12	3	1
print(3.0 + 4, 3 - 4.0, 3.0 * 4, 7.0 // 2, 7 % 2.0) -- expect: 7.0	-1.0	12.0	3.0	1.0
-- Division and power always give floats.
print(6 / 2, 2 ^ 10, 1 / 4, 4 ^ 0.5) -- expect: 3.0	1024.0	0.25	2.0
print(math.type(6 / 2), math.type(2 ^ 2), math.type(6 // 2), math.type(6.0 // 2)) -- expect: float	float	integer	float
-- The same through variables, so that nothing is folded at compile time.
local i, j, x, y = 7, 2, 7.0, 2.0
print(i + j, i - j, i * j, i / j, i // j, i % j, i ^ j) -- expect: 9	5	14	3.5	3	1	49.0
print(x + y, x - y, x * y, x / y, x // y, x % y, x ^ y) -- expect: 9.0	5.0	14.0	3.5	3.0	1.0	49.0
print(i + y, x - j, i * y, x / j, i // y, x % j, i ^ y) -- expect: 9.0	5.0	14.0	3.5	3.0	1.0	49.0
print(-i, -x, - -i, -(-x), -0, -0.0) -- expect: -7	-7.0	7	7.0	0	-0.0
