-- Very deep and very wide structures are collected without trouble.
-- collect-always: skip (many objects)
local list
for i = 1, 100000 do list = { next = list } end
collectgarbage()
local n, node = 0, list
while node do n, node = n + 1, node.next end
print(n) -- expect: 100000
list, node = nil, nil
collectgarbage()
local t = {}
local inner = t
for i = 1, 20000 do
  inner[1] = setmetatable({}, { __index = inner })
  inner = inner[1]
end
collectgarbage()
t, inner = nil, nil
collectgarbage()
local f = function() return "bottom" end
for i = 1, 20000 do
  local g = f
  f = function() return g end
end
collectgarbage()
local depth = 0
while type(f) == "function" do f, depth = f(), depth + 1 end
print(depth, f) -- expect: 20001	bottom
local wide = {}
for i = 1, 20000 do wide[i] = { wide } end
collectgarbage()
print(#wide, wide[20000][1] == wide) -- expect: 20000	true
local co
for i = 1, 500 do
  local previous = co
  co = coroutine.create(function() local keep = previous coroutine.yield(keep) end)
  coroutine.resume(co)
end
collectgarbage()
print(coroutine.status(co)) -- expect: suspended
