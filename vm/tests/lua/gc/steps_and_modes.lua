-- Collection by steps, and switching modes while a program runs.
local function work(n)
  local list = nil
  for i = 1, n do
    list = { next = list, value = i }
    if i % 100 == 0 then list = nil end
  end
  return list
end
collectgarbage "incremental"
collectgarbage "stop"
work(1000)
local finished = false
for _ = 1, 10000 do
  if collectgarbage("step", 10) then
    finished = true
    break
  end
end
print(finished, collectgarbage "isrunning") -- expect: true	false
collectgarbage "restart"
local survivors = {}
for round = 1, 6 do
  collectgarbage(round % 2 == 0 and "generational" or "incremental")
  for i = 1, 100 do survivors[#survivors + 1] = { round = round, i = i } end
  work(2000)
  collectgarbage "step"
end
collectgarbage "incremental"
collectgarbage()
local sum = 0
for _, s in ipairs(survivors) do sum = sum + s.round * s.i end
print(#survivors, sum) -- expect: 600	106050
-- Old tables that point to new ones, in generational mode.
collectgarbage "generational"
local old = {}
for i = 1, 50 do old[i] = {} end
collectgarbage() collectgarbage()
for i = 1, 50 do
  old[i].young = { value = i }
  setmetatable(old[i], { __index = { inherited = i } })
  work(200)
end
collectgarbage "step"
sum = 0
for i = 1, 50 do sum = sum + old[i].young.value + old[i].inherited end
print(sum) -- expect: 2550
local co = coroutine.wrap(function() local kept = {} while true do kept[#kept + 1] = { #kept } coroutine.yield(kept[1][1], #kept) end end)
for _ = 1, 100 do co() work(50) end
print(co()) -- expect: 0	101
collectgarbage "incremental"
