-- string.find with plain text gives the positions of the first occurrence.
local function at(...)
  local first, last = string.find(...)
  return first and first .. "-" .. last or "none"
end
print(at("hello world", "world"), at("hello", "l"), at("hello", "xyz"), at("aaab", "aab"), at("abc", "abcd"))
-- expect: 7-11	3-3	none	2-4	none
print(at("a.b", ".", 1, true), at("a.b", "."), at("a+b", "+b", 1, true), at("[x]", "]", 1, true), at("a%", "%", 1, true))
-- expect: 2-2	1-1	2-3	3-3	2-2
-- An empty text is found everywhere, just after the end included.
print(at("hello", ""), at("hello", "", 3), at("hello", "", 6), at("hello", "", 7), at("", ""), at("", "", 2))
-- expect: 1-0	3-2	6-5	none	1-0	none
-- The start may be negative, and beyond the ends.
print(at("hello", "l", 4), at("hello", "l", 5), at("hello", "l", -2), at("hello", "h", -100), at("hello", "l", 100))
-- expect: 4-4	none	4-4	1-1	none
print(at("hello", "l", 0), at("hello", "h", math.mininteger), at("hello", "h", math.maxinteger), at("abcabc", "abc", 2))
-- expect: 3-3	1-1	none	4-6
print(at("a\0b\0c", "\0c", 1, true), at("a\0b", "b"), at("a\0b", "\0"), at("ab\0", "\0", -1))
-- expect: 4-5	3-3	2-2	3-3
print(at("%d", "%d", 1, true), at("%d", "%d"), at("a^b", "^b", 1, true), at("a$", "$", 1, true), at("a$", "$"))
-- expect: 1-2	none	2-3	2-2	3-2
print(at("h.llo", ".", 2, false), at("h.llo", ".", 3, nil), at("h.llo", ".", 1, "any true value"))
-- expect: 2-2	3-3	2-2
print(at(12345, 34), at("x1", 1), select("#", string.find("x", "y"))) -- expect: 3-4	2-2	1
local long = ("ab"):rep(5000) .. "needle" .. ("ab"):rep(5000)
print(at(long, "needle"), at(long, "needle", 10002), at(long, "ba", -3), at(long, "bb"))
-- expect: 10001-10006	none	20004-20005	none
print(at(("a"):rep(1000) .. "b", ("a"):rep(10) .. "b"), at(("a"):rep(1000), "ab", 1, true)) -- expect: 991-1001	none
