-- gethook gives back what sethook was given; each coroutine has a hook of its own.
local function hook() end
print(debug.gethook()) -- expect: nil
debug.sethook(hook, "crl", 5000000)
print(debug.gethook() == hook, select(2, debug.gethook()), select(3, debug.gethook())) -- expect: true	crl	5000000
debug.sethook(hook, "l")
print(select(2, debug.gethook()), select(3, debug.gethook())) -- expect: l	0
debug.sethook(hook, "", 1000000)
print(select(2, debug.gethook()) == "", select(3, debug.gethook())) -- expect: true	1000000
debug.sethook(hook, "xyz")
print(debug.gethook()) -- expect: nil
debug.sethook()
print(debug.gethook()) -- expect: nil
debug.sethook(nil, "l")
print(debug.gethook()) -- expect: nil
local count = 0
local co = coroutine.create(function()
  local a = 1
  coroutine.yield(debug.gethook())
  local b = 2
  local c = 3
end)
debug.sethook(co, function() count = count + 1 end, "l")
print(debug.gethook() == nil, type((debug.gethook(co))), select(2, debug.gethook(co))) -- expect: true	function	l	0
print(select("#", coroutine.resume(co))) -- expect: 4
local first = count
coroutine.resume(co)
print(first > 0, count > first) -- expect: true	true
local before = count
local x = 1
x = x + 1
print(count == before) -- expect: true
-- The hook is not called while a hook runs.
local depth, max_depth = 0, 0
debug.sethook(function()
  depth = depth + 1
  max_depth = math.max(max_depth, depth)
  local a = 1
  local b = a
  depth = depth - 1
end, "l")
x = 1
x = 2
debug.sethook()
print(max_depth) -- expect: 1
local function message(...) local ok, text = pcall(...) print(ok and "no error" or text) end
message(debug.sethook, 5, "l") -- expect: bad argument #1 to 'debug.sethook' (function expected, got number)
message(debug.sethook, hook) -- expect: bad argument #2 to 'debug.sethook' (string expected, got no value)
message(debug.sethook, hook, 5, {}) -- expect: bad argument #3 to 'debug.sethook' (number expected, got table)
message(debug.sethook, hook, {}) -- expect: bad argument #2 to 'debug.sethook' (string expected, got table)
debug.sethook()
