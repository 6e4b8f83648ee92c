-- Sine, cosine, tangent and their inverses.
local function near(a, b) return math.abs(a - b) < 1e-14 end
print(math.sin(0), math.cos(0), math.tan(0), math.asin(0), math.acos(1), math.atan(0))
-- expect: 0.0	1.0	0.0	0.0	0.0	0.0
print(near(math.sin(math.pi / 2), 1), near(math.cos(math.pi), -1), near(math.tan(math.pi / 4), 1), near(math.sin(math.pi), 0))
-- expect: true	true	true	true
print(near(math.asin(1), math.pi / 2), near(math.acos(0), math.pi / 2), near(math.acos(-1), math.pi), near(math.atan(1), math.pi / 4))
-- expect: true	true	true	true
print(math.asin(2) ~= math.asin(2), math.acos(-2) ~= math.acos(-2), math.sin(math.huge) ~= math.sin(math.huge))
-- expect: true	true	true
-- atan takes the quadrant from the signs of both arguments.
print(near(math.atan(1, 1), math.pi / 4), near(math.atan(1, -1), 3 * math.pi / 4), near(math.atan(-1, -1), -3 * math.pi / 4), near(math.atan(-1, 1), -math.pi / 4))
-- expect: true	true	true	true
print(math.atan(0, 1), near(math.atan(0, -1), math.pi), near(math.atan(1, 0), math.pi / 2), math.atan(0, 0), math.atan(-0.0, 1))
-- expect: 0.0	true	true	0.0	-0.0
print(near(math.atan(math.huge), math.pi / 2), near(math.atan(math.huge, math.huge), math.pi / 4))
-- expect: true	true
for i = 0, 20 do
  local x = i / 3
  assert(near(math.sin(x) ^ 2 + math.cos(x) ^ 2, 1))
end
print(math.sin "0", pcall(math.sin))
-- expect: 0.0	false	bad argument #1 to 'math.sin' (number expected, got no value)
print(pcall(math.cos, {})) -- expect: false	bad argument #1 to 'math.cos' (number expected, got table)
print(pcall(math.atan, 1, "x")) -- expect: false	bad argument #2 to 'math.atan' (number expected, got string)
print(pcall(math.tan, nil)) -- expect: false	bad argument #1 to 'math.tan' (number expected, got nil)
print(math.pi == 3.141592653589793, math.pi) -- expect: true	3.1415926535897931
