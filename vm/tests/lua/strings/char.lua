-- string.char builds a string from byte codes.
print(string.char(72, 105, 33), string.char() == "", #string.char(0, 0)) -- expect: Hi!	true	2
print(string.char(228):byte(), string.char("65"), string.char(66.0)) -- expect: 228	A	B
local all = {}
for i = 0, 255 do all[i + 1] = i end
local text = string.char(table.unpack(all))
print(#text, text:byte(1), text:byte(256), text:byte(128)) -- expect: 256	0	255	127
for i = 0, 255 do assert(string.char(i):byte() == i) end
local function message(...)
  local ok, result = pcall(...)
  return ok and "no error" or result
end
print(message(string.char, 256)) -- expect: bad argument #1 to 'string.char' (value out of range)
print(message(string.char, -1)) -- expect: bad argument #1 to 'string.char' (value out of range)
print(message(string.char, 1, 2, 300)) -- expect: bad argument #3 to 'string.char' (value out of range)
print(message(string.char, "x")) -- expect: bad argument #1 to 'string.char' (number expected, got string)
print(message(string.char, 1.5)) -- expect: bad argument #1 to 'string.char' (number has no integer representation)
print(message(string.char, {})) -- expect: bad argument #1 to 'string.char' (number expected, got table)
print(message(string.char, nil)) -- expect: bad argument #1 to 'string.char' (number expected, got nil)
print(message(string.char, math.maxinteger)) -- expect: bad argument #1 to 'string.char' (value out of range)
