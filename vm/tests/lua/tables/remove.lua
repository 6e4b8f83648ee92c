-- table.remove takes the last item or shifts down from a position.
local t = { "a", "b", "c", "d" }
print(table.remove(t), table.remove(t, 1), table.concat(t, " ")) -- expect: d	a	b c
print(table.remove(t, 2), #t, table.remove(t, 1), #t) -- expect: c	1	b	0
print(table.remove(t), table.remove(t, 0), table.remove(t, 1), #t) -- expect: nil	nil	nil	0
t = { "x" }
print(table.remove(t, 2), #t, table.remove(t, 1), #t) -- expect: nil	1	x	0
t = { [0] = "zero" }
print(table.remove(t, 0), t[0]) -- expect: zero	nil
t = { 1, 2, 3 }
print(table.remove(t, 4), table.remove(t, 3.0), table.remove(t, "1"), t[1], #t) -- expect: nil	3	1	2	1
print(select("#", table.remove({})), table.remove {}) -- expect: 1	nil
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(table.remove, { 1, 2 }, 0)) -- expect: bad argument #2 to 'table.remove' (position out of bounds)
print(message(table.remove, { 1, 2 }, 4)) -- expect: bad argument #2 to 'table.remove' (position out of bounds)
print(message(table.remove, { 1, 2 }, -1)) -- expect: bad argument #2 to 'table.remove' (position out of bounds)
print(message(table.remove, {}, 2)) -- expect: bad argument #2 to 'table.remove' (position out of bounds)
print(message(table.remove, {}, 1)) -- expect: no error
print(message(table.remove, nil)) -- expect: bad argument #1 to 'table.remove' (table expected, got nil)
print(message(table.remove, { 1 }, "x")) -- expect: bad argument #2 to 'table.remove' (number expected, got string)
local log = {}
local proxy = setmetatable({}, {
  __len = function() return 3 end,
  __index = function(_, k) log[#log + 1] = "get " .. k return k * 10 end,
  __newindex = function(_, k, v) log[#log + 1] = "set " .. k .. " " .. tostring(v) end,
})
print(table.remove(proxy, 2)) -- expect: 20
print(table.concat(log, ", ")) -- expect: get 2, get 3, set 2 30, set 3 nil
