-- A binary heap as a class: a priority queue that runs a small simulation
local N = tonumber((...)) or 250000
local Heap = {}
Heap.__index = Heap
function Heap.new() return setmetatable({ size = 0 }, Heap) end
function Heap:push(priority, value)
  local i = self.size + 1
  self.size = i
  while i > 1 do
    local parent = i // 2
    if self[parent].priority <= priority then break end
    self[i] = self[parent]
    i = parent
  end
  self[i] = { priority = priority, value = value }
end
function Heap:pop()
  local top, size = self[1], self.size
  local last = self[size]
  self[size] = nil
  size = size - 1
  self.size = size
  if size == 0 then return top end
  local i = 1
  while true do
    local child = i * 2
    if child > size then break end
    if child < size and self[child + 1].priority < self[child].priority then child = child + 1 end
    if last.priority <= self[child].priority then break end
    self[i] = self[child]
    i = child
  end
  self[i] = last
  return top
end
local queue, seed, clock, served = Heap.new(), 7, 0, 0
local function random() seed = (seed * 16807) % 2147483647; return seed % 1000 end
for i = 1, 1000 do queue:push(random(), i) end
for _ = 1, N do
  local event = queue:pop()
  clock = event.priority
  served = (served + event.value) % 1000003
  queue:push(clock + random(), event.value)
end
print(clock, served, queue.size)
