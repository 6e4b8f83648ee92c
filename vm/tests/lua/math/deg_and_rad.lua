-- Conversion between degrees and radians.
print(math.deg(math.pi), math.deg(0), math.deg(-math.pi / 2), math.rad(180) == math.pi, math.rad(0), math.rad(360) == 2 * math.pi)
-- expect: 180.0	0.0	-90.0	true	0.0	true
local function near(a, b) return math.abs(a - b) < 1e-12 end
for d = -720, 720, 45 do assert(near(math.deg(math.rad(d)), d)) end
print(near(math.sin(math.rad(30)), 0.5), near(math.cos(math.rad(60)), 0.5), near(math.deg(1), 57.29577951308232))
-- expect: true	true	true
print(math.type(math.deg(0)), math.type(math.rad(180)), math.deg "0", math.rad(math.huge))
-- expect: float	float	0.0	inf
print(pcall(math.deg)) -- expect: false	bad argument #1 to 'math.deg' (number expected, got no value)
print(pcall(math.rad, "x")) -- expect: false	bad argument #1 to 'math.rad' (number expected, got string)
