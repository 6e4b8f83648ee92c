-- utf8.len counts characters, or says where the text stops being valid.
print(utf8.len "", utf8.len "abc", utf8.len "aé€😀", utf8.len "\0\0") -- expect: 0	3	4	2
print(utf8.len("aé€😀", 2), utf8.len("aé€😀", 4, 4), utf8.len("aé€😀", -4), utf8.len("abc", 4), utf8.len("abc", 2, 1))
-- expect: 3	1	1	0	0
print(utf8.len("abc\255def")) -- expect: nil	4
print(utf8.len("\128")) -- expect: nil	1
print(utf8.len("aé", 3)) -- expect: nil	3
print(utf8.len("\xE2\x82")) -- expect: nil	1
print(utf8.len("\xC0\x80")) -- expect: nil	1
print(utf8.len("\u{D800}")) -- expect: nil	1
print(utf8.len("\u{110000}")) -- expect: nil	1
print(utf8.len("\u{D800}", 1, -1, true), utf8.len("\u{7FFFFFFF}x", 1, -1, true)) -- expect: 1	2
print(utf8.len("\xF4\x90\x80\x80")) -- expect: nil	1
print(utf8.len("abc", 1, 0), utf8.len("aé", 1, 2), utf8.len("", 1, -1)) -- expect: 0	2	0
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(utf8.len, "abc", 5)) -- expect: bad argument #2 to 'utf8.len' (initial position out of bounds)
print(message(utf8.len, "abc", 0)) -- expect: bad argument #2 to 'utf8.len' (initial position out of bounds)
print(message(utf8.len, "abc", 1, 4)) -- expect: bad argument #3 to 'utf8.len' (final position out of bounds)
print(message(utf8.len, "abc", -4)) -- expect: bad argument #2 to 'utf8.len' (initial position out of bounds)
print(message(utf8.len)) -- expect: bad argument #1 to 'utf8.len' (string expected, got no value)
print(message(utf8.len, "abc", {})) -- expect: bad argument #2 to 'utf8.len' (number expected, got table)
print(utf8.len(12345)) -- expect: 5
