-- Ephemeron tables, finalizers of tables, their order, resurrection and errors; `collectgarbage` of 5.2.
-- collect-always: skip (counts collections)
local weak = setmetatable({}, { __mode = "k" })
do
  local key = {}
  weak[key] = { key }
  weak[{}] = {}
  local chain = {}
  weak[chain] = 1
  for i = 1, 10 do local next_key = {} weak[chain] = next_key chain = next_key end
end
collectgarbage()
print(next(weak)) -- expect: nil
local kept = {}
weak[kept] = { kept }
local second = {}
weak[weak[kept]] = second
second = nil
collectgarbage()
print(weak[kept] ~= nil, weak[weak[kept]] ~= nil) -- expect: true	true
kept = nil
collectgarbage()
print(next(weak)) -- expect: nil
local values = setmetatable({}, { __mode = "v" })
values[1], values[2], values.text, values[3] = {}, 5, "text", function() end
values.kept = print
collectgarbage()
print(values[1], values[2], values.text, values.kept == print) -- expect: nil	5	text	true
local both = setmetatable({}, { __mode = "kv" })
both[1], both[{}] = {}, 1
collectgarbage()
print(next(both)) -- expect: nil

local order = {}
local function mark(name) return setmetatable({ name = name }, { __gc = function(object) order[#order + 1] = object.name end }) end
do local a, b, c = mark "a", mark "b", mark "c" end
collectgarbage()
print(table.concat(order, " ")) -- expect: c b a
local late = setmetatable({}, {})
getmetatable(late).__gc = function() order[#order + 1] = "late" end
late = nil
collectgarbage()
print(table.concat(order, " ")) -- expect: c b a
local placed = setmetatable({}, { __gc = true })
getmetatable(placed).__gc = function() order[#order + 1] = "placed" end
placed = nil
collectgarbage()
print(table.concat(order, " ")) -- expect: c b a placed
local back
do local object = setmetatable({ alive = true }, { __gc = function(object) back = object end }) end
collectgarbage()
print(back.alive) -- expect: true
back = nil
collectgarbage()
print(back) -- expect: nil
local fine, problem = pcall(function()
  do local object = setmetatable({}, { __gc = function() error("boom", 0) end }) end
  collectgarbage()
end)
print(fine, problem) -- expect: false	error in __gc metamethod (boom)
do local object = setmetatable({}, { __gc = 5 }) end
print(pcall(collectgarbage)) -- expect: true	0
local seen = setmetatable({}, { __mode = "k" })
do local object = setmetatable({}, { __gc = function(object) order[#order + 1] = tostring(seen[object]) end }) seen[object] = "still there" end
collectgarbage()
print(order[#order], next(seen) == nil) -- expect: still there	false

print(type(collectgarbage("count")), collectgarbage("stop"), collectgarbage("isrunning"), collectgarbage("restart"), collectgarbage("isrunning"))
-- expect: number	0	false	0	true
print(collectgarbage(), collectgarbage("collect"), collectgarbage("step", 1e6), collectgarbage("setpause", 150), collectgarbage("setpause", 200), collectgarbage("setstepmul", 200))
-- expect: 0	0	true	200	150	200
print(collectgarbage("generational"), collectgarbage("incremental"), select("#", collectgarbage("count")))
-- expect: 0	0	2
local before = collectgarbage("count")
local list = {}
for i = 1, 1e5 do list = { list } end
print(collectgarbage("count") > before + 1000) -- expect: true
list = nil
collectgarbage()
print(collectgarbage("count") < before + 1000) -- expect: true
local threads = {}
for i = 1, 200 do
  local co
  co = coroutine.create(function() local own = co coroutine.yield(function() return own end) end)
  coroutine.resume(co)
  threads[i] = co
end
threads = nil
collectgarbage()
print "threads" -- expect: threads
