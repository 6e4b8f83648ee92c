local counter = 0
local function outer(...)
  local first, second = ...
  local function inner(step, ...) counter = counter + step; return counter, first, select("#", ...), ... end
  return inner, function() first = (first or 0) + 1; return first, second end
end
local inner, change = outer(1, 2, 3)
inner(5, change(), nil, inner(1))
local function named(a, ...rest) return rest.n, rest[1], a end
named(1, 2, 3)
local object = setmetatable({ value = 1 }, { __index = function(t, k) return k end, __call = function(self, n) return n end,
  __add = function(x, y) return 42 end, __eq = function() return true end, __lt = function() return true end,
  __concat = function() return "joined" end, __len = function() return 9 end, __tostring = function() return "object" end })
function object:method(n) self.value = self.value + n; return self end
object:method(1):method(2)
local _ = object.missing, object(3), object + 1, object .. "x", #object, object < {}, tostring(object)
local ok, message = pcall(function() local nothing; return nothing.field.deeper end)
return xpcall(inner, debug and debug.traceback or tostring, 1), load("return ...")(1), ok, message
