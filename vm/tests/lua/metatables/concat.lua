-- __concat is used when an operand is neither a string nor a number.
local mt = { __concat = function(a, b)
  local function show(x) return type(x) == "table" and "<" .. x.name .. ">" or tostring(x) end
  return show(a) .. show(b)
end }
local a, b = setmetatable({ name = "a" }, mt), setmetatable({ name = "b" }, mt)
print(a .. "x", "x" .. a, a .. 1, 1.5 .. a, a .. b, a .. nil, true .. a)
-- expect: <a>x	x<a>	<a>1	1.5<a>	<a><b>	<a>nil	true<a>
print("x" .. "y" .. a, a .. "x" .. "y", "x" .. a .. "y" .. b .. 1) -- expect: xy<a>	<a>xy	x<a>y<b>1
local sum = setmetatable({}, { __concat = function(x, y) return 42 end })
print(sum .. 1, (sum .. 1) + 1, sum .. sum .. "s") -- expect: 42	43	42
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(function() return {} .. "x" end)) -- expect: attempt to concatenate a table value
print(message(function() return setmetatable({}, {}) .. {} end)) -- expect: attempt to concatenate a table value
print(message(function() return "x" .. setmetatable({}, { __concat = function() error("in concat", 0) end }) end))
-- expect: in concat
-- Building lists with the operator.
local List = {}
List.__index = List
List.__concat = function(l, v) local r = setmetatable({ table.unpack(l) }, List) r[#r + 1] = v return r end
local l = setmetatable({}, List)
l = (l .. 1) .. 2
print(#l, l[1], l[2]) -- expect: 2	1	2
-- __tostring plays no part in concatenation.
print(message(function() return "v: " .. setmetatable({}, { __tostring = function() return "s" end }) end))
-- expect: attempt to concatenate a table value
