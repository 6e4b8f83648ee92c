-- Values travel in through resume and out through yield and return.
local co = coroutine.create(function(a, b)
  print("start", a, b)
  local c, d = coroutine.yield(a + b, "first yield")
  print("resumed", c, d)
  local e = coroutine.yield()
  print("resumed again", e)
  return "returned", a * 10
end)
print(type(co), coroutine.status(co)) -- expect: thread	suspended
print(coroutine.resume(co, 1, 2))
-- expect: start	1	2
-- expect: true	3	first yield
print(coroutine.status(co)) -- expect: suspended
print(coroutine.resume(co, "c", "d"))
-- expect: resumed	c	d
-- expect: true
print(coroutine.resume(co, "e"))
-- expect: resumed again	e
-- expect: true	returned	10
print(coroutine.status(co)) -- expect: dead
print(coroutine.resume(co)) -- expect: false	cannot resume dead coroutine
print(coroutine.resume(co, "still dead")) -- expect: false	cannot resume dead coroutine
-- Any number of values, nil included.
local echo = coroutine.create(function(...)
  local n, args = select("#", ...), { ... }
  while true do args = table.pack(coroutine.yield(n, table.unpack(args, 1, n))) n = args.n end
end)
print(coroutine.resume(echo)) -- expect: true	0
print(coroutine.resume(echo, nil, nil)) -- expect: true	2	nil	nil
print(coroutine.resume(echo, 1, nil, 3)) -- expect: true	3	1	nil	3
print(coroutine.resume(coroutine.create(function(...) return ... end), 1, nil)) -- expect: true	1	nil
print(select("#", coroutine.resume(coroutine.create(function() end)))) -- expect: 1
