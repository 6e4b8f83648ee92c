-- `setfenv` and `getfenv`: of functions, levels, the thread, native functions, and of functions made inside.
local function reads() return value end
print(getfenv() == _G, getfenv(1) == _G, getfenv(0) == _G, getfenv(reads) == _G, getfenv(print) == _G)
-- expect: true	true	true	true	true
print(setfenv(reads, { value = "own" }) == reads, reads(), value, getfenv(reads).value) -- expect: true	own	nil	own
local function inner_follows()
  setfenv(1, { value = "inner", print = print })
  local function child() return value end
  return child(), child
end
local seen, child = inner_follows()
print(seen, child(), getfenv(child).value) -- expect: inner	inner	inner
local function level_two() setfenv(2, setmetatable({ value = "caller" }, { __index = _G })) end
local function calls_level() level_two() return value end
print(calls_level(), value) -- expect: caller	nil
print(pcall(setfenv, print, {})) -- expect: false	'setfenv' cannot change environment of given object
print(pcall(setfenv, 1e3, {})) -- expect: false	bad argument #1 to '?' (invalid level)
print(pcall(setfenv, "x", {})) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(setfenv, function() end)) -- expect: false	bad argument #2 to '?' (table expected, got no value)
print(pcall(getfenv, -1)) -- expect: false	bad argument #1 to '?' (level must be non-negative)
print(pcall(getfenv, 1e3)) -- expect: false	bad argument #1 to '?' (invalid level)
print(pcall(getfenv, "x")) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(setfenv, -1, {})) -- expect: false	bad argument #1 to '?' (level must be non-negative)
local chunk = loadstring("value = 5; function set() return value end; return value", "=c")
local box = setmetatable({}, { __index = _G })
print(setfenv(chunk, box)(), box.value, value, box.set(), getfenv(box.set) == box) -- expect: 5	5	nil	5	true
local guarded = setmetatable({ _G = _G }, { __metatable = false, __fenv = "hidden" })
print(getfenv(setfenv(function() end, guarded)) == guarded) -- expect: true
-- The environment of the thread is that of loaded chunks and of `require`.
local thread = coroutine.create(function()
  setfenv(0, { value = "thread" })
  local loaded = loadstring("return value")
  coroutine.yield(loaded())
  return getfenv(0).value, getfenv(1) == _G, value
end)
print(coroutine.resume(thread)) -- expect: true	thread
print(coroutine.resume(thread)) -- expect: true	thread	true	nil
print(getfenv(0) == _G, debug.getfenv(print) == _G, debug.getfenv(thread) ~= nil) -- expect: true	true	true
print(debug.setfenv(reads, { value = "by debug" }) == reads, reads(), debug.getfenv(reads).value)
-- expect: true	by debug	by debug
local proxy = newproxy()
print(debug.setfenv(proxy, { value = "proxy" }) == proxy, debug.getfenv(proxy).value, debug.getfenv(1), debug.getfenv({}))
-- expect: true	proxy	nil	nil
-- A closure keeps the environment that its maker had when it was made.
local function maker() return function() return value end end
local before = maker()
setfenv(maker, { value = "later" })
print(before(), maker()()) -- expect: nil	later
print(pcall(function() setfenv(1, {}) return print end)) -- expect: true	nil
local count = 0
local watched = setmetatable({}, { __index = function(_, k) count = count + 1 return k end, __newindex = function(t, k, v) rawset(t, k, v .. "!") end })
print(setfenv(function() x = "set" return x, y, z end, watched)(), count) -- expect: set!	2
print(loadstring("return _ENV")(), loadstring("local _ENV = {} return type(print)")()) -- expect: nil	function
function global_function() return "global" end
print(rawget(_G, "global_function") == global_function, _G._G == _G, _VERSION) -- expect: true	true	Lua 5.1
print(type(load(function() return nil end)), loadfile("no such file"))
-- expect: function	nil	cannot open no such file: No such file or directory
print(pcall(dofile, "no such file")) -- expect: false	cannot open no such file: No such file or directory
