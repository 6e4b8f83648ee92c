-- Long and deeply nested expressions keep their intermediate results apart.
local a, b, c, d = 2, 3, 5, 7
print(((a + b) * (c + d) - (a * b)) // ((d - c) * (b - a)) + a * (b + c * (d - a * (b - c)))) -- expect: 143
print(a + b * c - d // a ^ 2 % c, (a ~ b) << c | d & 3, a .. b + c .. d) -- expect: 16.0	35	287
local source = "local x = 1; return " .. string.rep("(x + ", 80) .. "0" .. string.rep(")", 80)
print(load(source)()) -- expect: 80
print(load("local x = 1; return " .. string.rep("x + ", 5000) .. "0")()) -- expect: 5000
print(load("local x = 2; return " .. string.rep("x * ", 62) .. "1")()) -- expect: 4611686018427387904
print(load("local x = 1; return " .. string.rep("-", 1) .. string.rep(" -", 99) .. " x")()) -- expect: 1
print(load("local x = 3; return " .. string.rep("x - ", 1000) .. "x")()) -- expect: -2997
local polynomial = 0
for i = 10, 1, -1 do polynomial = polynomial * 3 + i end
print(polynomial) -- expect: 280483
