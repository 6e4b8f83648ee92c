-- An event emitter with priorities, one-shot listeners, wildcards and safe removal while emitting.
local Emitter = {}
Emitter.__index = Emitter
function Emitter.new() return setmetatable({ listeners = {}, next_id = 0 }, Emitter) end
function Emitter:on(event, f, options)
  options = options or {}
  local list = self.listeners[event] or {}
  self.listeners[event] = list
  self.next_id = self.next_id + 1
  local entry = { f = f, id = self.next_id, priority = options.priority or 0, once = options.once }
  local i = #list + 1
  while i > 1 and list[i - 1].priority < entry.priority do i = i - 1 end
  table.insert(list, i, entry)
  return function()
    for j, e in ipairs(list) do if e == entry then entry.removed = true table.remove(list, j) return true end end
    return false
  end
end
function Emitter:once(event, f) return self:on(event, f, { once = true }) end
function Emitter:emit(event, ...)
  local called, errors = 0, {}
  for _, name in ipairs { event, "*" } do
    local snapshot = table.move(self.listeners[name] or {}, 1, #(self.listeners[name] or {}), 1, {})
    for _, e in ipairs(snapshot) do
      if not e.removed then
        if e.once then
          e.removed = true
          local list = self.listeners[name]
          for j, other in ipairs(list) do if other == e then table.remove(list, j) break end end
        end
        local ok, result
        if name == "*" then ok, result = pcall(e.f, event, ...) else ok, result = pcall(e.f, ...) end
        called = called + 1
        if not ok then errors[#errors + 1] = result end
        if ok and result == "stop" then return called, errors end
      end
    end
  end
  return called, errors
end
local e, log = Emitter.new(), {}
local function logger(name) return function(...) log[#log + 1] = name .. "(" .. table.concat({ ... }, ",") .. ")" end end
local function flush() print(table.concat(log, " ")) log = {} end
e:on("x", logger "first")
local remove_second = e:on("x", logger "second")
e:on("x", logger "urgent", { priority = 10 })
e:once("x", logger "once")
e:on("*", logger "any")
print((e:emit("x", 1, 2))) -- expect: 5
flush() -- expect: urgent(1,2) first(1,2) second(1,2) once(1,2) any(x,1,2)
print(remove_second(), remove_second(), (e:emit("x"))) -- expect: true	false	3
flush() -- expect: urgent() first() any(x)
print((e:emit("unknown", "arg"))) -- expect: 1
flush() -- expect: any(unknown,arg)
-- Listeners that add, remove, emit, stop and fail.
local removers = {}
removers[1] = e:on("y", function() log[#log + 1] = "removes the next" removers[2]() end)
removers[2] = e:on("y", logger "never called")
e:on("y", function() e:on("y", logger "added late") log[#log + 1] = "adds" end)
e:on("y", function() error("listener failed", 0) end)
e:on("y", function() e:emit "z" end)
e:on("z", logger "nested z")
local count, errors = e:emit "y"
print(count, #errors, errors[1]) -- expect: 5	1	listener failed
flush() -- expect: removes the next adds nested z() any(z) any(y)
e:on("stop", function() return "stop" end)
e:on("stop", logger "not reached")
print((e:emit "stop"), #log) -- expect: 1	0
