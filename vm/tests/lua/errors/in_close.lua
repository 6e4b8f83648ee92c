-- Errors in __close replace each other, and errors of the body reach every variable.
local function closer(name, e)
  return setmetatable({}, { __close = function(_, err)
    print(name, err)
    if e then error(e, 0) end
  end })
end
print(pcall(function()
  local a <close> = closer "a"
  local b <close> = closer("b", "b failed")
  local c <close> = closer "c"
end))
-- expect: c	nil
-- expect: b	nil
-- expect: a	b failed
-- expect: false	b failed
print(pcall(function()
  local a <close> = closer("a", "a failed")
  local b <close> = closer("b", "b failed")
  error("body failed", 0)
end))
-- expect: b	body failed
-- expect: a	b failed
-- expect: false	a failed
-- In a loop the error leaves the loop.
print(pcall(function()
  for i = 1, 3 do local x <close> = closer(i, i == 2 and "second round") end
end))
-- expect: 1	nil
-- expect: 2	nil
-- expect: false	second round
-- A return value is lost when closing fails.
print(pcall(function()
  local a <close> = closer("a", "a failed")
  return "lost"
end))
-- expect: a	nil
-- expect: false	a failed
-- The error object itself is passed on, not its text.
local object = {}
local same
pcall(function()
  local a <close> = setmetatable({}, { __close = function(_, e) same = e == object end })
  error(object)
end)
print(same) -- expect: true
-- Errors inside xpcall's function close after the handler ran.
print(xpcall(function()
  local a <close> = closer "closed"
  error("e", 0)
end, function(m) print("handler", m) return "handled " .. m end))
-- expect: handler	e
-- expect: closed	handled e
-- expect: false	handled e
-- In coroutines.
local co = coroutine.create(function()
  local a <close> = closer("co", "co failed")
  error("body", 0)
end)
print(coroutine.resume(co)) -- expect: false	body
print(coroutine.status(co), coroutine.close(co))
-- expect: co	body
-- expect: dead	false	co failed
