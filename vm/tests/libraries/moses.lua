-- dialects: 5.1 5.2 5.3 5.4
-- Functions over collections by the library moses.
local M = require 'moses'
local function show(...)
  local parts = {}
  for index = 1, select('#', ...) do
    local value = select(index, ...)
    if type(value) == 'table' then
      local keys = {}
      for key in pairs(value) do keys[#keys + 1] = key end
      table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
      for at, key in ipairs(keys) do
        local inner = value[key]
        keys[at] = tostring(key) .. '=' .. (type(inner) == 'table' and '{' .. table.concat(inner, ',') .. '}' or tostring(inner))
      end
      value = '{' .. table.concat(keys, ' ') .. '}'
    end
    parts[index] = tostring(value)
  end
  print(table.concat(parts, '\t'))
end
show(M.map({ 1, 2, 3 }, function(v) return v * v end))
show(M.reduce({ 1, 2, 3, 4 }, function(a, b) return a + b end))
show(M.select({ 1, 2, 3, 4, 5 }, function(v) return v % 2 == 0 end))
show(M.groupBy({ 'one', 'two', 'three', 'four' }, function(v) return #v end))
show(M.flatten { 1, { 2, { 3, { 4 } } } })
show(M.unique { 1, 2, 1, 3, 2 }, M.union({ 1, 2 }, { 2, 3 }), M.intersection({ 1, 2, 3 }, { 2, 3, 4 }), M.difference({ 1, 2, 3 }, { 2 }))
show(M.zip({ 1, 2 }, { 'a', 'b' }))
show(M.countBy({ 1, 2, 3 }, function(v) return v > 1 and 'big' or 'small' end))
show(M.sort({ 3, 1, 2 }, function(a, b) return a > b end), M.reverse { 1, 2, 3 })
show(M.keys { a = 1 }, M.values { a = 1 }, M.invert { 'x', 'y' }, M.pick({ a = 1, b = 2 }, 'a'), M.omit({ a = 1, b = 2 }, 'a'))
show(M.isEqual({ 1, { 2 } }, { 1, { 2 } }), M.isEqual({ 1 }, { 2 }))
show(M.chain({ 1, 2, 3, 4 }):filter(function(v) return v > 1 end):map(function(v) return v * 10 end):value())
show(M.compose(function(v) return v + 1 end, function(v) return v * 2 end)(5))
show(M.memoize(function(v) return v .. '!' end) 'x', M.bind(math.max, 5)(3), M.range(1, 9, 2), M.detect({ 5, 6 }, 6))
show(M.max { 4, 9, 2 }, M.min { 4, 9, 2 }, M.sum { 1, 2, 3 }, M.mean { 1, 2, 3, 4 })
local once = M.once(function() return 'first' end)
show(once(), once())
for _, pair in ipairs(M.permutation { 1, 2, 3 } and {} ) do show(pair) end
