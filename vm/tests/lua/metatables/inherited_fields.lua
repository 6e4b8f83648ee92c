-- Reading through chains of `__index` sees every change of the chain.
local base = { greet = function(self) return "base " .. self.name end, color = "red" }
local derived = setmetatable({}, { __index = base })
local class = { __index = derived }
local object = setmetatable({ name = "o" }, class)
local function color() return object.color end
local function greet() return object:greet() end
print(color(), greet(), object.missing) -- expect: red	base o	nil
derived.color = "green"
print(color()) -- expect: green
derived.color = nil
print(color()) -- expect: red
class.__index = function(t, k) return k .. "!" end
print(color(), pcall(greet)) -- expect: color!	false	inherited_fields.lua:7: attempt to call a string value (method 'greet')
class.__index = nil
print(color(), object.name) -- expect: nil	o
print(pcall(greet)) -- expect: false	inherited_fields.lua:7: attempt to call a nil value (method 'greet')
class.__index = base
print(color(), greet()) -- expect: red	base o
setmetatable(object, nil)
print(color()) -- expect: nil
setmetatable(object, class)
rawset(object, "color", "own")
print(color()) -- expect: own
object.color = nil
print(color()) -- expect: red
class.__index = "text"
print(object.len == string.len, object.upper("x")) -- expect: true	X
-- Long chains, and one that ends in itself.
local function chain(length)
  local last = { deep = "found" }
  for _ = 1, length do last = setmetatable({}, { __index = last }) end
  return last
end
print(chain(10).deep, chain(63).deep, chain(64).deep, chain(65).deep, chain(500).deep, chain(80).none) -- expect: found	found	found	found	found	nil
local loop = {}
setmetatable(loop, { __index = loop })
print(pcall(function() return loop.x end)) -- expect: false	inherited_fields.lua:38: '__index' chain too long; possible loop
-- Numbers as keys: within the array, outside of it, absent.
local list = setmetatable({ 1, nil, 3, [100] = "far", [0] = "zero", [-1] = "minus" }, { __index = function(_, k) return k * 2 end })
local function at(i) return list[i] end
print(at(1), at(2), at(3), at(100), at(0), at(-1), at(101), list[100], list[7]) -- expect: 1	4	3	far	zero	minus	202	far	14
setmetatable(list, nil)
print(at(2), at(101), list[7], #setmetatable({ 1, 2 }, { __len = function() return 9 end })) -- expect: nil	nil	nil	9
