-- Inside a hook the running function can be inspected and changed.
local function target(a)
  local b = a * 2
  local c = b + 1
  return c
end
local seen = {}
debug.sethook(function(event, line)
  local info = debug.getinfo(2, "f")
  if info.func == target then
    local values, i = {}, 1
    while true do
      local name, value = debug.getlocal(2, i)
      if not name then break end
      if name:sub(1, 1) ~= "(" then values[#values + 1] = name .. "=" .. tostring(value) end
      i = i + 1
    end
    seen[#seen + 1] = table.concat(values, ",")
  end
end, "l")
local result = target(5)
debug.sethook()
print(result) -- expect: 11
for _, s in ipairs(seen) do print(s) end
-- expect: a=5
-- expect: a=5,b=10
-- expect: a=5,b=10,c=11
-- Changing a variable from a hook.
debug.sethook(function()
  if debug.getinfo(2, "f").func == target and debug.getlocal(2, 2) == "b" then debug.setlocal(2, 2, 100) end
end, "l")
print(target(5)) -- expect: 101
debug.sethook()
-- Call hooks see the arguments.
local args = {}
debug.sethook(function()
  if debug.getinfo(2, "f").func == target then args[#args + 1] = select(2, debug.getlocal(2, 1)) end
end, "c")
target(1)
target(2.5)
debug.sethook()
print(#args, args[1], args[2]) -- expect: 2	1	2.5
-- A hook may yield from nowhere: it cannot, but may resume coroutines.
local resumed = 0
local co = coroutine.wrap(function() while true do resumed = resumed + 1 coroutine.yield() end end)
debug.sethook(function() co() end, "l")
local x = 1
x = 2
debug.sethook()
print(resumed >= 3) -- expect: true
