-- The collector of 5.1: weak tables without ephemerons, finalizers of userdata, and the options of `collectgarbage`.
-- collect-always: skip (counts collections)
local function proxy(name, log)
  local object = newproxy(true)
  getmetatable(object).__gc = function() log[#log + 1] = name end
  return object
end
local log = {}
do local a, b, c = proxy("a", log), proxy("b", log), proxy("c", log) end
collectgarbage()
print(table.concat(log, " ")) -- expect: c b a
local weak = setmetatable({}, { __mode = "k" })
do local key = {} weak[key] = { key } weak[{}] = 1 end
collectgarbage()
local count = 0
for _ in pairs(weak) do count = count + 1 end
print(count) -- expect: 1
local values = setmetatable({}, { __mode = "v" })
values[1], values[2], values[3], values.s = {}, "text", function() end, ("x"):rep(20)
collectgarbage()
print(values[1], values[2], values[3] == nil or type(values[3]), #values.s) -- expect: nil	text	true	20
local both = setmetatable({}, { __mode = "kv" })
both[1], both[{}], both.kept = {}, 1, log
collectgarbage()
print(next(both), next(both, "kept")) -- expect: kept	nil
local seen = setmetatable({}, { __mode = "k" })
do
  local object = newproxy(true)
  seen[object] = "value"
  getmetatable(object).__gc = function(object) log[#log + 1] = tostring(seen[object]) end
end
collectgarbage()
print(log[#log]) -- expect: value
collectgarbage()
print(next(seen)) -- expect: nil
local back
do local object = newproxy(true) getmetatable(object).__gc = function(object) back = object end end
collectgarbage()
print(type(back)) -- expect: userdata
back = nil
collectgarbage()
print(back) -- expect: nil
do local object = newproxy(true) getmetatable(object).__gc = function() error("boom", 0) end end
print(pcall(collectgarbage)) -- expect: false	boom
print(pcall(collectgarbage)) -- expect: true	0
print(type(collectgarbage "count"), type(gcinfo()), gcinfo() == math.floor(gcinfo()), collectgarbage "stop", collectgarbage "restart", collectgarbage(), collectgarbage "collect")
-- expect: number	number	true	0	0	0	0
print(collectgarbage("setpause", 150), collectgarbage("setpause", 200), collectgarbage("setstepmul", 300), collectgarbage("setstepmul", 200), collectgarbage("step", 1e6))
-- expect: 200	150	200	300	true
print(pcall(collectgarbage, "isrunning")) -- expect: false	bad argument #1 to '?' (invalid option 'isrunning')
print(pcall(collectgarbage, "generational")) -- expect: false	bad argument #1 to '?' (invalid option 'generational')
local before = gcinfo()
local list
for i = 1, 300000 do list = { list } end
print(gcinfo() > before + 3000) -- expect: true
list = nil
collectgarbage()
print(gcinfo() < before + 1000) -- expect: true
collectgarbage "stop"
repeat local t = {} until gcinfo() > before + 2000
collectgarbage "restart"
repeat local t = {} until gcinfo() < before + 2000
local steps = 0
repeat steps = steps + 1 until collectgarbage("step", 0)
print(steps > 0) -- expect: true
local bytes = gcinfo()
while true do
  local now = gcinfo()
  if now < bytes then break end
  bytes = now
  local garbage = {}
end
local threads = {}
for i = 1, 1000 do
  local thread = coroutine.create(function(own) local x = {} threads[i] = function() own = x end coroutine.yield() end)
  coroutine.resume(thread, thread)
end
threads = nil
collectgarbage()
print "threads" -- expect: threads
local name = os.tmpname()
io.open(name, "w"):close()
for i = 1, 30 do
  for j = 1, 100 do io.open(name) io.lines(name) end
  collectgarbage()
end
print(io.open(name) ~= nil) -- expect: true
os.remove(name)
-- What lives at the end is finalized when the state is closed.
last = newproxy(true)
getmetatable(last).__gc = function(object) print(">>> closing", type(object)) last = object newproxy(object) end
-- expect: >>> closing	userdata
failing = newproxy(true)
getmetatable(failing).__gc = function(object) return object + 1 end
