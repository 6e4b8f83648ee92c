-- %s prints any value through tostring, with width and precision; %c prints one byte.
local function show(...) print("[" .. string.format(...) .. "]") end
show("%s %s %s %s", "text", 1, 1.0, nil) -- expect: [text 1 1.0 nil]
show("%s|%s", true, false) -- expect: [true|false]
show("%10s|%-10s|%.2s|%10.2s|%-10.2s|%.0s", "abc", "abc", "abc", "abc", "abc", "abc")
-- expect: [       abc|abc       |ab|        ab|ab        |]
show("%5s|%.10s|%.s", "longer than five", "short", "nothing") -- expect: [longer than five|short|]
show("%s", setmetatable({}, { __tostring = function() return "from tostring" end })) -- expect: [from tostring]
show("%.4s|%6s", setmetatable({}, { __tostring = function() return "object" end }), true) -- expect: [obje|  true]
show("%c%c%c|%3c|%-3c|", 76, 117, 97, 65, 66) -- expect: [Lua|  A|B  |]
print(string.format("%c", 0) == "\0", #string.format("a%cb", 0), string.format("%s", "a\0b") == "a\0b")
-- expect: true	3	true
print(#string.format("%s", ("x"):rep(5000)), #string.format("%-50s", "x"), #string.format("%.50s", ("x"):rep(100)))
-- expect: 5000	50	50
local function message(...)
  local ok, text = pcall(string.format, ...)
  print(ok and "no error" or text)
end
message("%s") -- expect: bad argument #2 to 'string.format' (no value)
message("%s %s", "one") -- expect: bad argument #3 to 'string.format' (no value)
message("%10s", "a\0b") -- expect: bad argument #2 to 'string.format' (string contains zeros)
message("%.2s", "a\0b") -- expect: bad argument #2 to 'string.format' (string contains zeros)
message("%s", setmetatable({}, { __tostring = function() return {} end }))
-- expect: '__tostring' must return a string
message("%c", "x") -- expect: bad argument #2 to 'string.format' (number expected, got string)
message("%c", 1.5) -- expect: bad argument #2 to 'string.format' (number has no integer representation)
message("%.3c", 65) -- expect: invalid conversion specification: '%.3c'
message("%05s", "x") -- expect: invalid conversion specification: '%05s'
message("%100s", "x") -- expect: invalid conversion specification: '%100s'
print((string.format("%s", setmetatable({}, { __name = "MyType" })):gsub("%w+$", "address")))
-- expect: MyType: address
