-- Operators, indices and calls that metamethods take care of.
local V = {}
V.__index = V
local function vector(x, y) return setmetatable({ x = x, y = y }, V) end
V.__add = function(a, b) return vector(a.x + b.x, a.y + b.y) end
V.__eq = function(a, b) return a.x == b.x and a.y == b.y end
V.__lt = function(a, b) return a.x < b.x end
V.__call = function(self, k) return self.x * k end
local reads = 0
local proxy = setmetatable({}, { __index = function(_, k) reads = reads + 1 return k end, __newindex = function() end })
local sum, one, hits = vector(0, 0), vector(1, 1), 0
for i = 1, 3000 do
  sum = sum + one
  if one < sum then hits = hits + 1 end
  if one == sum then hits = hits + 1 end
  proxy[i] = sum(2) + proxy[i]
end
assert(sum.x == 3000 and hits == 3000 and reads == 3000)
