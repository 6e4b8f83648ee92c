local list = {}
for i = 1, 3 do
  local x = i * 2
  list[i] = function() x = x + i return x end
end
while #list > 0 do
  local top = list[#list]
  list[#list] = nil
  if top() then
    local kept = top
    keep(function() return kept end)
    break
  end
end
