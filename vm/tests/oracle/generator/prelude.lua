-- What every generated program starts with: helpers that terminate, and one class with every metamethod.
local function sorted(list)
  local copy = table.move(list, 1, #list, 1, {})
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
local nan = string.unpack("<d", "\0\0\0\0\0\0\xf8\x7f")
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
