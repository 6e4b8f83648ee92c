-- Memory in use falls again after large structures are dropped.
local function used() collectgarbage() collectgarbage() return collectgarbage "count" end
local before = used()
local data = {}
for i = 1, 5000 do data[i] = { i, tostring(i) } end
local during = used()
data = nil
local after = used()
print(during > before + 300, after < before + 100) -- expect: true	true
-- Garbage made in a loop does not pile up.
local peak = 0
for i = 1, 200 do
  local t = {}
  for j = 1, 100 do t[j] = { j } end
  peak = math.max(peak, collectgarbage "count")
end
print(peak < after + 4000) -- expect: true
local s = ""
for i = 1, 300 do s = s .. ("x"):rep(10) end
s = nil
print(used() < before + 150) -- expect: true
-- Cycles are no obstacle.
for _ = 1, 1000 do
  local a, b = {}, {}
  a.b, b.a, a.self = b, a, a
  a.f = function() return a, b end
end
print(used() < before + 150) -- expect: true
-- Coroutines that never end are collected too.
for _ = 1, 200 do coroutine.wrap(function() local big = ("y"):rep(1000) coroutine.yield() return big end)() end
print(used() < before + 200) -- expect: true
