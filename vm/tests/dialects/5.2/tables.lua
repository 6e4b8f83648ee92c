-- `table.pack` and `table.unpack`, numbers without integers, and what the table library does with them.
-- Which of its names a library function has in a message is left to chance by the reference, so names are left out.
local function problem(...)
  return (select(2, pcall(...)):gsub("to '.-'", "to it"))
end
local names = {}
for name in pairs(table) do names[#names + 1] = name end
table.sort(names)
print(table.concat(names, " ", 1, 2), table.pack ~= nil, table.unpack ~= nil, table.move)
-- expect: concat insert	true	true	nil
local packed = table.pack(1, nil, 3, nil)
print(packed.n, packed[1], packed[2], packed[3], #table.pack(), table.pack().n) -- expect: 4	1	nil	3	0	0
print(table.unpack({ 1, 2, 3 }), table.unpack({ 1, 2, 3 }, 2), table.unpack({ 1, 2, 3 }, 2, 3), select("#", table.unpack({}, 1, 3)))
-- expect: 1	2	2	3
print(table.unpack(packed, 1, packed.n)) -- expect: 1	nil	3	nil
print(table.unpack({ 1, 2 }, -1, 1), table.unpack({}, 5, 4), pcall(table.unpack, {}, 1, 1e8))
-- expect: nil	nil	false	too many results to unpack
print(problem(table.unpack)) -- expect: bad argument #1 to it (table expected, got no value)
print(1, 1.0, 3 / 1, 2 ^ 31, 2 ^ 53, 1e15, 1e16, -0.0, 7 % 3, -7 % 3, 7 / 2, 10 / 2, 1e100, 0x10, 0xA.8p0, 0x.1p4, math.huge)
-- expect: 1	1	3	2147483648	9.007199254741e+15	1e+15	1e+16	-0	1	2	3.5	5	1e+100	16	10.5	1	inf
print(math.type, math.tointeger, math.maxinteger, 1 == 1.0, 2 ^ 53 == 2 ^ 53 + 1, tostring(3.0), 3 .. "", string.format("%d", 3.0), 9007199254740993)
-- expect: nil	nil	nil	true	true	3	3	3	9.007199254741e+15
print(string.format("%d", 3.5) == "3", pcall(string.format, "%d", "3.7")) -- expect: true	true	3
print(#{ 1, 2, 3, nil }, #{ n = 1 }, rawlen({ 1, 2 }), rawlen("abc")) -- expect: 3	0	2	3
print(table.concat({ 1, 2.5, "x" }, " "), pcall(table.concat, { {} }))
-- expect: 1 2.5 x	false	invalid value (table) at index 1 in table for 'concat'
local t = { 1, 2, 3 }
table.insert(t, 2, "two") print(table.concat(t, " "), table.remove(t), table.remove(t, 1), table.concat(t, " "))
-- expect: 1 two 2 3	3	1	two 2
print(pcall(table.insert, t, 9, "x")) -- expect: false	bad argument #2 to 'table.insert' (position out of bounds)
print(pcall(table.insert, t, 0, "x")) -- expect: false	bad argument #2 to 'table.insert' (position out of bounds)
print(pcall(table.remove, t, 9)) -- expect: false	bad argument #1 to 'table.remove' (position out of bounds)
print(table.remove({}), table.remove({}, 0), table.remove({ [0] = "zero" }, 0), pcall(table.insert, {}))
-- expect: nil	nil	zero	false	wrong number of arguments to 'insert'
print(pcall(table.insert, {}, 1, 2, 3)) -- expect: false	wrong number of arguments to 'insert'
print(pcall(table.sort, { 3, 1, "x" })) -- expect: false	attempt to compare string with number
print(pcall(table.sort, { 1, 2, 3, 4, 5 }, function() return true end))
-- expect: false	invalid order function for sorting
table.sort(t, function(a, b) return tostring(a) < tostring(b) end) print(table.concat(t, " ")) -- expect: 2 two
local proxy = setmetatable({}, { __len = function() return 3 end, __index = function(_, k) return k * 10 end })
print(#proxy, rawlen(proxy), table.concat({ table.unpack(proxy) }, ","), pcall(table.concat, proxy, ","))
-- expect: 3	0		false	invalid value (nil) at index 1 in table for 'concat'
print(t[1.0], t["1"], ({ [2 ^ 53] = "big" })[2 ^ 53], next({}), pcall(next, {}, 1))
-- expect: 2	nil	big	nil	false	invalid key to 'next'
local order = {}
for i, v in ipairs({ 1, 2, nil, 4 }) do order[#order + 1] = i .. ":" .. v end
print(table.concat(order, " ")) -- expect: 1:1 2:2
for i = 1, 3 do local x = i i = i * 10 order[i] = x end
print(order[10], order[20], order[30]) -- expect: 1	2	3
for i = 3, 1, -0.5 do order[#order + 1] = i end
print(order[#order], pcall(function() for i = 1, 10, 0 do if i == 1 then error("endless", 0) end end end))
-- expect: 1	true
print(math.random(1) == 1, pcall(math.random, 0), math.log(8, 2), math.log(100, 10), math.fmod(7, 3), math.fmod(-7, 3))
-- expect: true	false	3	2	1	-1
print(math.floor(3.7), math.ceil(3.2), math.floor(-3.5), math.max(1, 2.5), math.min(3, -1), math.abs(-2), math.modf(3.7))
-- expect: 3	4	-4	2.5	-1	2	3	0.7
print(math.floor(2 ^ 60), math.ldexp(1, 10), math.frexp(8), math.cosh(0), math.atan2(0, 1), math.sqrt(2) ^ 2 == 2)
-- expect: 1.1529215046068e+18	1024	0.5	1	0	false
print(tonumber("0x10"), tonumber("1e1"), tonumber("10", 2), tonumber("zz", 36), tonumber("8", 8), tonumber("0x1p4"), tonumber("inf"), tonumber("nan"), tonumber(" 10 "), tonumber("10a"), tonumber("-ff", 16))
-- expect: 16	10	2	1295	nil	16	nil	nil	10	nil	-255
print(pcall(tonumber, 10, 16)) -- expect: true	16
print(problem(tonumber, "10", 1)) -- expect: bad argument #2 to it (base out of range)
print(problem(tonumber)) -- expect: bad argument #1 to it (value expected)
