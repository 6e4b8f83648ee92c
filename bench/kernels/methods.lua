-- Methods of a class and of the class above it, with fields read and written.
local Shape = {}
Shape.__index = Shape
function Shape:move(x, y) self.x = self.x + x self.y = self.y + y end
local Circle = setmetatable({}, { __index = Shape })
Circle.__index = Circle
function Circle:grow() self.r = self.r + 1 end
local circle = setmetatable({ x = 0, y = 0, r = 0 }, Circle)
for _ = 1, 10000 do circle:move(1, 2) circle:grow() end
assert(circle.x == 10000 and circle.y == 20000 and circle.r == 10000)
