-- The longest iteration while 200 MB of live data are replaced piece by piece, and how far the heap grows.
local layout = ...
local LIVE <const>, CHANGES <const> = 500000, 3000000
local SHARDS <const> = 4096

local function new(i) return {id = i, name = "n" .. i % 1000, a = {i, i + 1, i + 2, i + 3}, b = {x = i, y = i}, c = {}} end

local state = 12345
local function random(limit)
  state = state * 1103515245 + 12345 & 0x7fffffff
  return (state >> 8) % limit
end

local replace
if layout == "array" then
  local all = {}
  for i = 1, LIVE do all[i] = new(i) end
  replace = function(i) all[random(LIVE) + 1] = new(i) end
else
  local shards = {}
  for s = 1, SHARDS do
    local shard = {}
    for i = 1, LIVE // SHARDS do shard[i] = new(i) end
    shards[s] = shard
  end
  replace = function(i) shards[random(SHARDS) + 1][random(LIVE // SHARDS) + 1] = new(i) end
end

collectgarbage()
local live, worst, peak = collectgarbage("count"), 0, 0
local start = clock()
local before = start
for i = 1, CHANGES do
  replace(i)
  local now = clock()
  if now - before > worst then worst = now - before end
  before = now
  if i & 4095 == 0 then
    peak = math.max(peak, collectgarbage("count"))
    before = clock()
  end
end
print(layout .. ": longest pause ms", string.format("%.3f", worst / 1e6))
print(layout .. ": a change ns", string.format("%.1f", (clock() - start) / CHANGES))
print(layout .. ": live MB", string.format("%.1f", live / 1024))
print(layout .. ": growth", string.format("%.2f", peak / live))
