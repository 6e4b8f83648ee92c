-- reverse, upper and lower change bytes one by one and leave the original alone.
local s = "Hello, World 123"
print(s:reverse(), s:upper(), s:lower(), s)
-- expect: 321 dlroW ,olleH	HELLO, WORLD 123	hello, world 123	Hello, World 123
print((""):reverse() == "", (""):upper() == "", ("a"):reverse(), ("ab\0c"):reverse() == "c\0ba")
-- expect: true	true	a	true
print(("\228\246"):upper() == "\228\246", ("\196"):lower() == "\196", ("[@`{"):upper(), ("[@`{"):lower())
-- expect: true	true	[@`{	[@`{
print(string.upper(12), string.reverse(123), string.lower(1e100)) -- expect: 12	321	1e+100
local all = {}
for i = 0, 127 do all[#all + 1] = string.char(i) end
local text = table.concat(all)
print(#text:upper(), text:upper():find("[a-z]"), text:lower():find("[A-Z]"), text:reverse():reverse() == text)
-- expect: 128	nil	nil	true
local function message(...)
  local ok, result = pcall(...)
  return ok and "no error" or result
end
print(message(string.upper)) -- expect: bad argument #1 to 'string.upper' (string expected, got no value)
print(message(string.lower, {})) -- expect: bad argument #1 to 'string.lower' (string expected, got table)
print(message(string.reverse, nil)) -- expect: bad argument #1 to 'string.reverse' (string expected, got nil)
print(message(string.upper, true)) -- expect: bad argument #1 to 'string.upper' (string expected, got boolean)
print(message(string.reverse, print)) -- expect: bad argument #1 to 'string.reverse' (string expected, got function)
