-- Squares and floor divisions of every pair of types of numbers, from registers and from constants.
local two, two_float, half = 2, 2.0, 0.5
local function show(x)
  return string.format("%.14g %.14g %.14g %.14g %.14g", x ^ 2, x ^ 2.0, x ^ two, x ^ two_float, two ^ x)
end
local function divide(x)
  return string.format("%.14g %.14g %.14g %.14g", x // 0.5, x // half, 3.5 // x, x // two_float)
end
print(show(3), show(-7), show(0))
-- expect: 9 9 9 9 8	49 49 49 49 0.0078125	0 0 0 0 1
print(show(2.5), show(-0.5), show(-0.0))
-- expect: 6.25 6.25 6.25 6.25 5.6568542494924	0.25 0.25 0.25 0.25 0.70710678118655	0 0 0 0 1
print(show(math.maxinteger), show(1e200), show(-math.huge))
-- expect: 8.5070591730235e+37 8.5070591730235e+37 8.5070591730235e+37 8.5070591730235e+37 inf	inf inf inf inf inf	inf inf inf inf 0
print(math.type(3 ^ 2), math.type(3 ^ two), 1 / (-0.0) ^ 2)
-- expect: float	float	inf
print(divide(3), divide(-7), divide(0))
-- expect: 6 6 1 1	-14 -14 -1 -4	0 0 inf 0
print(divide(2.5), divide(-2.25), divide(math.huge))
-- expect: 5 5 1 1	-5 -5 -2 -2	inf inf 0 inf
-- Operands that are no numbers.
local power = setmetatable({}, {
  __pow = function(a, b) return type(a) .. "^" .. type(b) end,
  __idiv = function(a, b) return type(a) .. "//" .. type(b) end,
})
print(power ^ 2, power ^ two, two ^ power, power // 0.5, half // power, "3" ^ 2, "0x10" ^ two, "7" // 2.0)
-- expect: table^number	table^number	number^table	table//number	number//table	9.0	256.0	3.0
print(select(2, pcall(load("return {} ^ 2", "=c"))))
-- expect: c:1: attempt to perform arithmetic on a table value
print(select(2, pcall(load("local s = 'x' return s ^ 2", "=c"))))
-- expect: c:1: attempt to pow a 'string' with a 'number'
print(select(2, pcall(load("local n return 2.5 // n", "=c"))))
-- expect: c:1: attempt to perform arithmetic on a nil value (local 'n')
