-- A coroutine is suspended, running, normal or dead.
local co1, co2
co1 = coroutine.create(function()
  print("inside 1", coroutine.status(co1), coroutine.status(co2))
  coroutine.resume(co2)
  print("back in 1", coroutine.status(co1), coroutine.status(co2))
  coroutine.yield()
end)
co2 = coroutine.create(function()
  print("inside 2", coroutine.status(co1), coroutine.status(co2))
  coroutine.yield()
end)
print(coroutine.status(co1), coroutine.status(co2)) -- expect: suspended	suspended
coroutine.resume(co1)
-- expect: inside 1	running	suspended
-- expect: inside 2	normal	running
-- expect: back in 1	running	suspended
print(coroutine.status(co1), coroutine.status(co2)) -- expect: suspended	suspended
coroutine.resume(co1)
coroutine.resume(co2)
print(coroutine.status(co1), coroutine.status(co2)) -- expect: dead	dead
local main = coroutine.running()
print(coroutine.status(main)) -- expect: running
coroutine.wrap(function() print(coroutine.status(main)) end)() -- expect: normal
print(coroutine.status(coroutine.create(error))) -- expect: suspended
local failed = coroutine.create(error)
coroutine.resume(failed)
print(coroutine.status(failed)) -- expect: dead
print(pcall(coroutine.status)) -- expect: false	bad argument #1 to 'coroutine.status' (thread expected, got no value)
print(pcall(coroutine.status, 5)) -- expect: false	bad argument #1 to 'coroutine.status' (thread expected, got number)
print(pcall(coroutine.status, print))
-- expect: false	bad argument #1 to 'coroutine.status' (thread expected, got function)
