-- Errors pass from coroutine to coroutine through wrap and stop at resume.
local level = load("local function level(n) if n == 0 then error('from the bottom', 0) end return coroutine.wrap(level)(n - 1) end return level", "=c")()
print(pcall(level, 5)) -- expect: false	c:1: c:1: c:1: c:1: c:1: from the bottom
print(coroutine.resume(coroutine.create(level), 5)) -- expect: false	c:1: c:1: c:1: c:1: c:1: from the bottom
local object = {}
local function raise(n) if n == 0 then error(object) end return coroutine.wrap(raise)(n - 1) end
print(select(2, pcall(raise, 3)) == object) -- expect: true
local inner = coroutine.create(function() coroutine.yield(1) error("inner error", 0) end)
local outer = coroutine.create(function()
  print("outer sees", coroutine.resume(inner))
  print("outer sees", coroutine.resume(inner))
  print("outer sees", coroutine.resume(inner))
  error("outer error", 0)
end)
print(coroutine.resume(outer))
-- expect: outer sees	true	1
-- expect: outer sees	false	inner error
-- expect: outer sees	false	cannot resume dead coroutine
-- expect: false	outer error
-- wrap closes the variables of the coroutine that failed.
local log = {}
local failing = coroutine.wrap(function()
  local c <close> = setmetatable({}, { __close = function(_, e) log[#log + 1] = tostring(e) end })
  error("failed", 0)
end)
print(pcall(failing)) -- expect: false	failed
print(table.concat(log, " ")) -- expect: failed
-- resume leaves them to an explicit close.
local co = coroutine.create(function()
  local c <close> = setmetatable({}, { __close = function(_, e) log[#log + 1] = "second " .. tostring(e) end })
  error("failed too", 0)
end)
print(coroutine.resume(co)) -- expect: false	failed too
print(table.concat(log, ", ")) -- expect: failed
print(coroutine.close(co)) -- expect: false	failed too
print(table.concat(log, ", ")) -- expect: failed, second failed too
-- A generator that fails in the middle of a loop.
local gen = function() return coroutine.wrap(function() for i = 1, 3 do if i == 3 then error({ "third" }) end coroutine.yield(i) end end) end
local seen = {}
print(select(2, pcall(function() for v in gen() do seen[#seen + 1] = v end end))[1], #seen) -- expect: third	2
