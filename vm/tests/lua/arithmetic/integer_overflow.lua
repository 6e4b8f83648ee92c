-- Integer arithmetic wraps around modulo 2^64.
local max, min = math.maxinteger, math.mininteger
print(max + 1 == min, min - 1 == max, max * 2, min * 2) -- expect: true	true	-2	0
print(max * max, min * min, max * min, min * -1 == min) -- expect: 1	0	-9223372036854775808	true
print(-min == min, min // -1 == min, min % -1) -- expect: true	true	0
print(max + max, min + min, max - min) -- expect: -2	0	-1
print(3037000500 * 3037000500, 4294967296 * 4294967296) -- expect: -9223372036709301616	0
print(9223372036854775807 + 1) -- expect: -9223372036854775808
-- The float of the same size does not wrap.
print(max + 1.0, min - 1.0, max * 2.0, -(min + 0.0))
-- expect: 9.2233720368547758e+18	-9.2233720368547758e+18	1.8446744073709552e+19	9.2233720368547758e+18
local sum = 0
for _ = 1, 5 do sum = sum + 4611686018427387904 end
print(sum) -- expect: 4611686018427387904
