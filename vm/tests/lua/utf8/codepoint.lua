-- utf8.codepoint gives the code points of the characters in a range of bytes.
local s = "aé€😀"
print(utf8.codepoint(s), utf8.codepoint(s, 2), utf8.codepoint(s, 4), utf8.codepoint(s, -4))
-- expect: 97	233	8364	128512
print(utf8.codepoint(s, 1, -1)) -- expect: 97	233	8364	128512
print(utf8.codepoint(s, 1, 2)) -- expect: 97	233
print(select("#", utf8.codepoint(s, 3, 2)), select("#", utf8.codepoint("", 1, 0)), utf8.codepoint(s, 1, 1))
-- expect: 0	0	97
print(utf8.codepoint("\u{7FFFFFFF}", 1, 1, true), utf8.codepoint("\u{D800}", 1, 1, true)) -- expect: 2147483647	55296
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(utf8.codepoint, s, 3)) -- expect: invalid UTF-8 code
print(message(utf8.codepoint, "\255")) -- expect: invalid UTF-8 code
print(message(utf8.codepoint, "\u{D800}")) -- expect: invalid UTF-8 code
print(message(utf8.codepoint, "\u{110000}")) -- expect: invalid UTF-8 code
print(message(utf8.codepoint, "\u{7FFFFFFF}", 1, 1, false)) -- expect: invalid UTF-8 code
print(message(utf8.codepoint, "abc", 0)) -- expect: bad argument #2 to 'utf8.codepoint' (out of bounds)
print(message(utf8.codepoint, "abc", 1, 4)) -- expect: bad argument #3 to 'utf8.codepoint' (out of bounds)
print(message(utf8.codepoint, "abc", 4)) -- expect: bad argument #3 to 'utf8.codepoint' (out of bounds)
print(message(utf8.codepoint, "")) -- expect: bad argument #3 to 'utf8.codepoint' (out of bounds)
print(message(utf8.codepoint, "\xC0\x80")) -- expect: invalid UTF-8 code
print(message(utf8.codepoint, "\xE2\x82")) -- expect: invalid UTF-8 code
print(message(utf8.codepoint, {})) -- expect: bad argument #1 to 'utf8.codepoint' (string expected, got table)
