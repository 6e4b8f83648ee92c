-- table.move copies a range within a table or into another, overlapping or not.
local function show(t) local r = {} for i = 1, #t do r[i] = tostring(t[i]) end print(table.concat(r, " ")) end
show(table.move({ 1, 2, 3 }, 1, 3, 2)) -- expect: 1 1 2 3
show(table.move({ 1, 2, 3, 4 }, 2, 4, 1)) -- expect: 2 3 4 4
show(table.move({ 1, 2, 3 }, 1, 3, 1)) -- expect: 1 2 3
show(table.move({ 1, 2, 3 }, 2, 3, 1, {})) -- expect: 2 3
show(table.move({ 1, 2, 3 }, 1, 3, 3, { "a", "b", "c" })) -- expect: a b 1 2 3
show(table.move({ 1, 2, 3 }, 3, 2, 1, { "untouched" })) -- expect: untouched
local t, u = { 1 }, {}
print(table.move(t, 1, 1, 1) == t, table.move(t, 1, 1, 1, u) == u, table.move({}, 1, 0, 1, u) == u)
-- expect: true	true	true
local negative = table.move({ [-2] = "a", [-1] = "b", [0] = "c" }, -2, 0, 1)
show(negative) -- expect: a b c
local edge = table.move({ [math.maxinteger - 1] = "p", [math.maxinteger] = "q" }, math.maxinteger - 1, math.maxinteger, 1, {})
show(edge) -- expect: p q
edge = table.move({ "p", "q" }, 1, 2, math.maxinteger - 1)
print(edge[math.maxinteger - 1], edge[math.maxinteger]) -- expect: p	q
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(table.move, {}, 1, math.maxinteger, 2))
-- expect: bad argument #4 to 'table.move' (destination wrap around)
print(message(table.move, {}, math.mininteger, 0, 1))
-- expect: bad argument #3 to 'table.move' (too many elements to move)
print(message(table.move, {}, -1, math.maxinteger, 2))
-- expect: bad argument #3 to 'table.move' (too many elements to move)
print(message(table.move, {}, 1, 2, math.maxinteger))
-- expect: bad argument #4 to 'table.move' (destination wrap around)
print(message(table.move, 1, 1, 1, 1)) -- expect: bad argument #1 to 'table.move' (table expected, got number)
print(message(table.move, {}, 1, 2, 3, 4)) -- expect: bad argument #5 to 'table.move' (table expected, got number)
print(message(table.move, {}, 1, 2)) -- expect: bad argument #4 to 'table.move' (number expected, got no value)
print(message(table.move, {}, "x", 2, 3)) -- expect: bad argument #2 to 'table.move' (number expected, got string)
local log = {}
local mt = {
  __index = function(_, k) log[#log + 1] = "r" .. k return k end,
  __newindex = function(_, k, v) log[#log + 1] = "w" .. k .. "=" .. v end,
}
table.move(setmetatable({}, mt), 1, 3, 2)
table.move(setmetatable({}, mt), 2, 3, 1)
table.move(setmetatable({}, mt), 1, 2, 1, setmetatable({}, mt))
print(table.concat(log, " ")) -- expect: r3 w4=3 r2 w3=2 r1 w2=1 r2 w1=2 r3 w2=3 r1 w1=1 r2 w2=2
