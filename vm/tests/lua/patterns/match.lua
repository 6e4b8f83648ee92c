-- string.match returns the captures or the whole match, from a given position.
print(("hello world"):match "%w+", ("hello world"):match("%w+", 2), ("hello world"):match("%w+", 6), ("hello"):match("l", -2))
-- expect: hello	ello	world	l
print(("abc"):match "" == "", ("abc"):match("", 10), ("abc"):match("$", 4), ("abc"):match("c", 100), ("abc"):match("a", -100))
-- expect: true	nil		nil	a
print(("  key = value # comment"):match "^%s*(%w+)%s*=%s*([^#%s]*)") -- expect: key	value
print(("http://host.org:8080/path?q=1"):match "^(%w+)://([^:/]+):?(%d*)(/?[^?]*)%??(.*)$")
-- expect: http	host.org	8080	/path	q=1
print(("Date: Mon, 05 Feb"):match "(%a+), (%d%d) (%a+)", ("12:30"):match "^(%d?%d):(%d%d)$", ("1:3"):match "^(%d?%d):(%d%d)$")
-- expect: Mon	12	nil
print(string.match(1234, "%d%d"), string.match("x1", 1), ("a.b.c"):match "^(.*)%.", ("a.b.c"):match "^(.-)%.")
-- expect: 12	1	a.b	a
print(("abc"):match("b", 2.0), ("abc"):match("b", "2"), ("/usr/lib/x.so"):match "([^/]+)%.(%w+)$") -- expect: b	b	x	so
print(("%d"):match "%%d", ("a\nb"):match "a.b" == "a\nb", ("[x]"):match "%[(.)%]", ("a b"):match "a%sb")
-- expect: %d	true	x	a b
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(string.match)) -- expect: bad argument #1 to 'string.match' (string expected, got no value)
print(message(string.match, "x")) -- expect: bad argument #2 to 'string.match' (string expected, got no value)
print(message(string.match, "x", {})) -- expect: bad argument #2 to 'string.match' (string expected, got table)
print(message(string.match, "x", "x", {})) -- expect: bad argument #3 to 'string.match' (number expected, got table)
print(message(string.match, {}, "x")) -- expect: bad argument #1 to 'string.match' (string expected, got table)
