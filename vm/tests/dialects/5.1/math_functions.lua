-- Every function of the math library, with the names and results that it has in 5.1.
local names = {}
for name in pairs(math) do names[#names + 1] = name end
table.sort(names)
print(table.concat(names, " ", 1, 15))
-- expect: abs acos asin atan atan2 ceil cos cosh deg exp floor fmod frexp huge ldexp
print(table.concat(names, " ", 16))
-- expect: log log10 max min mod modf pi pow rad random randomseed sin sinh sqrt tan tanh
print(math.abs(-3), math.ceil(2.1), math.ceil(-2.1), math.floor(2.9), math.floor(-2.1), math.max(1, 3, 2), math.min(4, 2.5, 9), math.sqrt(16))
-- expect: 3	3	-2	2	-3	3	2.5	4
print(math.pow(2, 10), math.exp(0), math.log(1), math.log10(1000), math.log(8, 2) == math.log(8), math.mod(7, 3), math.mod == math.fmod)
-- expect: 1024	1	0	3	true	1	true
print(math.fmod(-7, 3), math.fmod(7, -3), -7 % 3, 7 % -3, 5.5 % 2, -5.5 % 2, math.modf(3.7) == 3)
-- expect: -1	1	2	-2	1.5	0.5	true
print(math.modf(-3.5)) -- expect: -3	-0.5
print(math.modf(1 / 0)) -- expect: inf	0
print(math.modf(5)) -- expect: 5	0
print(math.frexp(8)) -- expect: 0.5	4
print(math.frexp(0), math.frexp(-3)) -- expect: 0	-0.75	2
print(math.ldexp(0.5, 4), math.ldexp(1, -1), math.deg(math.pi), math.rad(180) == math.pi, math.pi, math.huge, -math.huge)
-- expect: 8	0.5	180	true	3.1415926535898	inf	-inf
print(math.sin(0), math.cos(0), math.tan(0), math.asin(1) * 2 == math.pi, math.acos(1), math.atan(1) * 4 == math.pi, math.atan2(1, 1) * 4 == math.pi)
-- expect: 0	1	0	true	0	true	true
print(math.atan2(0, -1) == math.pi, math.atan2(1, 0) == math.pi / 2, math.sinh(0), math.cosh(0), math.tanh(0), string.format("%.10f", math.cosh(1)))
-- expect: true	true	0	1	0	1.5430806348
print(math.floor(-0.5) == 0, 1 / math.floor(-0.0), math.floor(1e300) == 1e300, math.ceil(-0.5) == 0, math.abs(-1 / 0))
-- expect: false	inf	true	true	inf
print(pcall(math.floor)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(math.floor, "x")) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(math.floor("3.7"), math.max("10", 9), pcall(math.max))
-- expect: 3	10	false	bad argument #1 to '?' (number expected, got no value)
print(pcall(math.fmod, 1)) -- expect: false	bad argument #2 to '?' (number expected, got no value)
print(math.fmod(1, 0) ~= math.fmod(1, 0), 1 % 0 ~= 1 % 0, 1 / 0, -1 / 0, 0 / 0 ~= 0 / 0, math.sqrt(-1) ~= math.sqrt(-1))
-- expect: true	true	inf	-inf	true	true
print(2 ^ 53 == 2 ^ 53 + 1, 2 ^ 1000, 10 / 2, 7 / 2, 3 * 1.0, 1e308 * 10, 9007199254740993, 0xff, 0xA, 1e2, .5, 3., 5 % math.huge)
-- expect: true	1.0715086071863e+301	5	3.5	3	inf	9.007199254741e+15	255	10	100	0.5	3	-nan
math.randomseed(42)
local first = { math.random(), math.random(10), math.random(-5, 5) }
math.randomseed(42)
print(first[1] == math.random(), first[2] == math.random(10), first[3] == math.random(-5, 5), first[1] >= 0 and first[1] < 1)
-- expect: true	true	true	true
for i = 1, 200 do
  local n, m = math.random(3), math.random(-1, 1)
  if n < 1 or n > 3 or n % 1 ~= 0 or m < -1 or m > 1 then print("outside", n, m) end
end
print(math.random(1, 1), math.random(7, 7), select("#", math.randomseed(1))) -- expect: 1	7	0
print(pcall(math.random, 0)) -- expect: false	bad argument #1 to '?' (interval is empty)
print(pcall(math.random, 2, 1)) -- expect: false	bad argument #2 to '?' (interval is empty)
print(pcall(math.random, 1, 2, 3)) -- expect: false	wrong number of arguments
print(#tostring(math.random()) > 2, math.type, math.tointeger, math.ult, math.maxinteger)
-- expect: true	nil	nil	nil	nil
local steps = 0
for i = 1, 0, -0.25 do steps = steps + 1 end
print(steps) -- expect: 5
steps = 0
for i = 1, 0, -0.01 do steps = steps + 1 end
print(steps) -- expect: 100
for i = 1, 3, 0 do steps = steps + 1; if steps > 200 then break end end
print(steps) -- expect: 100
for i = 3, 1, 0 do steps = steps + 1; break end
print(steps) -- expect: 101
print(pcall(function() for i = "a", 2 do end end))
-- expect: false	math_functions.lua:62: 'for' initial value must be a number
print(pcall(function() for i = 1, {} do end end)) -- expect: false	math_functions.lua:64: 'for' limit must be a number
print(pcall(function() for i = 1, 2, true do end end))
-- expect: false	math_functions.lua:65: 'for' step must be a number
for i = "1", "2" do print(i, type(i)) end
-- expect: 1	number
-- expect: 2	number
