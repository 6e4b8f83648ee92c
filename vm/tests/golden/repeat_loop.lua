local n = 0
repeat
  n = n + 1
until n >= 10
repeat
  local x = n
  local function f() return x end
  if f() then break end
until f() == x
repeat until true
