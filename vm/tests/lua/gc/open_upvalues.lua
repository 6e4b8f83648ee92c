-- Variables captured by closures survive, open or closed, in live and dead coroutines.
local getters = {}
local function capture(n)
  local object = { value = n }
  getters[n] = function() return object.value end
end
for i = 1, 50 do capture(i) end
collectgarbage()
local sum = 0
for i = 1, 50 do sum = sum + getters[i]() end
print(sum) -- expect: 1275
local get, set
local co = coroutine.create(function()
  local v = { text = "in the coroutine" }
  get = function() return v.text end
  set = function(t) v = { text = t } end
  coroutine.yield()
  return v
end)
coroutine.resume(co)
collectgarbage()
print(get()) -- expect: in the coroutine
set("changed")
collectgarbage()
print(get(), select(2, coroutine.resume(co)).text) -- expect: changed	changed
co = nil
collectgarbage()
print(get()) -- expect: changed
-- The coroutine goes, its variable stays.
local function orphan()
  local c = coroutine.create(function() local x = { 1, 2, 3 } get = function() return #x end coroutine.yield() end)
  coroutine.resume(c)
end
orphan()
collectgarbage()
collectgarbage()
print(get()) -- expect: 3
local weak = setmetatable({}, { __mode = "v" })
local function unreachable()
  local big = { "big" }
  weak[1] = big
  return function() return big end
end
local f = unreachable()
collectgarbage()
print(weak[1][1]) -- expect: big
f = nil
collectgarbage()
print(weak[1]) -- expect: nil
