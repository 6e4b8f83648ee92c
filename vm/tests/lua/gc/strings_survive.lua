-- Strings in use are never lost, whatever is collected around them.
local names = {}
for i = 1, 500 do names[i] = "prefix" .. i .. ("x"):rep(i % 60) end
for round = 1, 3 do
  for i = 1, 2000 do local _ = "garbage" .. round .. i end
  collectgarbage()
end
for i = 1, 500 do assert(names[i] == "prefix" .. i .. ("x"):rep(i % 60)) end
print(#names, names[7]) -- expect: 500	prefix7xxxxxxx
local t = {}
for i = 1, 300 do t["k" .. i] = i end
collectgarbage()
local sum = 0
for i = 1, 300 do sum = sum + t["k" .. i] end
print(sum) -- expect: 45150
-- Keys that were removed and collected come back as new strings.
for i = 1, 300 do t["k" .. i] = nil end
collectgarbage()
for i = 1, 300 do t["k" .. i] = -i end
print(t.k300, t["k" .. 1]) -- expect: -300	-1
local parts = {}
for i = 1, 100 do
  parts[#parts + 1] = ("%s-%d"):format(("y"):rep(i), i)
  if i % 10 == 0 then collectgarbage "step" end
end
print(#table.concat(parts), parts[100]:sub(-4)) -- expect: 5342	-100
collectgarbage "generational"
local s = "start"
for i = 1, 200 do s = (s .. i):sub(-20) end
collectgarbage()
print(s) -- expect: 94195196197198199200
collectgarbage "incremental"
