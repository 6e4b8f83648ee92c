-- __tostring and __name decide how a value is shown.
local t = setmetatable({}, { __tostring = function(self) return "shown as text" end, __name = "Ignored" })
print(t, tostring(t), ("%s"):format(t), ("%-15s|"):format(t))
-- expect: shown as text	shown as text	shown as text	shown as text  |
local named = setmetatable({}, { __name = "Vector" })
print((tostring(named):gsub("%w+$", "address"))) -- expect: Vector: address
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
-- The name appears in error messages too.
print(message(function() return named + 1 end))
-- expect: attempt to perform arithmetic on a Vector value (upvalue 'named')
print(message(function() return named < named end)) -- expect: attempt to compare two Vector values
print(message(function() return named < {} end)) -- expect: attempt to compare Vector with table
print(message(function() return named .. "x" end)) -- expect: attempt to concatenate a Vector value (upvalue 'named')
print(message(function() return #named .. named.x.y end)) -- expect: attempt to index a nil value (field 'x')
print(message(function() named() end)) -- expect: attempt to call a Vector value (upvalue 'named')
print(message(string.rep, named)) -- expect: bad argument #1 to 'string.rep' (string expected, got Vector)
print(message(string.rep, "x", named)) -- expect: bad argument #2 to 'string.rep' (number expected, got Vector)
print(message(ipairs)) -- expect: bad argument #1 to 'ipairs' (value expected)
print(message(setmetatable, 1, {})) -- expect: bad argument #1 to 'setmetatable' (table expected, got number)
print(message(function() for i = named, 2 do end end))
-- expect: bad 'for' initial value (number expected, got Vector)
print(message(tostring, setmetatable({}, { __tostring = function() return {} end })))
-- expect: '__tostring' must return a string
print(message(tostring, setmetatable({}, { __tostring = 5 }))) -- expect: attempt to call a number value
-- error objects with __tostring keep being objects.
local e = setmetatable({}, { __tostring = function() return "error object" end })
local ok, caught = pcall(error, e)
print(ok, caught == e, tostring(caught)) -- expect: false	true	error object
print(#tostring(setmetatable({}, { __tostring = function() return "" end }))) -- expect: 0
