local n = 0
for i = 1, 10 do
  if i % 2 == 0 then goto continue end
  n = n + i
  ::continue::
end
::top::
n = n - 1
if n > 0 then goto top end
do
  local x = n
  keep = function() return x end
  if n < -10 then goto done end
  goto top
end
::done::
