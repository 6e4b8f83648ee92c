-- Decimal integer literals that do not fit become floats; hexadecimal ones wrap around.
print(0, 7, 007, 1234567890) -- expect: 0	7	7	1234567890
print(9223372036854775807, math.type(9223372036854775807)) -- expect: 9223372036854775807	integer
print(9223372036854775808, math.type(9223372036854775808)) -- expect: 9.2233720368547758e+18	float
print(100000000000000000000, math.type(100000000000000000000)) -- expect: 1e+20	float
print(0xff, 0XFF, 0xA, 0x0000000000000000001) -- expect: 255	255	10	1
print(0x7fffffffffffffff, 0x8000000000000000, 0xffffffffffffffff)
-- expect: 9223372036854775807	-9223372036854775808	-1
print(0x1ffffffffffffffff, 0x10000000000000000, 0xdeadbeef00000000cafe) -- expect: -1	0	-4688528687069345026
-- The smallest integer has no literal of its own: the minus applies to a float.
print(-9223372036854775808, math.type(-9223372036854775808)) -- expect: -9.2233720368547758e+18	float
print(math.mininteger, -9223372036854775807 - 1 == math.mininteger) -- expect: -9223372036854775808	true
