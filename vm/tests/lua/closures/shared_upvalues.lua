-- Closures created in the same scope share the variable, not its value.
local x = 1
local function increment() x = x + 1 end
local function read() return x end
increment()
print(x, read()) -- expect: 2	2
x = 10
increment()
print(x, read()) -- expect: 11	11
local function pair()
  local shared = 0
  return function() shared = shared + 1 return shared end, function() shared = shared * 10 return shared end
end
local add, multiply = pair()
print(add(), multiply(), add(), multiply()) -- expect: 1	10	11	110
local fs = {}
do
  local common = "common"
  for i = 1, 3 do fs[i] = function(v) if v then common = v .. i end return common end end
end
print(fs[1](), fs[2] "changed by ", fs[3](), fs[1]()) -- expect: common	changed by 2	changed by 2	changed by 2
local function nested()
  local n = 0
  return function() return function() n = n + 1 return n end end
end
local level = nested()
local one, two = level(), level()
print(one(), two(), one(), level()()) -- expect: 1	2	3	4
