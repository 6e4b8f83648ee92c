-- All expressions are evaluated before any assignment takes place.
local a, b, c = 1, 2, 3
a, b = b, a
print(a, b) -- expect: 2	1
a, b, c = c, a, b
print(a, b, c) -- expect: 3	2	1
local t = { 10, 20, 30 }
t[1], t[3] = t[3], t[1]
print(t[1], t[2], t[3]) -- expect: 30	20	10
local i = 1
i, t[i] = i + 1, "first"
print(i, t[1], t[2]) -- expect: 2	first	20
t[i], i = "second", i + 1
print(i, t[2]) -- expect: 3	second
x, y = "gx", "gy"
x, y = y, x
print(x, y) -- expect: gy	gx
local up1, up2 = 1, 2
local function swap() up1, up2 = up2, up1 return up1, up2 end
print(swap()) -- expect: 2	1
print(swap()) -- expect: 1	2
a, x, t[1], up1 = t[1], a, up1, x
print(a, x, t[1], up1) -- expect: first	3	1	gy
