-- select gives the arguments from a position on, from the end with negative numbers, or their count.
print(select("#"), select("#", nil), select("#", nil, nil, 1)) -- expect: 0	1	3
print(select(1, "a", "b", "c")) -- expect: a	b	c
print(select(2, "a", "b", "c")) -- expect: b	c
print((select(3, "a", "b", "c"))) -- expect: c
print(select("#", select(4, "a", "b", "c")), select("#", select(100, "a"))) -- expect: 0	0
print(select(-1, "a", "b", "c")) -- expect: c
print(select(-3, "a", "b", "c")) -- expect: a	b	c
print(select("2", "a", "b"), select(2.0, "a", "b")) -- expect: b	b
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(select, 0, "a")) -- expect: bad argument #1 to 'select' (index out of range)
print(message(select, -2, "a")) -- expect: bad argument #1 to 'select' (index out of range)
print(message(select)) -- expect: bad argument #1 to 'select' (number expected, got no value)
print(message(select, "x")) -- expect: bad argument #1 to 'select' (number expected, got string)
print(message(select, 1.5)) -- expect: bad argument #1 to 'select' (number has no integer representation)
print(message(select, math.mininteger, "a"), select("#", select(math.maxinteger, "a")))
-- expect: bad argument #1 to 'select' (index out of range)	0
local function reverse(n, ...)
  if n == 0 then return end
  local last = select(n, ...)
  return last, reverse(n - 1, ...)
end
print(reverse(4, "w", "x", "y", "z")) -- expect: z	y	x	w
