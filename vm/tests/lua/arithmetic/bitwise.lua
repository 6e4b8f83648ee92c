-- Bitwise operators work on all 64 bits of integers.
print(0xF0 & 0x3C, 0xF0 | 0x0F, 0xF0 ~ 0x3C, ~0, ~0xFF) -- expect: 48	255	204	-1	-256
print(-1 & 0xFFFF, -1 | 0, -1 ~ 1, ~math.maxinteger == math.mininteger) -- expect: 65535	-1	-2	true
local a, b = 0x5A5A, 0x0FF0
print(a & b, a | b, a ~ b, ~a, a & 0xFF, 0xFF | a, a ~ 1) -- expect: 2640	24570	21930	-23131	90	23295	23131
print(math.mininteger & -1 == math.mininteger, math.mininteger | 1) -- expect: true	-9223372036854775807
-- Floats with an integral value are converted; strings are not, numerals or otherwise.
print(3.0 & 1, 2.0 | 1.0, ~0.0, (pcall(load 'return "7" & 3')), (pcall(load 'return ~"0"')))
-- expect: 1	3	-1	false	false
print(2^53 | 1, -2^63 | 0 == math.mininteger) -- expect: 9007199254740993	true
local xor_swap_a, xor_swap_b = 12, 34
xor_swap_a = xor_swap_a ~ xor_swap_b
xor_swap_b = xor_swap_a ~ xor_swap_b
xor_swap_a = xor_swap_a ~ xor_swap_b
print(xor_swap_a, xor_swap_b) -- expect: 34	12
