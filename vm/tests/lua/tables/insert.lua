-- table.insert adds at the end or shifts up from a position.
local t = {}
table.insert(t, "b")
table.insert(t, 1, "a")
table.insert(t, #t + 1, "d")
table.insert(t, 3, "c")
print(table.concat(t, " "), #t) -- expect: a b c d	4
print(select("#", table.insert(t, "e"))) -- expect: 0
table.insert(t, 2.0, "x")
table.insert(t, "2", "y")
print(table.concat(t, " ")) -- expect: a y x b c d e
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(table.insert, { 1, 2 }, 0, "x")) -- expect: bad argument #2 to 'table.insert' (position out of bounds)
print(message(table.insert, { 1, 2 }, 4, "x")) -- expect: bad argument #2 to 'table.insert' (position out of bounds)
print(message(table.insert, { 1, 2 }, -1, "x")) -- expect: bad argument #2 to 'table.insert' (position out of bounds)
print(message(table.insert, { 1, 2 }, 1.5, "x"))
-- expect: bad argument #2 to 'table.insert' (number has no integer representation)
print(message(table.insert, { 1, 2 })) -- expect: wrong number of arguments to 'insert'
print(message(table.insert, { 1, 2 }, 1, 2, 3)) -- expect: wrong number of arguments to 'insert'
print(message(table.insert, nil, 1)) -- expect: bad argument #1 to 'table.insert' (table expected, got nil)
print(message(table.insert, 5, 1)) -- expect: bad argument #1 to 'table.insert' (table expected, got number)
print(message(table.insert)) -- expect: bad argument #1 to 'table.insert' (table expected, got no value)
print(message(table.insert, { 1 }, "x", 1)) -- expect: bad argument #2 to 'table.insert' (number expected, got string)
local u = { 1, 2 }
table.insert(u, nil)
table.insert(u, 1, nil)
print(u[1], u[2], u[3]) -- expect: nil	1	2
-- With metamethods.
local log = {}
local proxy = setmetatable({}, {
  __len = function() return 2 end,
  __index = function(_, k) return "old" .. k end,
  __newindex = function(_, k, v) log[#log + 1] = k .. "=" .. tostring(v) end,
})
table.insert(proxy, "new")
table.insert(proxy, 1, "first")
print(table.concat(log, " ")) -- expect: 3=new 3=old2 2=old1 1=first
