-- A coroutine may yield inside pcall and xpcall and go on afterwards.
local co = coroutine.wrap(function()
  local ok, v = pcall(function()
    local got = coroutine.yield "inside pcall"
    return "result with " .. got
  end)
  print(ok, v)
  ok, v = pcall(function()
    coroutine.yield "before the error"
    error("after the yield", 0)
  end)
  print(ok, v)
  print(xpcall(function()
    coroutine.yield "inside xpcall"
    error("e", 0)
  end, function(m) return "handled " .. m end))
  print(pcall(pcall, pcall, function() coroutine.yield "deep" error "deep error" end) == true)
  print(select("#", pcall(coroutine.yield, 1, 2, 3)), "yield called by pcall")
  return "finished"
end)
print(co()) -- expect: inside pcall
print(co "given")
-- expect: true	result with given
-- expect: before the error
print(co())
-- expect: false	after the yield
-- expect: inside xpcall
print(co())
-- expect: false	handled e
-- expect: deep
print(co())
-- expect: true
-- expect: 1	2	3
print(co("x", "y"))
-- expect: 3	yield called by pcall
-- expect: finished
-- Errors after many yields are caught by the right pcall.
local log = {}
local nested = coroutine.wrap(function()
  for i = 1, 3 do
    local ok, e = pcall(function()
      for j = 1, i do coroutine.yield(i * 10 + j) end
      error("level " .. i, 0)
    end)
    log[#log + 1] = e
  end
  return "all done"
end)
local values = {}
repeat
  local v = nested()
  values[#values + 1] = v
until v == "all done"
print(table.concat(values, " ")) -- expect: 11 21 22 31 32 33 all done
print(table.concat(log, ", ")) -- expect: level 1, level 2, level 3
