-- %x, %X, %o and %u print integers as unsigned.
local function show(...) print("[" .. string.format(...) .. "]") end
show("%x|%X|%o", 255, 255, 8) -- expect: [ff|FF|10]
show("%#x|%#X|%#o|%#x", 255, 255, 8, 0) -- expect: [0xff|0XFF|010|0]
show("%08x|%-8x|%8x", 0xbeef, 0xbeef, 0xbeef) -- expect: [0000beef|beef    |    beef]
show("%.4x|%8.4x|%-8.4x|%#.4x", 0xab, 0xab, 0xab, 0xab) -- expect: [00ab|    00ab|00ab    |0x00ab]
show("%x|%X|%o", -1, -256, -1) -- expect: [ffffffffffffffff|FFFFFFFFFFFFFF00|1777777777777777777777]
show("%x|%x", math.mininteger, math.maxinteger) -- expect: [8000000000000000|7fffffffffffffff]
show("%u|%5u|%-5u|%05u", 7, 7, 7, 7) -- expect: [7|    7|7    |00007]
show("%u|%u", -1, math.mininteger) -- expect: [18446744073709551615|9223372036854775808]
show("%x|%x|%o", 16.0, "17", "0x10") -- expect: [10|11|20]
show("%#06x|%#10x|%-#10x", 255, 255, 255) -- expect: [0x00ff|      0xff|0xff      ]
local function message(...)
  local ok, text = pcall(string.format, ...)
  print(ok and "no error" or text)
end
message("%x", 1.5) -- expect: bad argument #2 to 'string.format' (number has no integer representation)
message("%X", "y") -- expect: bad argument #2 to 'string.format' (number expected, got string)
message("%o", {}) -- expect: bad argument #2 to 'string.format' (number expected, got table)
message("%#u", 1) -- expect: invalid conversion specification: '%#u'
message("%+x", 1) -- expect: invalid conversion specification: '%+x'
message("% o", 1) -- expect: invalid conversion specification: '% o'
