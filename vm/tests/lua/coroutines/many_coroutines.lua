-- Thousands of coroutines alive at once, each with its own stack.
-- collect-always: skip (many objects)
local cos = {}
for i = 1, 2000 do
  cos[i] = coroutine.create(function(n)
    local sum = i
    while true do
      local more = coroutine.yield(sum)
      sum = sum + more + n
    end
  end)
  assert(coroutine.resume(cos[i], 1))
end
local total = 0
for round = 1, 3 do
  for i = 1, #cos do
    local ok, v = coroutine.resume(cos[i], round)
    if round == 3 then total = total + v end
  end
end
print(total) -- expect: 2019000
for i = 1, #cos, 2 do coroutine.close(cos[i]) end
local alive = 0
for i = 1, #cos do if coroutine.status(cos[i]) == "suspended" then alive = alive + 1 end end
print(alive) -- expect: 1000
-- Created, run and dropped.
local count = 0
for i = 1, 5000 do count = count + coroutine.wrap(function(n) coroutine.yield(n) return n end)(i % 2) end
print(count) -- expect: 2500
-- A ring of coroutines passing a token.
local ring, token = {}, 0
for i = 1, 100 do ring[i] = coroutine.wrap(function() while true do token = token + i coroutine.yield() end end) end
for _ = 1, 20 do for i = 1, 100 do ring[i]() end end
print(token) -- expect: 101000
