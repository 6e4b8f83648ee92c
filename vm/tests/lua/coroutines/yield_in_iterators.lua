-- Iterators of generic for loops may yield, and loops may be left while suspended.
local function counter(n) return function(_, i) i = i + 1 if i <= n then return coroutine.yield(i) or i end end, nil, 0 end
local co = coroutine.wrap(function()
  local sum = 0
  for i in counter(3) do sum = sum + i end
  return "sum " .. sum
end)
print(co(), co(), co(), co()) -- expect: 1	2	3	sum 6
local function walk(t) for k, v in pairs(t) do if type(v) == "table" then walk(v) else coroutine.yield(v) end end end
local leaves = {}
for v in coroutine.wrap(function() walk { 1, { 2, { 3, 4 } }, 5 } end) do leaves[#leaves + 1] = v end
print(table.concat(leaves, " ")) -- expect: 1 2 3 4 5
local proxy = setmetatable({}, { __pairs = function(t) coroutine.yield "in __pairs" return next, { only = 1 } end })
co = coroutine.wrap(function()
  for k, v in pairs(proxy) do coroutine.yield(k .. v) end
  return "end"
end)
local out = {}
repeat
  local v = co()
  out[#out + 1] = v
until v == "end"
print(table.concat(out, ", ")) -- expect: in __pairs, only1, end
-- The closing value of a loop is closed when the coroutine is.
local closing = coroutine.create(function()
  local close = setmetatable({}, { __close = function() print "loop closed" end })
  for i in function(_, i) return (i or 0) + 1 end, nil, nil, close do coroutine.yield(i) end
end)
print(coroutine.resume(closing)) -- expect: true	1
print(coroutine.resume(closing)) -- expect: true	2
print(coroutine.close(closing), coroutine.status(closing))
-- expect: loop closed
-- expect: true	dead
