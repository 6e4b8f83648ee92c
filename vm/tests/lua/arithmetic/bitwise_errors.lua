-- Operands of bitwise operators must have an integer representation.
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(function(x) return x & 1 end, 1.5)) -- expect: number (local 'x') has no integer representation
print(message(function(x) return 1 | x end, 2^63)) -- expect: number (local 'x') has no integer representation
print(message(function(x) return ~x end, -2^64)) -- expect: number (local 'x') has no integer representation
print(message(function(x) return x << 1 end, 0/0)) -- expect: number (local 'x') has no integer representation
print(message(function(x) return 1 >> x end, math.huge)) -- expect: number (local 'x') has no integer representation
print(message(function(x) return x ~ 1 end, "1.5"))
-- expect: attempt to perform bitwise operation on a string value (local 'x')
print(message(function(x) return x & 1 end, "abc"))
-- expect: attempt to perform bitwise operation on a string value (local 'x')
print(message(function(x) return x & 1 end, {}))
-- expect: attempt to perform bitwise operation on a table value (local 'x')
print(message(function(x) return 1 & x.y end, {}))
-- expect: attempt to perform bitwise operation on a nil value (field 'y')
print(message(function() return ~true end)) -- expect: attempt to perform bitwise operation on a boolean value
print(message(function(a, b) return a | b end, 1.5, {}))
-- expect: attempt to perform bitwise operation on a table value (local 'b')
print(message(function(a, b) return a << b end, nil, 1))
-- expect: attempt to perform bitwise operation on a nil value (local 'a')
print(message(function() return "a" | 1 end), message(function() return 1.5 & 1 end))
-- expect: attempt to perform bitwise operation on a string value (constant 'a')	number has no integer representation
