-- coroutine.wrap gives a function that resumes and raises errors.
local gen = coroutine.wrap(function(first)
  local got = first
  for i = 1, 3 do got = coroutine.yield(i, got) end
  return "end"
end)
print(gen "a") -- expect: 1	a
print(gen "b") -- expect: 2	b
print(gen "c") -- expect: 3	c
print(gen "d") -- expect: end
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(gen)) -- expect: cannot resume dead coroutine
print(pcall(gen)) -- expect: false	cannot resume dead coroutine
-- Errors are propagated with a position in front, other values as they are.
local failing = coroutine.wrap(load("error('inside', 0)", "=c"))
print(pcall(load("local f = ... f()", "=caller"), failing)) -- expect: false	caller:1: inside
failing = coroutine.wrap(load("error 'inside'", "=c"))
print(pcall(failing)) -- expect: false	c:1: inside
local object = {}
print(select(2, pcall(coroutine.wrap(function() error(object) end))) == object) -- expect: true
print(pcall(coroutine.wrap(function() error(42) end))) -- expect: false	42
print(pcall(coroutine.wrap(function() error() end))) -- expect: false	<no error object>
-- As iterator.
for a, b in coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i, i * i) end end) do io.write(a, ":", b, " ") end
print("done") -- expect: 1:1 2:4 3:9 done
local function tree(t) if t then tree(t.left) coroutine.yield(t.value) tree(t.right) end end
local root = { value = 4, left = { value = 2, left = { value = 1 }, right = { value = 3 } }, right = { value = 5 } }
for v in coroutine.wrap(function() tree(root) end) do io.write(v, " ") end
print("in order") -- expect: 1 2 3 4 5 in order
print(type(gen), message(coroutine.wrap), message(coroutine.wrap, 5))
-- expect: function	bad argument #1 to 'coroutine.wrap' (function expected, got no value)	bad argument #1 to 'coroutine.wrap' (function expected, got number)
print(select("#", coroutine.wrap(function() end)()), coroutine.wrap(function(...) return select("#", ...) end)(nil, nil))
-- expect: 0	2
