-- First-in first-out and priority queues with constant and logarithmic cost.
local Queue = {}
Queue.__index = Queue
Queue.__len = function(q) return q.last - q.first + 1 end
function Queue.new() return setmetatable({ first = 1, last = 0 }, Queue) end
function Queue:push(v) self.last = self.last + 1 self[self.last] = v return self end
function Queue:pop()
  if self.first > self.last then return nil, "empty" end
  local v = self[self.first]
  self[self.first] = nil
  self.first = self.first + 1
  return v
end
function Queue:push_front(v) self.first = self.first - 1 self[self.first] = v return self end
function Queue:pop_back() local v = self[self.last] self[self.last] = nil self.last = self.last - 1 return v end
Queue.__pairs = function(q) local i = q.first - 1 return function() i = i + 1 if i <= q.last then return i - q.first + 1, q[i] end end end
local q = Queue.new():push "a":push "b":push "c"
print(#q, q:pop(), q:pop(), #q) -- expect: 3	a	b	1
q:push_front "z":push "d"
for i, v in pairs(q) do io.write(i, "=", v, " ") end
print(#q) -- expect: 1=z 2=c 3=d 3
print(q:pop_back(), q:pop(), q:pop(), #q, select("#", q:pop()), q:pop()) -- expect: d	z	c	0	2	nil	empty

local Heap = {}
Heap.__index = Heap
Heap.__len = function(h) return h.size end
function Heap.new(less) return setmetatable({ size = 0, less = less or function(a, b) return a < b end }, Heap) end
function Heap:push(v)
  self.size = self.size + 1
  local i = self.size
  self[i] = v
  while i > 1 do
    local parent = i // 2
    if not self.less(self[i], self[parent]) then break end
    self[i], self[parent] = self[parent], self[i]
    i = parent
  end
end
function Heap:pop()
  if self.size == 0 then return nil end
  local top = self[1]
  self[1] = self[self.size]
  self[self.size] = nil
  self.size = self.size - 1
  local i = 1
  while true do
    local left, smallest = 2 * i, i
    for child = left, math.min(left + 1, self.size) do
      if self.less(self[child], self[smallest]) then smallest = child end
    end
    if smallest == i then return top end
    self[i], self[smallest] = self[smallest], self[i]
    i = smallest
  end
end
local h, seed = Heap.new(), 42
for _ = 1, 300 do seed = (seed * 1103515245 + 12345) % 2147483648 h:push(seed % 1000) end
local previous, ordered, first = -1, true, nil
while #h > 0 do
  local v = h:pop()
  first = first or v
  ordered = ordered and v >= previous
  previous = v
end
print(ordered, first <= previous, h:pop()) -- expect: true	true	nil
-- Dijkstra's shortest paths on a small graph.
local graph = {
  a = { b = 7, c = 9, f = 14 }, b = { a = 7, c = 10, d = 15 }, c = { a = 9, b = 10, d = 11, f = 2 },
  d = { b = 15, c = 11, e = 6 }, e = { d = 6, f = 9 }, f = { a = 14, c = 2, e = 9 },
}
local function shortest(source)
  local distance, via = { [source] = 0 }, {}
  local open = Heap.new(function(x, y) return x[1] < y[1] end)
  open:push { 0, source }
  while #open > 0 do
    local d, node = table.unpack(open:pop())
    if d == distance[node] then
      for other, cost in pairs(graph[node]) do
        if d + cost < (distance[other] or math.huge) then
          distance[other], via[other] = d + cost, node
          open:push { d + cost, other }
        end
      end
    end
  end
  return distance, via
end
local distance, via = shortest "a"
local path, node = { "e" }, "e"
while via[node] do node = via[node] table.insert(path, 1, node) end
print(distance.e, table.concat(path, "-"), distance.b, distance.d) -- expect: 20	a-c-f-e	7	20
