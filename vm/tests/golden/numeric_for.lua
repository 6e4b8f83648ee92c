local sum = 0
for i = 1, 10 do
  sum = sum + i
end
for i = 10, 1, -2 do
  for j = i, sum do
    if j == 7 then break end
  end
end
for x = 0.5, 2 do
  local f = function() return x end
end
