-- Indexing something that is not a table names it.
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
local up
print(message(function(x) return x.y end)) -- expect: attempt to index a nil value (local 'x')
print(message(function(x) x.y = 1 end, 5)) -- expect: attempt to index a number value (local 'x')
print(message(function(x) return x[1] end, true)) -- expect: attempt to index a boolean value (local 'x')
print(message(function(x, k) x[k] = 1 end, print, 1)) -- expect: attempt to index a function value (local 'x')
print(message(function() return up.x end)) -- expect: attempt to index a nil value (upvalue 'up')
print(message(function() up.x = 1 end)) -- expect: attempt to index a nil value (upvalue 'up')
print(message(function() return missing.x end)) -- expect: attempt to index a nil value (global 'missing')
print(message(function() missing.x.y = 1 end)) -- expect: attempt to index a nil value (global 'missing')
print(message(function() return ({}).a.b end)) -- expect: attempt to index a nil value (field 'a')
print(message(function() return ({}).a.b.c end)) -- expect: attempt to index a nil value (field 'a')
print(message(function(t) t.a.b = 1 end, {})) -- expect: attempt to index a nil value (field 'a')
print(message(function(t) return t[1][2] end, {})) -- expect: attempt to index a nil value (field 'integer index')
print(message(function(t, k) return t[k].x end, {}, "key")) -- expect: attempt to index a nil value (field '?')
print(message(function() return ("x").y.z end)) -- expect: attempt to index a nil value (field 'y')
print(message(function() return (5).x end)) -- expect: attempt to index a number value
print(message(function() return #up end)) -- expect: attempt to get length of a nil value (upvalue 'up')
print(message(function() return up:method() end)) -- expect: attempt to index a nil value (upvalue 'up')
print(message(function() ("x").y = 1 end)) -- expect: attempt to index a string value (constant 'x')
print(message(function() return math.pi.x end)) -- expect: attempt to index a number value (field 'pi')
print(message(function() return select(1, nil).x end)) -- expect: attempt to index a nil value
print(("x").y, ("abc").len == string.len, ("x")[1]) -- expect: nil	true	nil
