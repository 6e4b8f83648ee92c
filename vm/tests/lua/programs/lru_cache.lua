-- A least-recently-used cache from a table and a doubly linked list.
local Cache = {}
Cache.__index = Cache
function Cache.new(capacity, on_evict)
  local head, tail = {}, {}
  head.next, tail.previous = tail, head
  return setmetatable({ capacity = capacity, size = 0, map = {}, head = head, tail = tail, hits = 0, misses = 0, on_evict = on_evict }, Cache)
end
local function unlink(node) node.previous.next, node.next.previous = node.next, node.previous end
local function to_front(cache, node)
  node.next, node.previous = cache.head.next, cache.head
  cache.head.next.previous, cache.head.next = node, node
end
function Cache:get(key)
  local node = self.map[key]
  if not node then self.misses = self.misses + 1 return nil end
  self.hits = self.hits + 1
  unlink(node)
  to_front(self, node)
  return node.value
end
function Cache:set(key, value)
  local node = self.map[key]
  if node then
    node.value = value
    unlink(node)
  else
    if self.size == self.capacity then self:evict() end
    node = { key = key, value = value }
    self.map[key] = node
    self.size = self.size + 1
  end
  to_front(self, node)
end
function Cache:evict()
  local last = self.tail.previous
  unlink(last)
  self.map[last.key] = nil
  self.size = self.size - 1
  if self.on_evict then self.on_evict(last.key, last.value) end
end
function Cache:remove(key)
  local node = self.map[key]
  if not node then return false end
  unlink(node)
  self.map[key] = nil
  self.size = self.size - 1
  return true
end
Cache.__pairs = function(cache)
  local node = cache.head
  return function() node = node.next if node ~= cache.tail then return node.key, node.value end end
end
Cache.__len = function(cache) return cache.size end
local function keys(cache) local t = {} for k in pairs(cache) do t[#t + 1] = tostring(k) end return table.concat(t, " ") end
local evicted = {}
local c = Cache.new(3, function(k, v) evicted[#evicted + 1] = k .. "=" .. v end)
for i, k in ipairs { "a", "b", "c" } do c:set(k, i) end
print(keys(c), #c) -- expect: c b a	3
print(c:get "a", keys(c)) -- expect: 1	a c b
c:set("d", 4)
print(keys(c), c:get "b", table.concat(evicted, " ")) -- expect: d a c	nil	b=2
c:set("c", 33)
print(keys(c), c:get "c", c.hits, c.misses) -- expect: c d a	33	2	1
print(c:remove "a", c:remove "a", keys(c), #c) -- expect: true	false	c d	2
-- Against a straightforward model, with many operations.
local model, order = {}, {}
local function touch(k) for i, v in ipairs(order) do if v == k then table.remove(order, i) break end end table.insert(order, 1, k) end
local cache, seed = Cache.new(8), 1
for step = 1, 2000 do
  seed = (seed * 1103515245 + 12345) % 2147483648
  local k = seed // 65536 % 16
  if seed % 3 == 0 then
    local v = cache:get(k)
    assert(v == model[k])
    if v ~= nil then touch(k) end
  else
    cache:set(k, step)
    if model[k] == nil and #order == 8 then model[table.remove(order)] = nil end
    model[k] = step
    touch(k)
  end
  assert(#cache == #order)
end
print(keys(cache) == table.concat(order, " "), #cache, cache.hits > 0 and cache.misses > 0) -- expect: true	8	true
