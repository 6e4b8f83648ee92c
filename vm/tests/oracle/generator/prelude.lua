-- What every generated program starts with: what old dialects lack, helpers that terminate, and one class with every
-- metamethod. A line that the dialect cannot read is left out, so such lines stand alone.
local load = load
if setfenv then
  local load_function = load
  load = function(text, name, _, environment)
    local chunk, problem
    if type(text) == "string" then
      chunk, problem = loadstring(text, name)
    else
      chunk, problem = load_function(text, name)
    end
    return chunk and environment and setfenv(chunk, environment) or chunk, problem
  end
end
if not rawlen then rawlen = function(value) return #value end end
if not table.unpack then table.unpack = unpack end
if not table.pack then table.pack = function(...) return { n = select("#", ...), ... } end end
if not table.move then
  table.move = function(source, first, last, target, into)
    into = into or source
    local step = target > first and -1 or 1
    if step < 0 then first, last, target = last, first, target + last - first end
    for at = first, last, step do into[target + at - first] = source[at] end
    return into
  end
end
if not coroutine.isyieldable then coroutine.isyieldable = function() return "unknown" end end
local has_integers = math.type ~= nil
if not has_integers then
  math.maxinteger, math.mininteger = 2^52, -2^52
  math.type = function(value) return type(value) == "number" and "number" or nil end
  math.tointeger = function(value)
    return type(value) == "number" and value == math.floor(value) and value or nil
  end
  math.ult = function(a, b) return a >= 0 and (b < 0 or a < b) end
  utf8 = { len = function(text) return #text end, char = function(...) return table.concat({ ... }, "+") end }
end
-- An integer that counts and formats take, as every integer of a dialect that has them is one.
local function whole(number)
  if has_integers or type(number) ~= "number" then return number end
  if not (number > -2^52 and number < 2^52) then return 0 end
  return math.floor(math.abs(number))
end
local function without_nan(list)
  local copy = {}
  for index = 1, #list do copy[index] = list[index] == list[index] and list[index] or 0 end
  return copy
end
local function sorted(list)
  local copy = without_nan(list)
  table.sort(copy)
  return copy
end
local function range(first, last, step)
  local list = {}
  for number = first, last, step do list[#list + 1] = number end
  return list
end
local function split(text, pattern)
  local list = {}
  for part in text:gmatch(pattern) do list[#list + 1] = tostring(part) end
  return list
end
-- A list whose texts stay short however often a loop joins them.
local function trimmed(list)
  for index = 1, #list do
    if type(list[index]) == "string" then list[index] = list[index]:sub(-40) end
  end
  return list
end
local nan = tonumber("0") / tonumber("0")
if tostring(nan):find("-", 1, true) then nan = -nan end
local function plain(number)
  return number == number and number or nan
end
local function show(...)
  local texts = table.pack(...)
  for index = 1, texts.n do
    local value = texts[index]
    if type(value) == "table" and getmetatable(value) == nil then
      local parts = {}
      for _, item in ipairs(value) do parts[#parts + 1] = tostring(item) end
      texts[index] = "{" .. table.concat(parts, ",") .. "}"
    else
      texts[index] = tostring(value)
    end
  end
  print(table.concat(texts, "\t", 1, texts.n))
end
local Point = {}
Point.__index = Point
Point.__name = "Point"
function Point.new(x, y) return setmetatable({ x = x, y = y }, Point) end
local function parts(value)
  if type(value) == "table" then return value.x, value.y end
  return value, value
end
local function lifted(operation)
  return function(left, right)
    local x, y = parts(left)
    local a, b = parts(right)
    return Point.new(operation(x, a), operation(y, b))
  end
end
Point.__add = lifted(function(a, b) return a + b end)
Point.__sub = lifted(function(a, b) return a - b end)
Point.__mul = lifted(function(a, b) return a * b end)
Point.__mod = lifted(function(a, b) return b == 0 and a or a % b end)
Point.__idiv = lifted(function(a, b) return b == 0 and a or a // b end)
Point.__band = lifted(function(a, b) return a & b end)
Point.__bor = lifted(function(a, b) return a | b end)
Point.__shl = lifted(function(a, b) return a << b end)
Point.__unm = function(point) return Point.new(-point.x, -point.y) end
Point.__bnot = function(point) return Point.new(~point.x, ~point.y) end
Point.__len = function(point) return point.x end
Point.__eq = function(a, b) return a.x == b.x and a.y == b.y end
Point.__lt = function(a, b) return a.x < b.x end
Point.__le = function(a, b) return a.x <= b.x end
Point.__concat = function(a, b) return tostring(a) .. "&" .. tostring(b) end
Point.__call = function(point, amount) return Point.new(point.x + amount, point.y) end
Point.__tostring = function(point) return "(" .. point.x .. ";" .. point.y .. ")" end
Point.__close = function(point, problem) show("closed", point, problem) end
function Point:sum() return self.x + self.y end
function Point:moved(amount) return Point.new(self.x + amount, self.y - amount) end
