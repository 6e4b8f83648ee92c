-- Exponentiation works on floats, binds tightest and associates to the right.
print(2 ^ 3 ^ 2, (2 ^ 3) ^ 2, -2 ^ 2, (-2) ^ 2) -- expect: 512.0	64.0	-4.0	4.0
print(2 ^ -1, 2 ^ -2 ^ 2, 4 ^ 0.5, 8 ^ (1 / 3)) -- expect: 0.5	0.0625	2.0	2.0
print(0 ^ 0, 0.0 ^ -1, (-1) ^ 0.5 ~= (-1) ^ 0.5, math.huge ^ 0) -- expect: 1.0	inf	true	1.0
print((-8) ^ 3, (-2) ^ -3, 10 ^ 2, 10 ^ 15, 10 ^ 16) -- expect: -512.0	-0.125	100.0	1e+15	1e+16
print(2 ^ 63 == math.mininteger * -1.0, 2 ^ 1024, 2 ^ -1075) -- expect: true	inf	0.0
local base, exponent = 3, 4
print(base ^ exponent, base ^ 2, 2 ^ exponent, base ^ 0.5 == math.sqrt(3)) -- expect: 81.0	9.0	16.0	true
print(2 ^ "3", "2" ^ 3, "0x10" ^ 1) -- expect: 8.0	8.0	16.0
