-- string.byte gives the codes of a range of bytes.
print(("A"):byte(), ("ABC"):byte(2), ("ABC"):byte(-1), ("ABC"):byte(1, 3)) -- expect: 65	66	67	65	66	67
print(("ABC"):byte(1, -1), ("ABC"):byte(2, 10), ("ABC"):byte(-10, 2)) -- expect: 65	66	65	66
print(select("#", (""):byte()), select("#", ("ABC"):byte(4)), select("#", ("ABC"):byte(0)), select("#", ("ABC"):byte(3, 2)))
-- expect: 0	0	0	0
print(("\0\255\128"):byte(1, -1)) -- expect: 0	255	128
print(string.byte(123, 2), string.byte("abc", "2"), string.byte("abc", 2.0)) -- expect: 50	98	98
print(select("#", ("x"):rep(200):byte(1, -1)), ("ABC"):byte(math.mininteger, math.maxinteger)) -- expect: 200	65	66	67
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(string.byte)) -- expect: bad argument #1 to 'string.byte' (string expected, got no value)
print(message(string.byte, {})) -- expect: bad argument #1 to 'string.byte' (string expected, got table)
print(message(string.byte, "x", {})) -- expect: bad argument #2 to 'string.byte' (number expected, got table)
print(message(string.byte, "x", 1.5))
-- expect: bad argument #2 to 'string.byte' (number has no integer representation)
print(message(string.byte, "x", 1, "y")) -- expect: bad argument #3 to 'string.byte' (number expected, got string)
print(message(string.byte, nil)) -- expect: bad argument #1 to 'string.byte' (string expected, got nil)
