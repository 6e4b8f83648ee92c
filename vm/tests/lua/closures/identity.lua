-- Every evaluation of a function expression gives a function of its own.
local function make() return function() end end
print(make() == make(), make == make) -- expect: false	true
local seen, distinct = {}, 0
for _ = 1, 3 do
  local f = function() return 1 end
  if not seen[f] then distinct = distinct + 1 end
  seen[f] = true
end
print(distinct) -- expect: 3
local x = 0
local function make_with_upvalue() return function() return x end end
print(make_with_upvalue() == make_with_upvalue()) -- expect: false
local t = {}
t[print] = "builtin"
t[make] = "closure"
print(t[print], t[make], t[make()]) -- expect: builtin	closure	nil
print(string.upper == ("").upper, string.upper == string.lower, rawequal(print, _G.print)) -- expect: true	false	true
print(type(make()), type(print), tostring(make):match("^function: ") ~= nil, tostring(print):match("^function: builtin") == nil)
-- expect: function	function	true	true
