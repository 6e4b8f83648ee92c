-- Resuming what cannot be resumed is reported, not raised; wrong arguments are raised.
local dead = coroutine.create(function() end)
coroutine.resume(dead)
print(coroutine.resume(dead)) -- expect: false	cannot resume dead coroutine
print(coroutine.resume(coroutine.running())) -- expect: false	cannot resume non-suspended coroutine
local self
self = coroutine.create(function() return coroutine.resume(self) end)
print(coroutine.resume(self)) -- expect: true	false	cannot resume non-suspended coroutine
local outer
outer = coroutine.create(function()
  return coroutine.resume(coroutine.create(function() return coroutine.resume(outer) end))
end)
print(coroutine.resume(outer)) -- expect: true	true	false	cannot resume non-suspended coroutine
local wrapped
wrapped = coroutine.wrap(function() return pcall(wrapped) end)
print(wrapped()) -- expect: false	cannot resume non-suspended coroutine
print(pcall(coroutine.resume)) -- expect: false	bad argument #1 to 'coroutine.resume' (thread expected, got no value)
print(pcall(coroutine.resume, 5)) -- expect: false	bad argument #1 to 'coroutine.resume' (thread expected, got number)
print(pcall(coroutine.create))
-- expect: false	bad argument #1 to 'coroutine.create' (function expected, got no value)
print(pcall(coroutine.create, 5))
-- expect: false	bad argument #1 to 'coroutine.create' (function expected, got number)
print(pcall(coroutine.create, setmetatable({}, { __call = print })))
-- expect: false	bad argument #1 to 'coroutine.create' (function expected, got table)
print(pcall(coroutine.wrap, nil)) -- expect: false	bad argument #1 to 'coroutine.wrap' (function expected, got nil)
print(pcall(coroutine.yield, "outside")) -- expect: false	attempt to yield from outside a coroutine
print(pcall(coroutine.yield)) -- expect: false	attempt to yield from outside a coroutine
