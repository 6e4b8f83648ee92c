-- The texts of all operator errors for typical operands.
local function message(f, ...)
  local ok, text = pcall(f, ...)
  print(ok and "no error" or (text:gsub("^[^:]+:%d+: ", "")))
end
for _, operator in ipairs { "+", "-", "*", "/", "%", "^", "//", "&", "|", "~", "<<", ">>", "..", "<", "<=", ">", ">=" } do
  local f = load("local a, b = ... return a " .. operator .. " b")
  io.write(operator, " ")
  message(f, {}, 1)
  io.write(operator, " ")
  message(f, 1, nil)
  io.write(operator, " ")
  message(f, "abc", 1)
end
-- expect: + attempt to perform arithmetic on a table value (local 'a')
-- expect: + attempt to perform arithmetic on a nil value (local 'b')
-- expect: + attempt to add a 'string' with a 'number'
-- expect: - attempt to perform arithmetic on a table value (local 'a')
-- expect: - attempt to perform arithmetic on a nil value (local 'b')
-- expect: - attempt to sub a 'string' with a 'number'
-- expect: * attempt to perform arithmetic on a table value (local 'a')
-- expect: * attempt to perform arithmetic on a nil value (local 'b')
-- expect: * attempt to mul a 'string' with a 'number'
-- expect: / attempt to perform arithmetic on a table value (local 'a')
-- expect: / attempt to perform arithmetic on a nil value (local 'b')
-- expect: / attempt to div a 'string' with a 'number'
-- expect: % attempt to perform arithmetic on a table value (local 'a')
-- expect: % attempt to perform arithmetic on a nil value (local 'b')
-- expect: % attempt to mod a 'string' with a 'number'
-- expect: ^ attempt to perform arithmetic on a table value (local 'a')
-- expect: ^ attempt to perform arithmetic on a nil value (local 'b')
-- expect: ^ attempt to pow a 'string' with a 'number'
-- expect: // attempt to perform arithmetic on a table value (local 'a')
-- expect: // attempt to perform arithmetic on a nil value (local 'b')
-- expect: // attempt to idiv a 'string' with a 'number'
-- expect: & attempt to perform bitwise operation on a table value (local 'a')
-- expect: & attempt to perform bitwise operation on a nil value (local 'b')
-- expect: & attempt to perform bitwise operation on a string value (local 'a')
-- expect: | attempt to perform bitwise operation on a table value (local 'a')
-- expect: | attempt to perform bitwise operation on a nil value (local 'b')
-- expect: | attempt to perform bitwise operation on a string value (local 'a')
-- expect: ~ attempt to perform bitwise operation on a table value (local 'a')
-- expect: ~ attempt to perform bitwise operation on a nil value (local 'b')
-- expect: ~ attempt to perform bitwise operation on a string value (local 'a')
-- expect: << attempt to perform bitwise operation on a table value (local 'a')
-- expect: << attempt to perform bitwise operation on a nil value (local 'b')
-- expect: << attempt to perform bitwise operation on a string value (local 'a')
-- expect: >> attempt to perform bitwise operation on a table value (local 'a')
-- expect: >> attempt to perform bitwise operation on a nil value (local 'b')
-- expect: >> attempt to perform bitwise operation on a string value (local 'a')
-- expect: .. attempt to concatenate a table value (local 'a')
-- expect: .. attempt to concatenate a nil value (local 'b')
-- expect: .. no error
-- expect: < attempt to compare table with number
-- expect: < attempt to compare number with nil
-- expect: < attempt to compare string with number
-- expect: <= attempt to compare table with number
-- expect: <= attempt to compare number with nil
-- expect: <= attempt to compare string with number
-- expect: > attempt to compare number with table
-- expect: > attempt to compare nil with number
-- expect: > attempt to compare number with string
-- expect: >= attempt to compare number with table
-- expect: >= attempt to compare nil with number
-- expect: >= attempt to compare number with string
for _, operator in ipairs { "-", "~", "#" } do
  local f = load("local a = ... return " .. operator .. " a")
  io.write(operator, " ")
  message(f, true)
  io.write(operator, " ")
  message(f, "abc")
  io.write(operator, " ")
  message(f, 1.5)
end
-- expect: - attempt to perform arithmetic on a boolean value (local 'a')
-- expect: - attempt to unm a 'string' with a 'string'
-- expect: - no error
-- expect: ~ attempt to perform bitwise operation on a boolean value (local 'a')
-- expect: ~ attempt to perform bitwise operation on a string value (local 'a')
-- expect: ~ number (local 'a') has no integer representation
-- expect: # attempt to get length of a boolean value (local 'a')
-- expect: # no error
-- expect: # attempt to get length of a number value (local 'a')
