-- Calling something that is not a function names it and its type.
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
local upvalue = {}
print(message(function() undefined_function() end))
-- expect: attempt to call a nil value (global 'undefined_function')
print(message(function() local a = 1 a() end)) -- expect: attempt to call a number value (local 'a')
print(message(function() upvalue() end)) -- expect: attempt to call a table value (upvalue 'upvalue')
print(message(function() upvalue.field() end)) -- expect: attempt to call a nil value (field 'field')
print(message(function() upvalue.a.b() end)) -- expect: attempt to index a nil value (field 'a')
print(message(function() upvalue:method() end)) -- expect: attempt to call a nil value (method 'method')
print(message(function() ("x"):nope() end)) -- expect: attempt to call a nil value (method 'nope')
print(message(function() upvalue[1]() end)) -- expect: attempt to call a nil value (field 'integer index')
print(message(function() ("x")() end)) -- expect: attempt to call a string value (constant 'x')
print(message(function() (1)() end)) -- expect: attempt to call a number value
print(message(function() (function() return nil end)()() end)) -- expect: attempt to call a nil value
print(message(function(...) (...)() end, true)) -- expect: attempt to call a boolean value
print(message(function() return upvalue.tail() end)) -- expect: attempt to call a nil value (field 'tail')
print(message(function() return undefined_function() end))
-- expect: attempt to call a nil value (global 'undefined_function')
print(message(function() string.nope() end)) -- expect: attempt to call a nil value (field 'nope')
print(message(function() for _ in nil do end end))
-- expect: attempt to call a nil value (for iterator 'for iterator')
print(message(function() for _ in {} do end end))
-- expect: attempt to call a table value (for iterator 'for iterator')
print(message(function() return -upvalue() end)) -- expect: attempt to call a table value (upvalue 'upvalue')
print(pcall(nil), pcall({})) -- expect: false	false	attempt to call a table value
print(pcall(pcall)) -- expect: false	bad argument #1 to 'pcall' (value expected)
