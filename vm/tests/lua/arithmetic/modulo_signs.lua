-- The result of a modulo has the sign of the divisor.
print(5 % 3, -5 % 3, 5 % -3, -5 % -3) -- expect: 2	1	-1	-2
print(5.5 % 2, -5.5 % 2, 5.5 % -2, -5.5 % -2) -- expect: 1.5	0.5	-0.5	-1.5
print(6 % 3, -6 % 3, 6 % -3, 0 % 3, 0 % -3) -- expect: 0	0	0	0	0
print(5 % math.huge, -5 % math.huge, 5 % -math.huge, -5 % -math.huge) -- expect: 5.0	inf	-inf	-5.0
print(0.0 % 1, -0.0 % 1, 1 % 0.1 < 0.1) -- expect: 0.0	-0.0	true
print(math.mininteger % -1, math.mininteger % math.maxinteger, math.maxinteger % -2)
-- expect: 0	9223372036854775806	-1
local nan = 1 % 0.0
print(nan ~= nan, math.huge % 2 ~= math.huge % 2) -- expect: true	true
print(-1 % 4294967296, -1 % 1.5, 1e300 % 7) -- expect: 4294967295	0.5	1.0
