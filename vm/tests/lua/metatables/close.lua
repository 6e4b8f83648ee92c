-- __close is called with the value and the error, in the middle of any exit.
local order = {}
local function resource(name)
  return setmetatable({ name = name }, { __close = function(self, err) order[#order + 1] = self.name .. ":" .. tostring(err) end })
end
do
  local a <close> = resource "a"
  local b <close> = resource "b"
  order[#order + 1] = "body"
end
print(table.concat(order, " ")) -- expect: body b:nil a:nil
order = {}
print(pcall(function()
  local a <close> = resource "a"
  local b <close> = resource "b"
  error("e", 0)
end), table.concat(order, " ")) -- expect: false	b:e a:e
order = {}
local function recursive(n)
  local r <close> = resource("r" .. n)
  if n == 0 then return "bottom" end
  return (recursive(n - 1))
end
print(recursive(3), table.concat(order, " ")) -- expect: bottom	r0:nil r1:nil r2:nil r3:nil
order = {}
for i = 1, 3 do
  local r <close> = resource("i" .. i)
  if i == 2 then break end
end
print(table.concat(order, " ")) -- expect: i1:nil i2:nil
-- The metamethod may be any callable value and may itself use closing variables.
order = {}
do
  local callable = setmetatable({}, { __call = function(_, value) order[#order + 1] = "callable " .. value.name end })
  local c <close> = setmetatable({ name = "c" }, { __close = callable })
  local n <close> = setmetatable({}, { __close = function() local inner <close> = resource "inner" order[#order + 1] = "closing" end })
end
print(table.concat(order, ", ")) -- expect: closing, inner:nil, callable c
