-- __pairs replaces what pairs returns.
local t = setmetatable({}, { __pairs = function(self)
  local i = 0
  return function(s, c) i = i + 1 if i <= 3 then return i, "v" .. i end end, self, nil
end })
for k, v in pairs(t) do io.write(k, "=", v, " ") end
print("custom") -- expect: 1=v1 2=v2 3=v3 custom
-- Up to four values are passed on, the fourth for closing.
local closed
local with_close = setmetatable({}, { __pairs = function()
  return next, { only = 1 }, nil, setmetatable({}, { __close = function() closed = true end })
end })
for k, v in pairs(with_close) do print(k, v) end -- expect: only	1
print(closed, select("#", pairs(with_close)), select("#", pairs(t)), select("#", pairs {})) -- expect: true	4	4	4
print(select("#", pairs(setmetatable({}, { __pairs = function() return 1, 2, 3, 4, 5, 6 end })))) -- expect: 4
print(pairs(setmetatable({}, { __pairs = function() end }))) -- expect: nil	nil	nil	nil
-- It also makes pairs work for other values.
debug.setmetatable(5, { __pairs = function(n) return function(_, i) if i < n then return i + 1 end end, n, 0 end })
for i in pairs(3) do io.write(i, " ") end
print("numbers") -- expect: 1 2 3 numbers
debug.setmetatable(5, nil)
-- An ordered table.
local Ordered = {}
Ordered.__newindex = function(self, k, v) rawset(self, k, v) local keys = Ordered[self] keys[#keys + 1] = k end
Ordered.__pairs = function(self)
  local i, keys = 0, Ordered[self]
  return function() i = i + 1 local k = keys[i] if k ~= nil then return k, rawget(self, k) end end
end
local o = {}
Ordered[o] = {}
setmetatable(o, Ordered)
o.z, o.y, o.x = 1, 2, 3
for k, v in pairs(o) do io.write(k, v, " ") end
print("in order") -- expect: x3 y2 z1 in order
print(pcall(pairs, setmetatable({}, { __pairs = function() error("in pairs", 0) end }))) -- expect: false	in pairs
print(next(setmetatable({ 1 }, { __pairs = error }))) -- expect: 1	1
