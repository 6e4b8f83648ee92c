-- utf8.offset finds where a character starts and ends, counted from a byte position.
local s = "aé€😀"
for n = 0, 5 do print(n, utf8.offset(s, n)) end
-- expect: 0	1	1
-- expect: 1	1	1
-- expect: 2	2	3
-- expect: 3	4	6
-- expect: 4	7	10
-- expect: 5	11	11
for n = -1, -5, -1 do print(n, utf8.offset(s, n)) end
-- expect: -1	7	10
-- expect: -2	4	6
-- expect: -3	2	3
-- expect: -4	1	1
-- expect: -5	nil
print(utf8.offset(s, 0, 3)) -- expect: 2	3
print(utf8.offset(s, 0, 5)) -- expect: 4	6
print(utf8.offset(s, 2, 2)) -- expect: 4	6
print(utf8.offset(s, -1, 4)) -- expect: 2	3
print(utf8.offset("abc", 1, 3), utf8.offset("abc", 1, 4), utf8.offset("", 1), utf8.offset("", 0), utf8.offset("", 2))
-- expect: 3	4	1	1	nil
print(utf8.offset("abc", 4), utf8.offset("abc", 5), utf8.offset("abc", -3), utf8.offset("abc", -4))
-- expect: 4	nil	1	nil
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(utf8.offset, s, 1, 3)) -- expect: initial position is a continuation byte
print(message(utf8.offset, s, -1, 3)) -- expect: initial position is a continuation byte
print(message(utf8.offset, "abc", 1, 5)) -- expect: bad argument #3 to 'utf8.offset' (position out of bounds)
print(message(utf8.offset, "abc", 1, -4)) -- expect: bad argument #3 to 'utf8.offset' (position out of bounds)
print(message(utf8.offset, "abc")) -- expect: bad argument #2 to 'utf8.offset' (number expected, got no value)
print(message(utf8.offset, "abc", "x")) -- expect: bad argument #2 to 'utf8.offset' (number expected, got string)
print(message(utf8.offset, "\x80", 1)) -- expect: initial position is a continuation byte
