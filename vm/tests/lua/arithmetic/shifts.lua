-- Shifts fill with zeros, by 64 or more give 0, and negative counts shift the other way.
print(1 << 0, 1 << 1, 1 << 62, 1 << 63 == math.mininteger, 1 << 64, 1 << 1000)
-- expect: 1	2	4611686018427387904	true	0	0
print(-1 >> 0, -1 >> 1 == math.maxinteger, -1 >> 63, -1 >> 64, -1 >> 1000) -- expect: -1	true	1	0	0
print(1 << -1, 8 << -2, 2 >> -3, -1 << -63, 1 >> -63 == math.mininteger) -- expect: 0	2	16	1	true
print(0xFF << 56 >> 56, -256 >> 4 == (2^60 // 1 | 0) - 16) -- expect: 255	true
local n, count = 0x1234, 4
print(n << count, n >> count, n << 8, n >> 8, 2 << count, 0x8000 >> count) -- expect: 74560	291	1192960	18	32	2048
print(1 << math.maxinteger, 1 << math.mininteger, 1 >> math.mininteger, 1 >> math.maxinteger) -- expect: 0	0	0	0
print(16.0 >> 2, 16 >> 2.0, 1.0 << 4.0) -- expect: 4	4	16
for i = 62, 65 do print(i, 1 << i, -1 >> i) end
-- expect: 62	4611686018427387904	3
-- expect: 63	-9223372036854775808	1
-- expect: 64	0	0
-- expect: 65	0	0
