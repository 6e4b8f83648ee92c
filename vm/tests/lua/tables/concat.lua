-- table.concat joins strings and numbers with an optional separator and range.
print(table.concat { "a", "b", "c" }, table.concat({ "a", "b", "c" }, ", "), table.concat({ 1, 2.5, -3 }, " "))
-- expect: abc	a, b, c	1 2.5 -3
print(table.concat({ "a", "b", "c", "d" }, "-", 2), table.concat({ "a", "b", "c", "d" }, "-", 2, 3))
-- expect: b-c-d	b-c
print(table.concat({}, "x") == "", table.concat({ "only" }, "x"), table.concat({ 1, 2, 3 }, "", 3, 2) == "")
-- expect: true	only	true
print(table.concat({ 1, 2, 3 }, 0), table.concat({ [0] = "z", "a" }, ",", 0), table.concat({ [-1] = "m", [0] = "n" }, ",", -1, 0))
-- expect: 10203	z,a	m,n
print(table.concat({ "x", "y" }, ", ", math.maxinteger) == "", table.concat({ [math.maxinteger] = "last" }, ",", math.maxinteger, math.maxinteger))
-- expect: true	last
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(table.concat, { "a", {}, "c" })) -- expect: invalid value (table) at index 2 in table for 'concat'
print(message(table.concat, { "a", nil, "c" }, ",", 1, 3))
-- expect: invalid value (nil) at index 2 in table for 'concat'
print(message(table.concat, { true })) -- expect: invalid value (boolean) at index 1 in table for 'concat'
print(message(table.concat, { 1, 2 }, ",", 1, 3)) -- expect: invalid value (nil) at index 3 in table for 'concat'
print(message(table.concat, 5)) -- expect: bad argument #1 to 'table.concat' (table expected, got number)
print(message(table.concat)) -- expect: bad argument #1 to 'table.concat' (table expected, got no value)
print(message(table.concat, {}, {})) -- expect: bad argument #2 to 'table.concat' (string expected, got table)
print(message(table.concat, {}, "", "x")) -- expect: bad argument #3 to 'table.concat' (number expected, got string)
-- Metamethods are used to read the items.
local proxy = setmetatable({}, { __index = function(_, i) return "i" .. i end, __len = function() return 3 end })
print(table.concat(proxy, "+"), table.concat(proxy, "+", 5, 6)) -- expect: i1+i2+i3	i5+i6
local big = {}
for i = 1, 1000 do big[i] = i end
print(#table.concat(big), #table.concat(big, "; ")) -- expect: 2893	4891
-- Indices beyond 32 bits; old versions drop what is above.
print(pcall(table.concat, { "a", "b" }, "", 2 ^ 32 + 1, 2 ^ 32 + 2))
-- expect: false	invalid value (nil) at index 4294967297 in table for 'concat'
print(pcall(table.concat, { "a", "b" }, "", 2 ^ 53, 1))
-- expect: true	
