-- Resident bytes per object of one kind, after a million of them, and the time to make one.
local kind = ...
local COUNT <const> = 1000000

local point = {__index = {}}
local makers = {
  ["integer in an array"] = false,
  ["entry of a hash of integers"] = false,
  ["short string"] = function(i) return "k" .. (1000000 + i) end,
  ["{}"] = function() return {} end,
  ["{x=,y=}"] = function(i) return {x = i, y = i} end,
  ["{i,i,i}"] = function(i) return {i, i, i} end,
  ["object of 4 fields"] = function(i) return setmetatable({a = i, b = i, c = i, d = i}, point) end,
  ["closure, 1 upvalue"] = function(i) return function() return i end end,
  ["closure, 1 variable"] = function(i) return function() i = i + 1 return i end end,
  ["coroutine, started"] = function()
    local co = coroutine.create(function() coroutine.yield() end)
    coroutine.resume(co)
    return co
  end,
}

local function measure(fill)
  collectgarbage() collectgarbage()
  local before, start = resident(), clock()
  local keep = fill()
  local spent = clock() - start
  collectgarbage() collectgarbage()
  return (resident() - before) / COUNT, spent / COUNT, keep
end

local bytes, spent, keep
if kind == "integer in an array" then
  bytes, spent, keep = measure(function()
    local t = {}
    for i = 1, COUNT do t[i] = i end
    return t
  end)
elseif kind == "entry of a hash of integers" then
  bytes, spent, keep = measure(function()
    local t = {}
    for i = 1, COUNT do t[i * 7919] = i end
    return t
  end)
else
  local make, kept = makers[kind], {}
  for i = 1, COUNT do kept[i] = 0 end -- so that the array itself is resident before
  bytes, spent, keep = measure(function()
    for i = 1, COUNT do kept[i] = make(i) end
    return kept
  end)
end
print(kind .. " B", string.format("%.1f", bytes))
print(kind .. " ns", string.format("%.1f", spent))
assert(keep)
