-- Every function of the table library, with the names and results that it has in 5.1.
local names = {}
for name in pairs(table) do names[#names + 1] = name end
table.sort(names)
print(table.concat(names, " ")) -- expect: concat foreach foreachi getn insert maxn remove setn sort
print(table.concat({ 1, 2, 3 }, ", "), table.concat({ "a", "b", "c" }, "-", 2, 3), table.concat({}, "x") == "", table.concat({ 1, 2 }, ",", 3) == "")
-- expect: 1, 2, 3	b-c	true	true
print(pcall(table.concat, { 1, {}, 3 })) -- expect: false	invalid value (table) at index 2 in table for 'concat'
print(pcall(table.concat, { 1 }, ",", 1, 2)) -- expect: false	invalid value (nil) at index 2 in table for 'concat'
local t = { 1, 2, 3 }
table.insert(t, 4) table.insert(t, 1, 0) print(table.concat(t, " "), select("#", table.insert(t, 9)))
-- expect: 0 1 2 3 4	0
table.insert(t, 10, "far") print(t[10], #t >= 6) -- expect: far	true
print(pcall(table.insert, t)) -- expect: false	wrong number of arguments to 'insert'
print(pcall(table.insert, t, 1, 2, 3)) -- expect: false	wrong number of arguments to 'insert'
print(pcall(table.insert, nil, 1)) -- expect: false	bad argument #1 to '?' (table expected, got nil)
t = { 1, 2, 3 }
print(table.remove(t), table.remove(t, 1), table.concat(t, " "), table.remove({}), select("#", table.remove({})), select("#", table.remove({}, 1)))
-- expect: 3	1	2	nil	0	0
print(table.remove(t, 5), #t, table.remove(t, 1), #t, table.remove(t), table.remove(t, 0)) -- expect: nil	1	2	0	nil
print(table.maxn({ 1, 2, [10] = 1, [3.5] = 2, x = 9 }), table.maxn({}), table.maxn({ [-3] = 1 }), table.maxn({ [12.5] = 1 }))
-- expect: 10	0	0	12.5
print(table.getn({ 1, 2, 3 }), table.getn({ n = 7 }), pcall(table.setn, {}, 3))
-- expect: 3	0	false	'setn' is obsolete
local log = {}
print(table.foreach({ a = 1 }, function(k, v) log[#log + 1] = k .. "=" .. v end), log[1]) -- expect: nil	a=1
print(table.foreach({ 5, 6 }, function(k, v) if v == 6 then return k, "dropped" end end)) -- expect: 2
print(table.foreachi({ 7, 8, 9 }, function(i, v) log[#log + 1] = i .. ":" .. v end), table.concat(log, " ", 2))
-- expect: nil	1:7 2:8 3:9
print(table.foreachi({ 7, 8, 9 }, function(i, v) if v == 8 then return v * 2 end end)) -- expect: 16
print(pcall(table.foreachi, { 1 })) -- expect: false	bad argument #2 to '?' (function expected, got no value)
print(table.unpack, table.pack, table.move, unpack({ 1, 2, 3 })) -- expect: nil	nil	nil	1	2	3
print(unpack({ 1, 2, 3 }, 2), unpack({ 1, 2, 3 }, 2, 3), select("#", unpack({}, 1, 3)), unpack({}, 5, 4))
-- expect: 2	2	3
print(pcall(unpack, {}, 1, 1e7)) -- expect: false	too many results to unpack
print(pcall(unpack)) -- expect: false	bad argument #1 to '?' (table expected, got no value)

local function sorted(list, before) table.sort(list, before) return table.concat(list, " ") end
print(sorted { 3, 1, 2 }, sorted { "b", "a", "C" }, sorted({ 1, 2, 3 }, function(a, b) return a > b end), sorted {}, sorted { 1 })
-- expect: 1 2 3	C a b	3 2 1		1
print(pcall(table.sort, { 1, "x" })) -- expect: false	attempt to compare string with number
print(pcall(table.sort, { {}, {} })) -- expect: false	attempt to compare two table values
print(pcall(table.sort, { 1, 2, 3 }, 42)) -- expect: false	bad argument #2 to '?' (function expected, got number)
print(pcall(table.sort, { 3, 2, 1 }, function() error("in order", 0) end)) -- expect: false	in order
local many = {}
for i = 1, 500 do many[i] = (i * 7919) % 503 end
table.sort(many)
for i = 2, 500 do if many[i - 1] > many[i] then print("not in order", i) end end
-- An order that is none ends, with an error or without.
local function ends(before)
  local list = {}
  for i = 1, 100 do list[i] = (i * 31) % 17 end
  local fine, message = pcall(table.sort, list, before)
  return fine or message:match("invalid order function for sorting") or message:match("attempt to compare") or message
end
print(ends(function() return true end), ends(function() return false end))
-- expect: invalid order function for sorting	true
print(ends(function(a, b) return a <= b end) ~= nil, ends(function(a, b) return (a * b) % 3 == 0 end) ~= nil)
-- expect: true	true
print(#{ 1, 2, nil }, #{ n = 3 }, #{ nil }, #{ nil, nil, 3 }, #"abc", next({}), type(next), rawget({ 5 }, 1), rawequal(t, t))
-- expect: 2	0	0	3	3	nil	function	5	true
print(pcall(next, {}, "none")) -- expect: false	invalid key to 'next'
print(pcall(rawset, {}, nil, 1)) -- expect: false	table index is nil
print(pcall(function() local t = {} t[nil] = 1 end)) -- expect: false	table_functions.lua:64: table index is nil
print(pcall(function() local t = {} t[0 / 0] = 1 end)) -- expect: false	table_functions.lua:65: table index is NaN
print(({})[nil], ({})[0 / 0]) -- expect: nil	nil
