-- tostring turns any value into text.
print(tostring(nil), tostring(true), tostring(false), tostring(12), tostring(-0.0), tostring("text"))
-- expect: nil	true	false	12	-0.0	text
print(tostring(1e15), tostring(2^53), tostring(10 // 3), tostring(10 / 2), tostring(1e300 * 1e10))
-- expect: 1e+15	9007199254740992.0	3	5.0	inf
local t, f, co = {}, function() end, coroutine.create(print)
print(tostring(t):match "^table: %w+$" ~= nil, tostring(f):match "^function: %w+$" ~= nil) -- expect: true	true
print(tostring(co):match "^thread: %w+$" ~= nil, tostring(io.stdout):match "^file %(%w+%)$" ~= nil)
-- expect: true	true
print(tostring(t) == tostring(t), tostring(t) ~= tostring({}), tostring(print):match "^function: " ~= nil)
-- expect: true	true	true
print(tostring(setmetatable({}, { __tostring = function() return "custom" end }))) -- expect: custom
print(tostring(setmetatable({}, { __name = "My.Type" })):match "^My.Type: %w+$" ~= nil) -- expect: true
print(tostring(setmetatable({}, { __name = 5 })):match "^table: " ~= nil) -- expect: true
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(tostring)) -- expect: bad argument #1 to 'tostring' (value expected)
print(message(tostring, setmetatable({}, { __tostring = function() return 1 end }))) -- expect: no error
print(message(tostring, setmetatable({}, { __tostring = function() return nil end })))
-- expect: '__tostring' must return a string
print(message(tostring, setmetatable({}, { __tostring = function() error("inside", 0) end }))) -- expect: inside
print(message(tostring, setmetatable({}, { __tostring = true }))) -- expect: attempt to call a boolean value
print(select("#", tostring(nil)), type(tostring(1)), tostring(1, 2)) -- expect: 1	string	1
