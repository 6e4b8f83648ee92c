-- Shapes with an abstract base class, mixins, class methods and overriding.
local function class(name, parent)
  local c = { name = name, super = parent }
  c.__index = c
  for _, event in ipairs { "__tostring", "__eq", "__lt", "__le", "__add" } do c[event] = parent and parent[event] end
  return setmetatable(c, {
    __index = parent,
    __call = function(cls, ...)
      local object = setmetatable({}, cls)
      if object.init then object:init(...) end
      return object
    end,
    __tostring = function() return "class " .. name end,
  })
end
local function mixin(c, ...) for _, m in ipairs { ... } do for k, v in pairs(m) do c[k] = v end end return c end
local function is_instance(object, c)
  local k = getmetatable(object)
  while k do if k == c then return true end k = k.super end
  return false
end

local Shape = class "Shape"
function Shape:init(label) self.label = label Shape.count = (Shape.count or 0) + 1 end
function Shape:area() error(("%s does not define area"):format(getmetatable(self).name), 0) end
function Shape:describe() return ("%s %q with area %.2f"):format(getmetatable(self).name, self.label, self:area()) end
Shape.__tostring = function(s) return s:describe() end
Shape.__lt = function(a, b) return a:area() < b:area() end
Shape.__le = function(a, b) return a:area() <= b:area() end
Shape.__eq = function(a, b) return getmetatable(a) == getmetatable(b) and a:area() == b:area() end

local Circle = class("Circle", Shape)
function Circle:init(label, r) Circle.super.init(self, label) self.r = r end
function Circle:area() return math.pi * self.r ^ 2 end
local Rectangle = class("Rectangle", Shape)
function Rectangle:init(label, w, h) Rectangle.super.init(self, label) self.w, self.h = w, h end
function Rectangle:area() return self.w * self.h end
local Square = class("Square", Rectangle)
function Square:init(label, side) Square.super.init(self, label, side, side) end
function Square:describe() return "Regular " .. Rectangle.describe(self) end

local Movable = { move = function(self, dx, dy) self.x, self.y = (self.x or 0) + dx, (self.y or 0) + dy return self end }
local Named = { rename = function(self, label) self.label = label return self end }
mixin(Rectangle, Movable, Named)

local shapes = { Circle("round", 1), Rectangle("flat", 2, 3), Square("even", 2), Square("same", 2) }
for _, s in ipairs(shapes) do print(s) end
-- expect: Circle "round" with area 3.14
-- expect: Rectangle "flat" with area 6.00
-- expect: Regular Square "even" with area 4.00
-- expect: Regular Square "same" with area 4.00
table.sort(shapes, function(a, b) if a == b then return a.label < b.label end return a < b end)
for i, s in ipairs(shapes) do shapes[i] = s.label end
print(table.concat(shapes, " < "), Shape.count) -- expect: round < even < same < flat	4
local s, t = Square("s", 3), Square("t", 3)
print(s == t, s ~= Rectangle("r", 3, 3), s <= t, s < t, rawequal(s, t)) -- expect: true	true	true	false	false
print(s:move(1, 2):move(3, 4):rename "moved".label, s.x, s.y, Circle.move) -- expect: moved	4	6	nil
print(is_instance(s, Square), is_instance(s, Rectangle), is_instance(s, Shape), is_instance(s, Circle))
-- expect: true	true	true	false
print(tostring(Square), Square.super.name, Square.super.super.name, Square.super.super.super)
-- expect: class Square	Rectangle	Shape	nil
print(pcall(function() return Shape "abstract":describe() end)) -- expect: false	Shape does not define area
