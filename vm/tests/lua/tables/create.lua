-- table.create makes an empty table with room for the given numbers of items.
local t = table.create(10)
print(#t, next(t), type(t), getmetatable(t)) -- expect: 0	nil	table	nil
for i = 1, 20 do t[i] = i end
print(#t, t[20]) -- expect: 20	20
local u = table.create(0, 5)
u.a, u.b = 1, 2
print(u.a + u.b, #u) -- expect: 3	0
local v = table.create(3, 3)
v[1], v.x = "array", "hash"
print(v[1], v.x, #v) -- expect: array	hash	1
print(next(table.create(0)), next(table.create(0, 0)), table.create(1) == table.create(1)) -- expect: nil	nil	false
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(table.create)) -- expect: bad argument #1 to 'table.create' (number expected, got no value)
print(message(table.create, -1)) -- expect: bad argument #1 to 'table.create' (out of range)
print(message(table.create, 0, -1)) -- expect: bad argument #2 to 'table.create' (out of range)
print(message(table.create, "x")) -- expect: bad argument #1 to 'table.create' (number expected, got string)
print(message(table.create, 1.5)) -- expect: bad argument #1 to 'table.create' (number has no integer representation)
print(message(table.create, math.maxinteger)) -- expect: bad argument #1 to 'table.create' (out of range)
print(message(table.create, 0, math.maxinteger)) -- expect: bad argument #2 to 'table.create' (out of range)
print(message(table.create, "4", 2.0)) -- expect: no error
