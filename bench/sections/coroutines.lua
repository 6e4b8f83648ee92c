-- Nanoseconds to create a coroutine and run it to its end, and for a pair of resume and yield.
local create, resume, yield, wrap = coroutine.create, coroutine.resume, coroutine.yield, coroutine.wrap
local COUNT <const> = 300000

local function each(name, count, run)
  run(count // 10)
  collectgarbage()
  local start = clock()
  run(count)
  print(name, string.format("%.1f", (clock() - start) / count))
end

local function body() end
each("create and run to the end ns", COUNT, function(count)
  for _ = 1, count do resume(create(body)) end
end)
each("wrap and run to the end ns", COUNT, function(count)
  for _ = 1, count do wrap(body)() end
end)
each("resume and yield ns", COUNT * 10, function(count)
  local co = create(function() while true do yield() end end)
  for _ = 1, count do resume(co) end
end)
each("wrapped resume and yield of a value ns", COUNT * 10, function(count)
  local step = wrap(function() while true do yield(1) end end)
  for _ = 1, count do step() end
end)
each("iterate with wrap in a generic for ns", COUNT * 10, function(count)
  for _ in wrap(function() for i = 1, count do yield(i) end end) do end
end)
each("pcall ns", COUNT * 10, function(count)
  for _ = 1, count do pcall(body) end
end)
