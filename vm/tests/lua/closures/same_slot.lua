-- Blocks that reuse the same stack slots do not mix up their captured variables.
local fs = {}
do local a = 1 fs[1] = function() a = a + 1 return a end end
do local b = 100 fs[2] = function() b = b + 1 return b end end
do local c = 1000 fs[3] = function() c = c + 1 return c end end
print(fs[1](), fs[2](), fs[3](), fs[1](), fs[2](), fs[3]()) -- expect: 2	101	1001	3	102	1002
local function branches(which)
  local get
  if which == 1 then
    local x = "first"
    get = function() return x end
  elseif which == 2 then
    local y = "second"
    get = function() return y end
  else
    local z = "third"
    get = function() return z end
  end
  local other = "not captured"
  return get, other
end
print(branches(1)(), branches(2)(), branches(3)()) -- expect: first	second	third
local a, b = 1, 2
local function swap_up() a, b = b, a end
swap_up()
print(a, b) -- expect: 2	1
local list = {}
for i = 1, 3 do
  local x = i
  list[#list + 1] = function() return x end
  local x = x * 10
  list[#list + 1] = function() return x end
end
local values = {}
for i, f in ipairs(list) do values[i] = f() end
print(table.concat(values, " ")) -- expect: 1 10 2 20 3 30
