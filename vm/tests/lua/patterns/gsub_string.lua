-- string.gsub with a string replaces %0 to %9 and %% in it.
print(("hello"):gsub("l", "L"), ("hello"):gsub("x", "y"), ("hello"):gsub("l+", "<%0>"))
-- expect: heLLo	hello	he<ll>o	1
print(("hello world"):gsub("(%w+) (%w+)", "%2 %1"), ("abc"):gsub("%w", "%0%0"), ("abc"):gsub("%w", "%1"))
-- expect: world hello	aabbcc	abc	3
print(("a b"):gsub(" ", "%%20"), ("50%"):gsub("%%", " percent"), ("a.b.c"):gsub("%.", "%%."))
-- expect: a%20b	50 percent	a%.b%.c	2
print(("abc"):gsub("", "-"), ("abc"):gsub(".", ""), (""):gsub("", "x"), ("abc"):gsub("b*", "X"))
-- expect: -a-b-c-		x	XaXcX	3
print(("aaa"):gsub("a", "b", 2), ("aaa"):gsub("a", "b", 0), ("aaa"):gsub("a", "b", -1), ("aaa"):gsub("a", "b", 100))
-- expect: bba	aaa	aaa	bbb	3
print(("abc"):gsub("(a)(b)(c)", "%3%2%1%0"), ("x"):gsub("()", "%1"), ("hello"):gsub("(l)(l)", "%2"))
-- expect: cbaabc	1x2	helo	1
print(("abc"):gsub("b", 5), ("abc"):gsub("b", 1.5), string.gsub(12321, 2, "x")) -- expect: a5c	a1.5c	1x3x1	2
print(("a\0b"):gsub("\0", "0"), ("ab"):gsub("b", "\0"):byte(1, -1)) -- expect: a0b	97	0
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(string.gsub, "abc", "b", "%")) -- expect: invalid use of '%' in replacement string
print(message(string.gsub, "abc", "b", "%2")) -- expect: invalid capture index %2
print(message(string.gsub, "abc", "b", "%x")) -- expect: invalid use of '%' in replacement string
print(message(string.gsub, "abc", "(b)", "%2")) -- expect: invalid capture index %2
print(message(string.gsub, "abc", "z", "%x")) -- expect: no error
print(message(string.gsub, "abc", "b"))
-- expect: bad argument #3 to 'string.gsub' (string/function/table expected, got no value)
print(message(string.gsub, "abc", "b", true))
-- expect: bad argument #3 to 'string.gsub' (string/function/table expected, got boolean)
print(message(string.gsub, "abc", "b", nil))
-- expect: bad argument #3 to 'string.gsub' (string/function/table expected, got nil)
print(message(string.gsub, "abc", "b", "x", "many"))
-- expect: bad argument #4 to 'string.gsub' (number expected, got string)
print(message(string.gsub, "abc", "b", "x", 1.5))
-- expect: bad argument #4 to 'string.gsub' (number has no integer representation)
