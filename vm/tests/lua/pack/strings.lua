-- Fixed-size, zero-terminated and length-prefixed strings.
local function hex(s) return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
print(hex(string.pack("c5", "abc")), hex(string.pack("c3", "abc")), hex(string.pack("z", "hi")), hex(string.pack("<s1", "hi")))
-- expect: 6162630000	616263	686900	026869
print(hex(string.pack("<s2", "ab")), hex(string.pack(">s4", "ab")), hex(string.pack("<s", "a")), hex(string.pack("s1", "")))
-- expect: 02006162	000000026162	010000000000000061	00
print(string.unpack("c3", "abcdef"), string.unpack("z", "hi\0rest"), string.unpack("<s1", "\3abcdef"))
-- expect: abc	hi	abc	5
print(string.unpack("zz", "a\0b\0")) -- expect: a	b	5
print(string.unpack("<s2c2z", "\2\0xyAB" .. "end\0")) -- expect: xy	AB	end	11
print(string.unpack("c0", "") == "", string.unpack("z", "\0") == "", string.unpack("s1", "\0") == "")
-- expect: true	true	true
print(string.packsize "c10", #string.pack("c10", ""), (string.unpack("c4", "ab\0d"):gsub("\0", "0")))
-- expect: 10	10	ab0d
local long = ("x"):rep(300)
print(#string.pack("<s2", long), #string.unpack("<s2", string.pack("<s2", long)), #string.unpack("z", long .. "\0"))
-- expect: 302	300	300
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(string.pack, "c2", "abc")) -- expect: bad argument #2 to 'string.pack' (string longer than given size)
print(message(string.pack, "z", "a\0b")) -- expect: bad argument #2 to 'string.pack' (string contains zeros)
print(message(string.pack, "s1", long))
-- expect: bad argument #2 to 'string.pack' (string length does not fit in given size)
print(message(string.pack, "c", "a")) -- expect: missing size for format option 'c'
print(message(string.unpack, "z", "unterminated"))
-- expect: bad argument #2 to 'string.unpack' (unfinished string for format 'z')
print(message(string.unpack, "s1", "\5abc")) -- expect: bad argument #2 to 'string.unpack' (data string too short)
print(message(string.unpack, "<s4", "\255\255\255\255"))
-- expect: bad argument #2 to 'string.unpack' (data string too short)
print(message(string.unpack, "c5", "abc")) -- expect: bad argument #2 to 'string.unpack' (data string too short)
print(message(string.packsize, "s")) -- expect: bad argument #1 to 'string.packsize' (variable-length format)
print(message(string.packsize, "z")) -- expect: bad argument #1 to 'string.packsize' (variable-length format)
