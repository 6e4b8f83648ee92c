-- running tells the current coroutine, isyieldable whether it can yield.
local main, is_main = coroutine.running()
print(type(main), is_main, coroutine.isyieldable(), coroutine.isyieldable(main)) -- expect: thread	true	false	false
local co
co = coroutine.create(function()
  local current, in_main = coroutine.running()
  print(current == co, in_main, coroutine.isyieldable(), coroutine.isyieldable(co), coroutine.isyieldable(main))
  print(pcall(coroutine.isyieldable))
  table.sort({ 2, 1 }, function(a, b) print("in a comparison", (select(2, coroutine.running()))) return a < b end)
  coroutine.yield()
end)
print(coroutine.isyieldable(co)) -- expect: true
coroutine.resume(co)
-- expect: true	false	true	true	false
-- expect: true	true
-- expect: in a comparison	false
print(coroutine.isyieldable(co), select(2, coroutine.running())) -- expect: true	true
coroutine.wrap(function() coroutine.wrap(function() print(coroutine.isyieldable(), coroutine.running() ~= co) end)() end)()
-- expect: true	true
print(pcall(coroutine.isyieldable, 5))
-- expect: false	bad argument #1 to 'coroutine.isyieldable' (thread expected, got number)
print(coroutine.running() == coroutine.running()) -- expect: true
local seen = {}
for i = 1, 3 do coroutine.wrap(function() seen[coroutine.running()] = i end)() end
local n = 0
for _ in pairs(seen) do n = n + 1 end
print(n) -- expect: 3
