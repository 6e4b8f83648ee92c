-- < > and = set the byte order, ! the alignment, x and X add padding.
local function hex(s) return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
print(hex(string.pack("<i2>i2<i2", 1, 1, 1)), hex(string.pack("=i2", 1)) == hex(string.pack("i2", 1)))
-- expect: 010000010100	true
print(hex(string.pack("<bi4", 1, 2)), hex(string.pack("<!4bi4", 1, 2)), hex(string.pack("<!2bi4", 1, 2)), hex(string.pack("<!bi8", 1, 2)))
-- expect: 0102000000	0100000002000000	010002000000	01000000000000000200000000000000
print(hex(string.pack("<bxb", 1, 2)), hex(string.pack("<bxxxb", 1, 2)), hex(string.pack("x")))
-- expect: 010002	0100000002	00
print(hex(string.pack("<!4bXi4", 1)), hex(string.pack("<!4bXi4i2", 1, 2)), hex(string.pack("<!8bXd", 1)), #string.pack("!8bXd", 1))
-- expect: 01000000	010000000200	0100000000000000	8
print(string.packsize "!8bd", string.packsize "bd", string.packsize "!4bd", string.packsize "!bhij", string.packsize "<!2 b i8")
-- expect: 16	9	12	16	10
print(string.unpack("<!4bi4", "\1\0\0\0\2\0\0\0")) -- expect: 1	2	9
print(string.unpack("<i2 >i2 =i1", "\1\0\0\1\7")) -- expect: 1	1	7	6
print(string.packsize " < i4 > i4 ", string.packsize "", string.pack("") == "", string.unpack("", "anything"))
-- expect: 8	0	true	1
print(hex(string.pack("<!4i1!2i8", 1, 2)), pcall(string.pack, "!4i3", 1))
-- expect: 01000200000000000000	false	bad argument #1 to 'string.pack' (format asks for alignment not power of 2)
