-- A text in another base ends where it ends; for C, and so in 5.1, at a NUL.
print(tonumber("a\0b", 29), tonumber("10\0x", 8), tonumber("\0", 29), tonumber("10 ", 16))
-- expect: nil	nil	nil	16
