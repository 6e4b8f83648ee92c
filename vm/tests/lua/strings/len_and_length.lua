-- The length of a string counts bytes, zeros included.
print(#"", #"abc", #"a\0b", #"\n", #"äö", ("x"):len(), string.len("four")) -- expect: 0	3	3	1	4	1	4
print(string.len(12345), string.len(1.5), #tostring(-7), #("ab" .. 1)) -- expect: 5	3	2	3
local s = ("0123456789"):rep(1000)
print(#s, #(s .. s), #s:sub(2), #s:reverse()) -- expect: 10000	20000	9999	10000
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(string.len)) -- expect: bad argument #1 to 'string.len' (string expected, got no value)
print(message(string.len, nil)) -- expect: bad argument #1 to 'string.len' (string expected, got nil)
print(message(string.len, {})) -- expect: bad argument #1 to 'string.len' (string expected, got table)
print(message(string.len, true)) -- expect: bad argument #1 to 'string.len' (string expected, got boolean)
print(message(function() return #5 end):gsub("^[^:]+:%d+: ", "")) -- expect: attempt to get length of a number value	1
-- The length cannot be redefined for strings.
getmetatable("").__len = function() return "changed" end
print(#"abc") -- expect: 3
getmetatable("").__len = nil
