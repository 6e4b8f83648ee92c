local n, t = 10, {}
while n > 0 and t.more do
  n = n - 1
  if n == 5 then break end
end
while true do
  local x = n
  t[1] = function() return x end
  if x then break end
end
