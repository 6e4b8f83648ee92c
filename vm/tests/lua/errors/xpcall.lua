-- xpcall calls a handler with the error, at the place where it happened.
print(xpcall(function(...) return "fine", ... end, print, 1, 2)) -- expect: true	fine	1	2
print(xpcall(function() error("oops", 0) end, function(m) return "handled: " .. m end)) -- expect: false	handled: oops
print(xpcall(function() local x = nil; x() end, function(m) return (m:gsub("^[^:]+:%d+: ", "")) end))
-- expect: false	attempt to call a nil value (local 'x')
print(xpcall(error, function(m) return type(m), "only one result" end, nil)) -- expect: false	nil
print(xpcall(error, function(...) return select("#", ...) end, "x", 0)) -- expect: false	1
print(select("#", xpcall(error, function(m) return m, m end, { 1 })), select(2, xpcall(error, function(m) return m[1] end, { 1 })))
-- expect: 2	1
print(select("#", xpcall(error, function() end, "x")), xpcall(error, function() return nil end, "x"))
-- expect: 2	false	<no error object>
-- The handler runs with the stack of the error still there.
local depth
local function level3() error "deep" end
local function level2() level3() end
local function level1() level2() end
xpcall(level1, function()
  local names, i = {}, 2
  while true do
    local info = debug.getinfo(i, "f")
    if not info then break end
    if info.func == level3 then names[#names + 1] = "level3" end
    if info.func == level2 then names[#names + 1] = "level2" end
    if info.func == level1 then names[#names + 1] = "level1" end
    i = i + 1
  end
  depth = table.concat(names, " ")
end)
print(depth) -- expect: level3 level2 level1
-- Arguments are checked when called, the function when called.
print(pcall(xpcall)) -- expect: false	bad argument #2 to 'xpcall' (function expected, got no value)
print(pcall(xpcall, print)) -- expect: false	bad argument #2 to 'xpcall' (function expected, got no value)
print(pcall(xpcall, print, 5)) -- expect: false	bad argument #2 to 'xpcall' (function expected, got number)
print(pcall(xpcall, print, nil)) -- expect: false	bad argument #2 to 'xpcall' (function expected, got nil)
print(xpcall(nil, function(m) return "handler: " .. m end)) -- expect: false	handler: attempt to call a nil value
print(xpcall(5, function(m) return m end)) -- expect: false	attempt to call a number value
print(xpcall(pcall, error, error, "inner")) -- expect: true	false	inner
print(xpcall(xpcall, function(m) return "outer " .. m end, error, function(m) return "inner " .. m end, "e"))
-- expect: true	false	inner e
