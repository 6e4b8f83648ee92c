-- string.sub cuts out a range, counted from either end and clipped to the string.
local s = "hello"
print(s:sub(2), s:sub(2, 4), s:sub(-3), s:sub(-3, -2), s:sub(1, 1), s:sub(5, 5)) -- expect: ello	ell	llo	ll	h	o
print(s:sub(0), s:sub(-10), s:sub(2, 100), s:sub(-100, 2), s:sub(1, -1)) -- expect: hello	hello	ello	he	hello
print(s:sub(3, 2) == "", s:sub(6) == "", s:sub(10, 20) == "", s:sub(-1, -2) == "", s:sub(0, 0) == "", (""):sub(1, 1) == "")
-- expect: true	true	true	true	true	true
print(s:sub(math.mininteger, math.maxinteger), s:sub(math.maxinteger) == "", s:sub(1, math.mininteger) == "")
-- expect: hello	true	true
print(s:sub(2.0, "3"), string.sub(12345, 2, 3)) -- expect: el	23
-- Cutting at every position and joining again gives the whole.
for i = 0, #s do assert(s:sub(1, i) .. s:sub(i + 1) == s) end
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(string.sub, "x")) -- expect: bad argument #2 to 'string.sub' (number expected, got no value)
print(message(string.sub, "x", 1.5)) -- expect: bad argument #2 to 'string.sub' (number has no integer representation)
print(message(string.sub, "x", 1, {})) -- expect: bad argument #3 to 'string.sub' (number expected, got table)
print(message(string.sub, {}, 1)) -- expect: bad argument #1 to 'string.sub' (string expected, got table)
