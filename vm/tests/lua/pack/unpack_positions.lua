-- unpack starts anywhere, counts from the end too, and returns the position after the last item.
print(string.unpack("<i2", "\1\0\2\0")) -- expect: 1	3
print(string.unpack("<i2", "\1\0\2\0", 3)) -- expect: 2	5
print(string.unpack("<i2", "\1\0\2\0", -2)) -- expect: 2	5
print(string.unpack("<i2i2", "\1\0\2\0")) -- expect: 1	2	5
print(string.unpack("", "abc"), string.unpack("", "abc", 4), string.unpack("", "")) -- expect: 1	4	1
print(string.unpack("B", "abc", 3), string.unpack("B", "abc", "2"), string.unpack("B", "abc", -3))
-- expect: 99	98	97	2
local pos, values, data = 1, {}, string.pack("s1s1s1", "one", "two", "three")
while pos <= #data do values[#values + 1], pos = string.unpack("s1", data, pos) end
print(table.concat(values, ","), pos, #data) -- expect: one,two,three	15	14
print(select("#", string.unpack("bbbbb", "\1\2\3\4\5"))) -- expect: 6
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(string.unpack, "i4", "abc")) -- expect: bad argument #2 to 'string.unpack' (data string too short)
print(message(string.unpack, "b", "")) -- expect: bad argument #2 to 'string.unpack' (data string too short)
print(message(string.unpack, "b", "abc", 4)) -- expect: bad argument #2 to 'string.unpack' (data string too short)
print(message(string.unpack, "b", "abc", 5))
-- expect: bad argument #3 to 'string.unpack' (initial position out of string)
print(message(string.unpack, "b", "abc", -4)) -- expect: no error
print(message(string.unpack, "b", "abc", 0)) -- expect: no error
print(message(string.unpack, "b", "abc", 2^53))
-- expect: bad argument #3 to 'string.unpack' (initial position out of string)
print(message(string.unpack, "b")) -- expect: bad argument #2 to 'string.unpack' (string expected, got no value)
print(message(string.unpack, {}, "x")) -- expect: bad argument #1 to 'string.unpack' (string expected, got table)
print(message(string.unpack, "i4i4", "\1\0\0\0"))
-- expect: bad argument #2 to 'string.unpack' (data string too short)
