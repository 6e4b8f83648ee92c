-- An error in a message handler is handled by the handler itself, until that stops.
local calls = 0
print(xpcall(function() error("first", 0) end, function(m)
  calls = calls + 1
  if calls < 4 then error("again " .. calls, 0) end
  return "handled " .. m
end)) -- expect: false	handled again 3
print(calls) -- expect: 4
-- One that never stops failing ends in an error of its own.
local ok, message = xpcall(error, function(m) error(m, 0) end, "x")
print(ok, type(message)) -- expect: false	string
print(select("#", xpcall(error, error, "e")), (xpcall(error, error, "e"))) -- expect: 2	false
local ok2, message2 = xpcall(function() local x = nil; x.y = 1 end, function(m) local z = nil; return z.w end)
print(ok2, type(message2)) -- expect: false	string
-- Handlers do not see errors that were caught inside.
print(xpcall(function()
  print(pcall(error, "caught inside"))
  return "result"
end, function(m) print("never called", m) end))
-- expect: false	caught inside
-- expect: true	result
-- Nested handlers: the innermost applies.
print(xpcall(function()
  print(xpcall(error, function(m) return "inner handler " .. m end, "a"))
  error("b", 0)
end, function(m) return "outer handler " .. m end))
-- expect: false	inner handler a
-- expect: false	outer handler b
-- A handler may use pcall and coroutines.
print(xpcall(error, function(m)
  local _, inner = pcall(error, "inside handler")
  return m .. "+" .. inner .. "+" .. coroutine.wrap(function() return "from coroutine" end)()
end, "m")) -- expect: false	m+inside handler+from coroutine
-- Errors of every kind reach the handler: library, syntax of load, comparison, overflow.
for _, f in ipairs {
  function() return ("x"):rep(-1, {}) end, function() return #nil end, function() return {} < {} end,
  function() return 1 // 0 end, function() return math.floor "x" end, function() load("x =")() end,
} do
  print(select(2, xpcall(f, function(m) return "H " .. m:gsub("^[^:]+:%d+: ", "") end)))
end
-- expect: H bad argument #2 to 'rep' (string expected, got table)
-- expect: H attempt to get length of a nil value
-- expect: H attempt to compare two table values
-- expect: H attempt to divide by zero
-- expect: H bad argument #1 to 'floor' (number expected, got string)
-- expect: H attempt to call a nil value
