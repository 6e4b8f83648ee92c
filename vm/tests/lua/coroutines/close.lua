-- coroutine.close ends a suspended coroutine and closes its variables.
local function closer(name, e) return setmetatable({}, { __close = function(_, err)
  print("close " .. name, err)
  if e then error(e, 0) end
end }) end
local co = coroutine.create(function()
  local a <close> = closer "a"
  local b <close> = closer "b"
  coroutine.yield "suspended"
  print "never reached"
end)
print(coroutine.resume(co)) -- expect: true	suspended
print(coroutine.close(co))
-- expect: close b	nil
-- expect: close a	nil
-- expect: true
print(coroutine.status(co), coroutine.resume(co)) -- expect: dead	false	cannot resume dead coroutine
print(coroutine.close(co)) -- expect: true
-- An error while closing is returned.
co = coroutine.create(function()
  local a <close> = closer "a"
  local b <close> = closer("b", "b failed")
  coroutine.yield()
end)
coroutine.resume(co)
print(coroutine.close(co))
-- expect: close b	nil
-- expect: close a	b failed
-- expect: false	b failed
print(coroutine.status(co), coroutine.close(co)) -- expect: dead	true
-- New, finished and failed coroutines.
print(coroutine.close(coroutine.create(print))) -- expect: true
co = coroutine.create(function() error("failed", 0) end)
coroutine.resume(co)
print(coroutine.close(co)) -- expect: false	failed
print(coroutine.close(co)) -- expect: true
-- Only suspended and dead ones can be closed from outside.
local main = coroutine.running()
print(pcall(coroutine.close, main)) -- expect: false	cannot close main thread
co = coroutine.create(function() return coroutine.wrap(function() return pcall(coroutine.close, co) end)() end)
print(coroutine.resume(co)) -- expect: true	false	cannot close a normal coroutine
print(pcall(coroutine.close, 5)) -- expect: false	bad argument #1 to 'coroutine.close' (thread expected, got number)
