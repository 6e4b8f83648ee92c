-- A count hook is called after that many instructions.
local function count_events(every, f)
  local n = 0
  debug.sethook(function(event) assert(event == "count") n = n + 1 end, "", every)
  f()
  debug.sethook()
  return n
end
local function work(n) local x = 0 for i = 1, n do x = x + i end return x end
local few = count_events(1000, function() work(1000) end)
local many = count_events(1000, function() work(20000) end)
print(few >= 0 and few < 20, many >= 19, many > few * 3) -- expect: true	true	true
print(count_events(1, function() local a = 1 end) > 0, count_events(1000000, function() work(10) end))
-- expect: true	0
-- A count of zero switches it off.
debug.sethook(print, "", 0)
print(debug.gethook()) -- expect: nil
-- An error in the hook stops the running function.
local function limited(f, budget)
  debug.sethook(function() error("too many instructions", 0) end, "", budget)
  local ok, message = pcall(f)
  debug.sethook()
  return ok, message
end
print(limited(function() while true do end end, 1000)) -- expect: false	too many instructions
print(limited(function() repeat until false end, 1000)) -- expect: false	too many instructions
print(limited(function() for i = 1, math.maxinteger do end end, 1000)) -- expect: false	too many instructions
print(limited(function() ::l:: goto l end, 1000)) -- expect: false	too many instructions
print(limited(function() local function f() return f() end return f() end, 1000))
-- expect: false	too many instructions
print(limited(function() return "fast enough" end, 100000)) -- expect: true	fast enough
-- Line and count hooks together.
local events = {}
debug.sethook(function(event, line) events[event] = (events[event] or 0) + 1 assert(event == "count" or line) end, "l", 1)
local x = 1
x = x + 1
x = x * 2
debug.sethook()
print(events.line >= 4, events.count >= 4, x) -- expect: true	true	4
