-- Values that come from expressions have no name in the message.
local function message(f, ...)
  local ok, text = pcall(f, ...)
  print(ok and "no error" or (text:gsub("^[^:]+:%d+: ", "")))
end
message(function() return (1 + 2).x end) -- expect: attempt to index a number value
message(function() local a, b return (a or b).x end) -- expect: attempt to index a nil value
message(function() return (nil)() end) -- expect: attempt to call a nil value
message(function() return (true)() end) -- expect: attempt to call a boolean value
message(function() return ({})() end) -- expect: attempt to call a table value
message(function() return (1)() end) -- expect: attempt to call a number value
message(function() return ("s")() end) -- expect: attempt to call a string value (constant 's')
message(function() return {} + 1 end) -- expect: attempt to perform arithmetic on a table value
message(function() return 1 + {} end) -- expect: attempt to perform arithmetic on a table value
message(function() return {} .. {} end) -- expect: attempt to concatenate a table value
message(function() return -{} end) -- expect: attempt to perform arithmetic on a table value
message(function() return -"x" end) -- expect: attempt to unm a 'string' with a 'string'
message(function() return #5 end) -- expect: attempt to get length of a number value
message(function() return {} < 1 end) -- expect: attempt to compare table with number
message(function() return nil > 1 end) -- expect: attempt to compare number with nil
message(function() return "a" + "b" end) -- expect: attempt to add a 'string' with a 'string'
message(function() return 1 & 1.5 end) -- expect: number has no integer representation
message(function() return "a" | 1 end)
-- expect: attempt to perform bitwise operation on a string value (constant 'a')
message(function() local a = 1.5 return a | 1 end) -- expect: number (local 'a') has no integer representation
message(function() local a = "s" return a.b.c end) -- expect: attempt to index a nil value (field 'b')
message(function() return math.floor.x end) -- expect: attempt to index a function value (field 'floor')
message(function() return (math.floor(1.5)).x end) -- expect: attempt to index a number value
message(function(...) return (...).x end) -- expect: attempt to index a nil value
message(function() local t = {} return t.a.b, t.c.d end) -- expect: attempt to index a nil value (field 'a')
message(function() local a <const> = nil return a.x end) -- expect: attempt to index a nil value
message(function() local a <const> = 5 return a() end) -- expect: attempt to call a number value
message(function() local a <const> = "const" return a + {} end) -- expect: attempt to add a 'string' with a 'table'
