-- Results are computed before closing, and closing cannot change them.
local log = {}
local function closer(action)
  return setmetatable({}, { __close = action })
end
local function f()
  local n = 1
  local c <close> = closer(function() n = n + 100 end)
  return n, n + 1
end
print(f()) -- expect: 1	2
local function g(...)
  local t = { ... }
  local c <close> = closer(function() t[1] = "changed" end)
  return t[1], ...
end
print(g("a", "b")) -- expect: a	a	b
-- A call in a return statement is not a tail call while something is to be closed.
local function h()
  local c <close> = closer(function() log[#log + 1] = "closed" end)
  return (function(...) log[#log + 1] = "called" return ... end)(1, 2)
end
print(h()) -- expect: 1	2
print(table.concat(log, " ")) -- expect: called closed
local function many()
  local c <close> = closer(function(...) return 1, 2, 3 end)
  return table.unpack({ 1, 2, 3, 4, 5 })
end
print(many()) -- expect: 1	2	3	4	5
print(select("#", many()), (many())) -- expect: 5	1
local function nothing()
  local c <close> = closer(function() end)
end
print(select("#", nothing())) -- expect: 0
