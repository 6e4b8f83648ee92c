-- table.pack counts its arguments, table.unpack gives a range back as results.
local p = table.pack("a", nil, "c", nil)
print(p.n, p[1], p[2], p[3], p[4]) -- expect: 4	a	nil	c	nil
print(table.pack().n, table.pack(nil).n, table.pack(table.unpack({ 1, 2, 3 })).n) -- expect: 0	1	3
print(table.unpack { 1, 2, 3 }) -- expect: 1	2	3
print(table.unpack({ 1, 2, 3 }, 2)) -- expect: 2	3
print(table.unpack({ 1, 2, 3 }, 2, 3)) -- expect: 2	3
print(table.unpack({ 1, 2 }, 0, 4)) -- expect: nil	1	2	nil	nil
print(table.unpack({ 1, 2 }, -1, 1)) -- expect: nil	nil	1
print(select("#", table.unpack({}, 1, 0)), select("#", table.unpack({}, 1, 3)), select("#", table.unpack({ 1 }, 5, 2)))
-- expect: 0	3	0
print(table.unpack(p, 1, p.n)) -- expect: a	nil	c	nil
print(table.unpack("abc", 1, 2), (table.unpack { "first", "second" })) -- expect: nil	first
print(table.unpack({ 1, 2, 3 }, "2", 2.0)) -- expect: 2
print(table.unpack({ [math.maxinteger] = "end" }, math.maxinteger, math.maxinteger)) -- expect: end
print(table.unpack({ [math.mininteger] = "start" }, math.mininteger, math.mininteger)) -- expect: start
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(table.unpack, {}, 1, 1e7)) -- expect: too many results to unpack
print(message(table.unpack, {}, math.mininteger, math.maxinteger)) -- expect: too many results to unpack
print(message(table.unpack, {}, 0, math.maxinteger)) -- expect: too many results to unpack
print(message(table.unpack)) -- expect: bad argument #1 to 'table.unpack' (table expected, got no value)
print(message(table.unpack, {}, "x")) -- expect: bad argument #2 to 'table.unpack' (number expected, got string)
print(message(table.unpack, {}, 1.5))
-- expect: bad argument #2 to 'table.unpack' (number has no integer representation)
local proxy = setmetatable({}, { __index = function(_, i) return i * i end, __len = function() return 4 end })
print(table.unpack(proxy)) -- expect: 1	4	9	16
