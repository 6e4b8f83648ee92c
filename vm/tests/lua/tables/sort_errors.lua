-- Sorting reports incomparable items, wrong arguments and errors of the comparison.
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(table.sort, { 1, "x" })) -- expect: attempt to compare string with number
print(message(table.sort, { {}, {} })) -- expect: attempt to compare two table values
print(message(table.sort, { true, false })) -- expect: attempt to compare two boolean values
print(message(table.sort, { 1, 2, nil, 4 }) ~= nil) -- expect: true
print(message(table.sort)) -- expect: bad argument #1 to 'table.sort' (table expected, got no value)
print(message(table.sort, 5)) -- expect: bad argument #1 to 'table.sort' (table expected, got number)
print(message(table.sort, { 2, 1 }, 5)) -- expect: bad argument #2 to 'table.sort' (function expected, got number)
print(message(table.sort, { 2, 1 }, "name"))
-- expect: bad argument #2 to 'table.sort' (function expected, got string)
print(message(table.sort, { 2, 1 }, function() error("in comparison", 0) end)) -- expect: in comparison
print(message(table.sort, { 3, 2, 1, 5, 4 }, function() return true end))
-- expect: invalid order function for sorting
-- The comparison is not called for fewer than two items.
print(message(table.sort, { 1 }, function() error "not called" end), message(table.sort, {}, error))
-- expect: no error	no error
-- Metamethods: __lt for items, __index, __newindex and __len for the list.
local mt = { __lt = function(a, b) return a.v < b.v end }
local list = {}
for i, v in ipairs { 3, 1, 2 } do list[i] = setmetatable({ v = v }, mt) end
table.sort(list)
print(list[1].v, list[2].v, list[3].v) -- expect: 1	2	3
local store = { "c", "a", "b" }
local proxy = setmetatable({}, {
  __len = function() return 3 end,
  __index = store,
  __newindex = function(_, k, v) store[k] = v end,
})
table.sort(proxy)
print(table.concat(store, " "), rawlen(proxy)) -- expect: a b c	0
print(message(table.sort, setmetatable({}, { __len = function() return math.maxinteger end })))
-- expect: bad argument #1 to 'table.sort' (array too big)
print(message(table.sort, setmetatable({}, { __len = function() return "x" end })))
-- expect: object length is not an integer
