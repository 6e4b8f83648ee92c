-- repeat tests after every round, and its condition sees the locals of the body.
local n = 0
repeat n = n + 1 until n >= 3
print(n) -- expect: 3
repeat print("once") until true -- expect: once
repeat
  local done = n > 5
  n = n + 1
until done
print(n) -- expect: 7
local fs = {}
repeat
  local x = #fs + 1
  fs[x] = function() x = x + 10 return x end
until x == 3
print(fs[1](), fs[1](), fs[2](), fs[3]()) -- expect: 11	21	12	13
repeat
  local v = n
  n = n - 1
  if v == 5 then break end
until v == 0
print(n) -- expect: 4
repeat local a = 1 do local a = nil end until a
local x = "outer"
repeat local x = "inner" until x == "inner"
print(x) -- expect: outer
local i = 0
repeat
  i = i + 1
  if i % 2 == 1 then goto continue end
  io.write(i, " ")
  ::continue::
until i >= 6
print("even") -- expect: 2 4 6 even
repeat local c <close> = setmetatable({}, { __close = function() print("closed") end }) until c ~= nil
-- expect: closed
repeat until (function() i = i - 1 return i == 0 end)()
print(i) -- expect: 0
