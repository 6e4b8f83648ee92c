-- The same operation gives the same result with constants on either side and with variables.
local function all(a, b)
  return a + b, a - b, a * b, a / b, a % b, a // b, a ^ b
end
print(all(17, 5)) -- expect: 22	12	85	3.4	2	3	1419857.0
print(17 + 5, 17 - 5, 17 * 5, 17 / 5, 17 % 5, 17 // 5, 17 ^ 5) -- expect: 22	12	85	3.4	2	3	1419857.0
local a, b = 17, 5
print(a + 5, a - 5, a * 5, a / 5, a % 5, a // 5, a ^ 5) -- expect: 22	12	85	3.4	2	3	1419857.0
print(17 + b, 17 - b, 17 * b, 17 / b, 17 % b, 17 // b, 17 ^ b) -- expect: 22	12	85	3.4	2	3	1419857.0
-- Constants too large for a short operand, and float constants.
print(a + 1000000, a - 1000000, 1000000 - a, a * 1e10, a // 0.5, 2.5 - a, a % 4.5)
-- expect: 1000017	-999983	999983	170000000000.0	34.0	-14.5	3.5
print(a + 127, a + 128, a - 128, a - 129, a + -127, a - -128, a + 65536, a - 65537)
-- expect: 144	145	-111	-112	-110	145	65553	-65520
print(a & 255, a | 256, 1024 ~ a, a << 3, 3 << a, a >> 1, 0x80000000 >> a) -- expect: 17	273	1041	136	393216	8	16384
-- Folding must not change zero signs or hide errors.
print(-0.0, 0.0 * -1, 0 * -1, 1 / (-0.0), 3 - 3.0, 0.0 / -1) -- expect: -0.0	-0.0	0	-inf	0.0	-0.0
