-- Only strings and numbers concatenate; the message names the operand that does not.
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(function(x) return "a" .. x end, nil)) -- expect: attempt to concatenate a nil value (local 'x')
print(message(function(x) return x .. "a" end, {})) -- expect: attempt to concatenate a table value (local 'x')
print(message(function(x) return x .. 1 end, true)) -- expect: attempt to concatenate a boolean value (local 'x')
print(message(function(x) return 1 .. x end, print)) -- expect: attempt to concatenate a function value (local 'x')
print(message(function(x, y) return x .. y end, {}, nil)) -- expect: attempt to concatenate a table value (local 'x')
print(message(function(x) return "a" .. x.field end, {}))
-- expect: attempt to concatenate a nil value (field 'field')
print(message(function(x) return "a" .. "b" .. x .. "c" end, false))
-- expect: attempt to concatenate a boolean value (local 'x')
print(message(function() return "a" .. undefined_name end))
-- expect: attempt to concatenate a nil value (global 'undefined_name')
print(message(function() return ("a"):rep(3) .. nil end)) -- expect: attempt to concatenate a nil value
print(message(function(t) return t.a.b .. "x" end, { a = {} }))
-- expect: attempt to concatenate a nil value (field 'b')
