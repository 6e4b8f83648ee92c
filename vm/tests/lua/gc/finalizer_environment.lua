-- Finalizers may call anything but not yield; they see upvalues and globals as they are.
-- collect-always: skip (expects one collection for several objects)
local log = {}
local function on_collect(f) setmetatable({}, { __gc = f }) end
local counter = 0
on_collect(function() counter = counter + 1 end)
on_collect(function() log[#log + 1] = tostring(pcall(error, "inside finalizer")) end)
on_collect(function() log[#log + 1] = coroutine.wrap(function() coroutine.yield "x" end)() end)
on_collect(function() log[#log + 1] = tostring(coroutine.isyieldable()) end)
on_collect(function(o) log[#log + 1] = type(o) .. select("#", o) end)
on_collect(function() log[#log + 1] = ("%d %s"):format(5, table.concat({ "a", "b" })) end)
collectgarbage()
print(counter) -- expect: 1
for i = #log, 1, -1 do print(log[i]) end
-- expect: false
-- expect: x
-- expect: false
-- expect: table1
-- expect: 5 ab
-- Calls in the middle of other work do not disturb it.
local done = 0
local function noisy() setmetatable({}, { __gc = function() local t = {} for i = 1, 10 do t[i] = i end done = done + #t // 10 end }) end
local sum = 0
for i = 1, 2000 do
  noisy()
  local t = { i, i + 1, i + 2 }
  sum = sum + t[1] + t[2] + t[3] + select("#", table.unpack(t))
end
collectgarbage()
print(sum, done) -- expect: 6015000	2000
