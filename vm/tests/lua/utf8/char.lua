-- utf8.char encodes code points and joins them.
local function bytes(s) return table.concat({ s:byte(1, -1) }, " ") end
print(utf8.char(72, 105), utf8.char() == "", #utf8.char(0)) -- expect: Hi	true	1
print(bytes(utf8.char(0x7F)), bytes(utf8.char(0x80)), bytes(utf8.char(0x7FF)), bytes(utf8.char(0x800)))
-- expect: 127	194 128	223 191	224 160 128
print(bytes(utf8.char(0xFFFF)), bytes(utf8.char(0x10000)), bytes(utf8.char(0x10FFFF)))
-- expect: 239 191 191	240 144 128 128	244 143 191 191
print(bytes(utf8.char(0x110000)), bytes(utf8.char(0x3FFFFFF)), bytes(utf8.char(0x7FFFFFFF)))
-- expect: 244 144 128 128	251 191 191 191 191	253 191 191 191 191 191
print(utf8.char(228, 8364, 128512), utf8.char(233) == "\u{E9}", bytes(utf8.char(0xD800)))
-- expect: ä€😀	true	237 160 128
print(utf8.char("65", 66.0)) -- expect: AB
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(utf8.char, -1)) -- expect: bad argument #1 to 'utf8.char' (value out of range)
print(message(utf8.char, 0x80000000)) -- expect: bad argument #1 to 'utf8.char' (value out of range)
print(message(utf8.char, 1, 2, -1)) -- expect: bad argument #3 to 'utf8.char' (value out of range)
print(message(utf8.char, "x")) -- expect: bad argument #1 to 'utf8.char' (number expected, got string)
print(message(utf8.char, 1.5)) -- expect: bad argument #1 to 'utf8.char' (number has no integer representation)
print(message(utf8.char, {})) -- expect: bad argument #1 to 'utf8.char' (number expected, got table)
