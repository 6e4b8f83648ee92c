-- Integers of every size, signed and unsigned, are packed and read back.
local function hex(s) return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
print(hex(string.pack("<b", -2)), hex(string.pack("<B", 254)), hex(string.pack("<h", -2)), hex(string.pack("<H", 65534)))
-- expect: fe	fe	feff	feff
print(hex(string.pack("<i4", 305419896)), hex(string.pack(">i4", 305419896)), hex(string.pack("<l", 1)), hex(string.pack(">j", -1)))
-- expect: 78563412	12345678	0100000000000000	ffffffffffffffff
for _, order in ipairs { "<", ">", "=" } do
  for size = 1, 16 do
    for _, n in ipairs { 0, 1, -1, 100, -100 } do
      local format = order .. "i" .. size
      local text = string.pack(format, n)
      assert(#text == size and string.unpack(format, text) == n)
      if n >= 0 then assert(string.unpack(order .. "I" .. size, text) == n) end
    end
  end
end
print(string.unpack("<i2", "\255\127"), string.unpack("<i2", "\0\128"), string.unpack("<I2", "\0\128"))
-- expect: 32767	-32768	32768	3
print(string.unpack("<i8", ("\255"):rep(8)), string.unpack("<I8", ("\255"):rep(8)), string.unpack("<j", string.pack("<j", math.mininteger)))
-- expect: -1	-1	-9223372036854775808	9
print(string.unpack("<i16", string.pack("<i16", math.mininteger)), hex(string.pack(">i10", -2)))
-- expect: -9223372036854775808	fffffffffffffffffffe
print(string.packsize "b", string.packsize "h", string.packsize "i", string.packsize "j", string.packsize "J", string.packsize "T")
-- expect: 1	2	4	8	8	8
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(string.pack, "b", 128)) -- expect: bad argument #2 to 'string.pack' (integer overflow)
print(message(string.pack, "b", -129)) -- expect: bad argument #2 to 'string.pack' (integer overflow)
print(message(string.pack, "B", 256)) -- expect: bad argument #2 to 'string.pack' (unsigned overflow)
print(message(string.pack, "B", -1)) -- expect: bad argument #2 to 'string.pack' (unsigned overflow)
print(message(string.pack, "i2", 32768)) -- expect: bad argument #2 to 'string.pack' (integer overflow)
print(message(string.pack, "I3", 1 << 24)) -- expect: bad argument #2 to 'string.pack' (unsigned overflow)
print(message(string.pack, "I8", -1), message(string.pack, "i7", 1 << 54), message(string.pack, "i7", 1 << 55))
-- expect: no error	no error	bad argument #2 to 'string.pack' (integer overflow)
print(message(string.unpack, "<i9", ("\255"):rep(8) .. "\1")) -- expect: 9-byte integer does not fit into Lua Integer
print(message(string.unpack, "<I9", ("\255"):rep(8) .. "\1")) -- expect: 9-byte integer does not fit into Lua Integer
