-- Too deep a recursion is an error like others, that also handlers can see.
local function loop() return 1 + loop() end
local handled
local co = coroutine.create(function()
  local ok, result = xpcall(loop, function(m) handled = m:match "stack overflow" return "from the handler" end)
  coroutine.yield(ok, result)
  return "and the coroutine goes on"
end)
print(coroutine.resume(co)) -- expect: true	false	from the handler
print(handled, coroutine.status(co)) -- expect: stack overflow	suspended
print(coroutine.resume(co)) -- expect: true	and the coroutine goes on
