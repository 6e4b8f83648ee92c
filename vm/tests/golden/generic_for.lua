for k, v in pairs(t) do
  print(k, v)
end
for a in next, t do
  if a then break end
  if not a then return a end
end
local function each(list)
  for _, item in ipairs(list) do
    if item.wanted then return item:get() end
  end
  return list[1]
end
