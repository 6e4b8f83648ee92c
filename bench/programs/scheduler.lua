-- An operating system in miniature: tasks of several classes pass packets through queues
local N = tonumber((...)) or 900000
local Packet = {}
Packet.__index = Packet
function Packet.new(kind, datum) return setmetatable({ kind = kind, datum = datum, link = false }, Packet) end
local Task = {}
Task.__index = Task
function Task:initialize(name, priority)
  self.name, self.priority, self.queue, self.tail, self.waiting, self.held, self.runs = name, priority, false, false, false, false, 0
  return self
end
function Task:add(packet)
  packet.link = false
  if self.tail then self.tail.link = packet else self.queue = packet end
  self.tail = packet
  self.waiting = false
end
function Task:take()
  local packet = self.queue
  if not packet then self.waiting = true return nil end
  self.queue = packet.link
  if not packet.link then self.tail = false end
  return packet
end
function Task:is_ready() return not self.held and not self.waiting end
local function class(parent)
  local c = setmetatable({}, { __index = parent })
  c.__index = c
  return c
end
local Idle, Worker, Handler, Device = class(Task), class(Task), class(Task), class(Task)
local tasks = {}
function Idle:run()
  self.control = self.control % 2 == 0 and self.control // 2 or (self.control // 2 ~ 0xD008)
  tasks[self.control % 2 == 0 and "device1" or "device2"].held = false
  return self
end
function Worker:run()
  local packet = self:take()
  if not packet then return nil end
  self.letter = self.letter % 26 + 1
  packet.datum = self.letter
  packet.kind = self.letter % 2 == 0 and "device1" or "device2"
  return tasks[packet.kind == "device1" and "handler1" or "handler2"], packet
end
function Handler:run()
  local packet = self:take()
  if not packet then return nil end
  self.sum = (self.sum + packet.datum * 31) % 65521
  return tasks[packet.kind], packet
end
function Device:run()
  local packet = self:take()
  if not packet then return nil end
  self.held = true
  return tasks.worker, packet
end
local order = {}
local function make(kind, name, priority, fields)
  local task = setmetatable(fields or {}, kind):initialize(name, priority)
  tasks[name] = task
  order[#order + 1] = task
  return task
end
make(Device, "device1", 5); make(Device, "device2", 5)
make(Handler, "handler1", 4, { sum = 0 }); make(Handler, "handler2", 4, { sum = 0 })
make(Worker, "worker", 3, { letter = 0 }); make(Idle, "idle", 0, { control = 1 })
for i = 1, 6 do tasks.worker:add(Packet.new("none", i)) end
for _ = 1, N do
  for i = 1, #order do
    local task = order[i]
    if task:is_ready() then
      task.runs = task.runs + 1
      local target, packet = task:run()
      if packet then target:add(packet) end
      break
    end
  end
end
for _, task in ipairs(order) do io.write(task.name, "=", task.runs, task.sum and ":" .. task.sum or "", " ") end
print()
