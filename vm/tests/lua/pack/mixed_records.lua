-- Records of many kinds of fields survive a round trip in one format.
local format = "<!4 i4 s2 b z d I4 c4 >i8 <f B"
local text = string.pack(format, -7, "name", -1, "zero-terminated", 0.1, 0xABCDEF, "abcd", math.mininteger, 1.5, 255)
print(#text) -- expect: 57
print(string.unpack(format, text))
-- expect: -7	name	-1	zero-terminated	0.1	11259375	abcd	-9223372036854775808	1.5	255	58
local records = {}
for i = 1, 5 do records[i] = string.pack(">I2s1", i * 1000, ("r"):rep(i)) end
local stream, pos, out = table.concat(records), 1, {}
while pos <= #stream do
  local id, name
  id, name, pos = string.unpack(">I2s1", stream, pos)
  out[#out + 1] = id .. name
end
print(table.concat(out, " ")) -- expect: 1000r 2000rr 3000rrr 4000rrrr 5000rrrrr
-- A small binary header, written and checked.
local header = string.pack(">c4I2I2I4", "LHDR", 5, 5, #stream)
local magic, major, minor, size, after = string.unpack(">c4I2I2I4", header)
print(magic, major, minor, size, after == #header + 1, string.packsize ">c4I2I2I4") -- expect: LHDR	5	5	30	true	12
-- Numbers given as strings are converted.
print(string.unpack("<i4d", string.pack("<i4d", "12", "1.5"))) -- expect: 12	1.5	13
local checksum = 0
for i = 1, #text do checksum = (checksum * 31 + text:byte(i)) & 0xFFFFFFFF end
print(checksum) -- expect: 273130544
