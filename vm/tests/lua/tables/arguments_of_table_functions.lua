-- Library functions accept anything with the metamethods they need, and say what is wrong otherwise.
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(table.concat, "text")) -- expect: invalid value (nil) at index 1 in table for 'concat'
print(message(table.insert, "text", "x")) -- expect: bad argument #1 to 'table.insert' (table expected, got string)
print(message(table.sort, print)) -- expect: bad argument #1 to 'table.sort' (table expected, got function)
print(message(table.unpack, nil)) -- expect: bad argument #1 to 'table.unpack' (table expected, got nil)
print(message(table.unpack, 5, 1, 1)) -- expect: bad argument #1 to 'table.unpack' (table expected, got number)
-- A userdata or table with only some of the metamethods is not enough.
local no_length = setmetatable({}, { __index = {}, __newindex = {} })
print(message(table.insert, no_length, 1), message(table.concat, no_length)) -- expect: no error	no error
local file_like = setmetatable({}, { __len = function() return 2.0 end })
print(message(table.concat, file_like)) -- expect: invalid value (nil) at index 1 in table for 'concat'
local bad_length = setmetatable({}, { __len = function() return 1.5 end })
print(message(table.concat, bad_length)) -- expect: object length is not an integer
print(message(table.insert, setmetatable({}, { __len = function() return {} end }), 1))
-- expect: object length is not an integer
print(message(table.unpack, setmetatable({}, { __len = function() return nil end })))
-- expect: object length is not an integer
print(message(table.insert, setmetatable({}, { __len = function() error("no length", 0) end }), 1))
-- expect: no length
local huge = setmetatable({}, { __len = function() return math.maxinteger end })
print(message(table.insert, huge, "x"), huge[math.mininteger]) -- expect: no error	x
print(table.remove(setmetatable({ "a", "b" }, { __len = function() return 1 end }))) -- expect: a
