-- All zeros of a function are one constant, with the sign of the first one that it uses; operations on constants are
-- computed beforehand and use only their result.
print((function() return 0, -0 end)()) -- expect: 0	0
print((function() return -0, 0 end)()) -- expect: -0	-0
print((function() local a, b = -0, 0 return a, b, 1 / a, 1 / b end)()) -- expect: -0	-0	-inf	-inf
print((function() local a, b a, b = 0, -0 return a, b end)()) -- expect: 0	0
print((function() local t = { [0] = -0 } return t[0], -0 end)()) -- expect: 0	0
print((function() local t = { -0, 0, x = 0 } return t[1], t[2], t.x end)()) -- expect: -0	-0	-0
print((function(x) if x < 0 then return 1 end return -0 end)(1)) -- expect: 0
print((function(x) if x == -0 then return 1 end return 0 end)(1)) -- expect: -0
print((function(x) return 0 < x, -0 end)(1)) -- expect: true	0
print((function() return 4 % 2, -0 end)()) -- expect: 0	0
print((function() return -4 % 2, 1 - 1, -0 end)()) -- expect: 0	0	0
print((function() return 0 * -1, 0 end)()) -- expect: -0	-0
print((function() return 0 and -0, 0 end)()) -- expect: -0	-0
print((function() return 0 or -0, -0 end)()) -- expect: 0	0
print((function(x) return x + -0, x - 0, -0 + x, 0 - x end)(tonumber("-0"))) -- expect: -0	0	-0	0
print((function(x) return x + 0, x - 0, -0 + x, 0 - x end)(tonumber("0"))) -- expect: 0	0	0	0
print((function(x) x[-0] = 0 return -0 end) {}) -- expect: -0
print((function(x) x.y = 0 return -0, x.y end) {}) -- expect: 0	0
print((function(x) x.y = -0 return 0, x.y end) {}) -- expect: -0	-0
print((function(x) for i = -0, 0 do x[1] = i end return 0, x[1] end) {}) -- expect: -0	0
print((function() return not 0, -0 end)()) -- expect: false	-0
print((function() if 0 then return -0 end end)()) -- expect: -0
print((function() while -0 do return 0 end end)()) -- expect: 0
print((function() local function inner() return -0 end return 0, inner() end)()) -- expect: 0	-0
print((function() local z = -0 return z, 0 .. "", -z end)()) -- expect: -0	-0	0
print(-tonumber("0"), tonumber("-0"), 0 / -1 == 0, tostring(0 / -1)) -- expect: -0	-0	true	-0
