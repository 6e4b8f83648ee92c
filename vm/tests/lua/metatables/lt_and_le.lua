-- __lt and __le order objects; > and >= swap the operands.
local log = {}
local mt = {}
mt.__lt = function(a, b) log[#log + 1] = "lt" return (type(a) == "table" and a.v or a) < (type(b) == "table" and b.v or b) end
mt.__le = function(a, b) log[#log + 1] = "le" return (type(a) == "table" and a.v or a) <= (type(b) == "table" and b.v or b) end
local one, two = setmetatable({ v = 1 }, mt), setmetatable({ v = 2 }, mt)
print(one < two, two < one, one <= two, two <= one, one <= one) -- expect: true	false	true	false	true
print(one > two, two > one, one >= two, two >= one) -- expect: false	true	false	true
print(table.concat(log, " ")) -- expect: lt lt le le le lt lt le le
print(one < 5, 5 < one, one <= 1, 1 <= one, one > 0, 0 > one, one >= 1.5, 1.5 >= one)
-- expect: true	false	true	true	true	false	false	true
print(not (one < two), one < two and "less", (one < two) == true) -- expect: false	less	true
if one < two then print("then") end -- expect: then
while one > two do print("never") end
-- Results are made boolean.
local odd = setmetatable({}, { __lt = function() return "yes" end, __le = function() return nil end })
print(odd < 1, 1 < odd, odd > 1, odd <= 1, odd >= odd) -- expect: true	true	true	false	false
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
-- __le is not derived from __lt.
local only_lt = setmetatable({}, { __lt = function() return true end })
print(message(function() return only_lt < only_lt, only_lt <= only_lt end))
-- expect: attempt to compare two table values
print(message(function() return only_lt >= 1 end)) -- expect: attempt to compare number with table
print(message(function() return {} < setmetatable({}, {}) end)) -- expect: attempt to compare two table values
print(message(function() return "a" < only_lt end), "a" < only_lt) -- expect: no error	true
print(message(function() return 1 < setmetatable({}, { __lt = function() error("in lt", 0) end }) end))
-- expect: in lt
