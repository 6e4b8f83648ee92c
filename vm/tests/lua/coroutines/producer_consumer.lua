-- Producers, filters and consumers pass values along.
local function producer(items) return coroutine.create(function() for _, v in ipairs(items) do coroutine.yield(v) end end) end
local function receive(p) local ok, v = coroutine.resume(p) return v end
local function filter(p) return coroutine.create(function()
  for n = 1, math.huge do
    local v = receive(p)
    if v == nil then return end
    coroutine.yield(("%d:%s"):format(n, v))
  end
end) end
local function consume(p) local t = {} for v in function() return receive(p) end do t[#t + 1] = v end return table.concat(t, " ") end
print(consume(filter(producer { "a", "b", "c" }))) -- expect: 1:a 2:b 3:c
print(consume(filter(filter(producer { "x", "y" })))) -- expect: 1:1:x 2:2:y
-- Prime sieve as a chain of filters.
local function numbers(n) return coroutine.wrap(function() for i = 2, n do coroutine.yield(i) end end) end
local function without_multiples(p, g) return coroutine.wrap(function() for i in g do if i % p ~= 0 then coroutine.yield(i) end end end) end
local primes, g = {}, numbers(50)
while true do
  local p = g()
  if not p then break end
  primes[#primes + 1] = p
  g = without_multiples(p, g)
end
print(table.concat(primes, " ")) -- expect: 2 3 5 7 11 13 17 19 23 29 31 37 41 43 47
-- A bounded buffer between two coroutines run by a scheduler.
local buffer, log = {}, {}
local put = coroutine.wrap(function()
  for i = 1, 6 do
    while #buffer >= 2 do coroutine.yield(true) end
    buffer[#buffer + 1] = i
    log[#log + 1] = "+" .. i
  end
end)
local get = coroutine.wrap(function()
  for _ = 1, 6 do
    while #buffer == 0 do coroutine.yield(true) end
    log[#log + 1] = "-" .. table.remove(buffer, 1)
  end
end)
local running_put, running_get = true, true
while running_put or running_get do
  if running_put then running_put = put() end
  if running_get then running_get = get() end
end
print(table.concat(log, " ")) -- expect: +1 +2 -1 -2 +3 +4 -3 -4 +5 +6 -5 -6
