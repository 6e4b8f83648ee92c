-- Operators bind in the documented order, and equal ones from left to right.
print(1 + 2 * 3, (1 + 2) * 3, 10 - 4 - 3, 2 * 3 % 4, 100 / 10 / 5) -- expect: 7	9	3	2	2.0
print(7 // 2 * 2, -3 ^ 2, -3 % 5, -(3 % 5), not 1 == 2) -- expect: 6	-9.0	2	-3	false
print(1 << 2 + 1, (1 << 2) + 1, 1 + 1 << 2, 1 << 1 << 2) -- expect: 8	5	8	8
print(6 & 3 | 8, 6 | 3 & 8, 6 ~ 3 & 1, 5 | 2 ~ 7, ~0 & 0xff) -- expect: 10	6	7	5	255
print(1 .. 2 + 3, 1 + 2 .. "", "a" .. 1 + 1 .. "b") -- expect: 15	3	a2b
print("1" .. 2 == "12", (1 | 2) == 3, 1 < 2 == true, #"abc" + 1, -#"abc") -- expect: true	true	true	4	-3
print(1 < 2 and 2 < 3, 1 > 2 or 2 > 1 and "yes", not nil and 1 or 2) -- expect: true	yes	1
print(2 ^ 3 * 2, 2 * 2 ^ 3, -2 ^ 2 + 1, ~1 + 1, - - 1, not not nil) -- expect: 16.0	16.0	-3.0	-1	1	false
