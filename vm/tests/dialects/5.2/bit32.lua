-- The library bit32, on numbers modulo 2^32.
local names = {}
for name in pairs(bit32) do names[#names + 1] = name end
table.sort(names)
print(table.concat(names, " "))
-- expect: arshift band bnot bor btest bxor extract lrotate lshift replace rrotate rshift
print(bit32.band(), bit32.bor(), bit32.bxor(), bit32.btest(), bit32.band(0xff, 0x0f, 0x3c), bit32.bor(1, 2, 4), bit32.bxor(5, 3), bit32.btest(5, 2), bit32.btest(5, 4))
-- expect: 4294967295	0	0	true	12	7	6	false	true
print(bit32.bnot(0), bit32.bnot(-1), bit32.bnot(0xff), bit32.band(-1), bit32.band(2 ^ 32 + 5), bit32.band(-2 ^ 32 - 1), bit32.bor(2 ^ 40))
-- expect: 4294967295	0	4294967040	4294967295	5	4294967295	0
print(bit32.lshift(1, 4), bit32.lshift(1, 31), bit32.lshift(1, 32), bit32.lshift(0xff, -4), bit32.rshift(256, 4), bit32.rshift(-1, 31), bit32.rshift(-1, 32), bit32.rshift(1, -3))
-- expect: 16	2147483648	0	15	16	1	0	8
print(bit32.arshift(-1, 1), bit32.arshift(0x80000000, 4), bit32.arshift(0x7fffffff, 4), bit32.arshift(-1, 40), bit32.arshift(5, -1), bit32.arshift(0x80000000, 31), bit32.arshift(5, 40))
-- expect: 4294967295	4160749568	134217727	4294967295	10	4294967295	0
print(bit32.lrotate(0x80000001, 1), bit32.rrotate(1, 1), bit32.lrotate(1, 33), bit32.rrotate(0x12345678, 4), bit32.lrotate(0x12345678, -4), bit32.lrotate(7, 0))
-- expect: 3	2147483648	2	2166572391	2166572391	7
print(bit32.extract(0xabcd, 4, 8), bit32.extract(0xffffffff, 31), bit32.extract(5, 0), bit32.extract(-1, 0, 32), bit32.replace(0, 5, 4, 4), bit32.replace(-1, 0, 8, 8), bit32.replace(0, 1, 31), bit32.replace(0, 0x123, 0, 4))
-- expect: 188	1	1	4294967295	80	4294902015	2147483648	3
print(pcall(bit32.extract, 1, -1)) -- expect: false	bad argument #2 to 'bit32.extract' (field cannot be negative)
print(pcall(bit32.extract, 1, 32)) -- expect: false	trying to access non-existent bits
print(pcall(bit32.extract, 1, 30, 3)) -- expect: false	trying to access non-existent bits
print(pcall(bit32.extract, 1, 0, 0)) -- expect: false	bad argument #3 to 'bit32.extract' (width must be positive)
print(pcall(bit32.replace, 1, 2)) -- expect: false	bad argument #3 to 'bit32.replace' (number expected, got no value)
print(pcall(bit32.band, "x")) -- expect: false	bad argument #1 to 'bit32.band' (number expected, got string)
print(pcall(bit32.band, {})) -- expect: false	bad argument #1 to 'bit32.band' (number expected, got table)
print(pcall(bit32.bnot)) -- expect: false	bad argument #1 to 'bit32.bnot' (number expected, got no value)
print(bit32.band("0xff", "15"), bit32.band(1.5), bit32.band(2.5), bit32.band(3.7), bit32.band(-0.5), bit32.bor(0.49, 8.51))
-- expect: 15	2	2	4	0	9
print(bit32.band(2 ^ 50), bit32.band(2 ^ 50 - 1), bit32.bxor(0xffffffff, 0x0f0f0f0f), bit32.lshift(0xffffffff, 16), bit32.lshift(1, 1.9))
-- expect: 0	4294967295	4042322160	4294901760	2
for i = 0, 40 do
  local left, right = bit32.lshift(0xdeadbeef, i), bit32.rshift(0xdeadbeef, i)
  if left ~= math.floor(0xdeadbeef * 2 ^ i) % 2 ^ 32 and i < 21 then print("lshift", i, left) end
  if right ~= math.floor(0xdeadbeef / 2 ^ i) then print("rshift", i, right) end
  if bit32.lrotate(0xdeadbeef, i) ~= bit32.rrotate(0xdeadbeef, -i) then print("rotate", i) end
end
