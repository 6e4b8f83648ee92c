-- setlocal changes variables of active functions.
local function set(level, name, value)
  local i = 1
  while true do
    local found = debug.getlocal(level + 1, i)
    if not found then return nil end
    if found == name then return debug.setlocal(level + 1, i, value) end
    i = i + 1
  end
end
local function f(a, b)
  local c = "c"
  print(set(1, "a", "new a"), set(1, "c", "new c"), set(1, "missing", 1))
  return a, b, c
end
print(f("a", "b"))
-- expect: a	c	nil
-- expect: new a	b	new c
local function outer()
  local x = 1
  local function inner() set(2, "x", 42) end
  inner()
  return x
end
print(outer()) -- expect: 42
-- Captured variables change for their closures too.
local function captured()
  local v = "before"
  local get = function() return v end
  set(1, "v", "after")
  return get(), v
end
print(captured()) -- expect: after	after
local function varargs(...)
  print(debug.setlocal(1, -1, "changed"), debug.setlocal(1, -5, "none"))
  return ...
end
print(varargs(1, 2))
-- expect: (vararg)	nil
-- expect: changed	2
local co = coroutine.create(function(n) local m = n coroutine.yield() return m, n end)
coroutine.resume(co, "original")
print(debug.setlocal(co, 1, 1, "set n"), debug.setlocal(co, 1, 2, "set m")) -- expect: n	m
print(coroutine.resume(co)) -- expect: true	set m	set n
local function message(...) local ok, text = pcall(...) print(ok and "no error" or text) end
message(debug.setlocal, 100, 1, 1) -- expect: bad argument #1 to 'debug.setlocal' (level out of range)
message(debug.setlocal, 1, 1) -- expect: bad argument #3 to 'debug.setlocal' (value expected)
message(debug.setlocal, co, 1, 1, 1) -- expect: bad argument #2 to 'debug.setlocal' (level out of range)
message(debug.setlocal, 1) -- expect: bad argument #2 to 'debug.setlocal' (number expected, got no value)
