-- Multiple assignment adjusts the list of values to the list of variables.
local a, b, c = 1, 2, 3
print(a, b, c) -- expect: 1	2	3
a, b, c = 4, 5
print(a, b, c) -- expect: 4	5	nil
a, b = 6, 7, 8
print(a, b) -- expect: 6	7
local function two() return "x", "y" end
a, b, c = two()
print(a, b, c) -- expect: x	y	nil
a, b, c = two(), 9
print(a, b, c) -- expect: x	9	nil
a, b, c = 0, two()
print(a, b, c) -- expect: 0	x	y
a, b, c = (two())
print(a, b, c) -- expect: x	nil	nil
local d, e, f, g = two(), (two()), two()
print(d, e, f, g) -- expect: x	x	x	y
x, y, z = 1, "global", nil
print(x, y, z) -- expect: 1	global	nil
local t = {}
t.a, t["b"], t[1], t[2] = two(), two()
print(t.a, t.b, t[1], t[2]) -- expect: x	x	y	nil
