-- Matrices with operators: product, power, determinant, inverse and printing.
local Matrix = {}
Matrix.__index = Matrix
local function new(rows) return setmetatable(rows, Matrix) end
function Matrix.identity(n) local m = {} for i = 1, n do m[i] = {} for j = 1, n do m[i][j] = i == j and 1 or 0 end end return new(m) end
local function map(a, f) local m = {} for i, row in ipairs(a) do m[i] = {} for j, v in ipairs(row) do m[i][j] = f(v, i, j) end end return new(m) end
Matrix.__add = function(a, b) return map(a, function(v, i, j) return v + b[i][j] end) end
Matrix.__sub = function(a, b) return map(a, function(v, i, j) return v - b[i][j] end) end
Matrix.__unm = function(a) return map(a, function(v) return -v end) end
Matrix.__mul = function(a, b)
  if type(a) == "number" then return map(b, function(v) return a * v end) end
  if type(b) == "number" then return map(a, function(v) return v * b end) end
  if #a[1] ~= #b then error("sizes do not match", 2) end
  local m = {}
  for i = 1, #a do
    m[i] = {}
    for j = 1, #b[1] do
      local sum = 0
      for k = 1, #b do sum = sum + a[i][k] * b[k][j] end
      m[i][j] = sum
    end
  end
  return new(m)
end
Matrix.__pow = function(a, n)
  local result = Matrix.identity(#a)
  while n > 0 do
    if n % 2 == 1 then result = result * a end
    a, n = a * a, n // 2
  end
  return result
end
Matrix.__eq = function(a, b)
  if #a ~= #b or #a[1] ~= #b[1] then return false end
  for i, row in ipairs(a) do for j, v in ipairs(row) do if v ~= b[i][j] then return false end end end
  return true
end
Matrix.__tostring = function(a)
  local rows = {}
  for i, row in ipairs(a) do
    local cells = {}
    for j, v in ipairs(row) do cells[j] = ("%g"):format(v) end
    rows[i] = "[" .. table.concat(cells, " ") .. "]"
  end
  return table.concat(rows, "\n")
end
Matrix.__call = function(a, i, j) return a[i][j] end
function Matrix:transpose() local m = {} for j = 1, #self[1] do m[j] = {} for i = 1, #self do m[j][i] = self[i][j] end end return new(m) end
function Matrix:determinant()
  local a, d = map(self, function(v) return v end), 1
  for k = 1, #a do
    local pivot = k
    while pivot <= #a and a[pivot][k] == 0 do pivot = pivot + 1 end
    if pivot > #a then return 0 end
    if pivot ~= k then a[k], a[pivot], d = a[pivot], a[k], -d end
    d = d * a[k][k]
    for i = k + 1, #a do
      local f = a[i][k] / a[k][k]
      for j = k, #a do a[i][j] = a[i][j] - f * a[k][j] end
    end
  end
  return d
end
function Matrix:inverse()
  local n, a, b = #self, map(self, function(v) return v + 0.0 end), Matrix.identity(#self)
  for k = 1, n do
    local p = k
    for i = k + 1, n do if math.abs(a[i][k]) > math.abs(a[p][k]) then p = i end end
    if a[p][k] == 0 then return nil, "singular" end
    a[k], a[p], b[k], b[p] = a[p], a[k], b[p], b[k]
    local f = a[k][k]
    for j = 1, n do a[k][j], b[k][j] = a[k][j] / f, b[k][j] / f end
    for i = 1, n do
      if i ~= k then
        f = a[i][k]
        for j = 1, n do a[i][j], b[i][j] = a[i][j] - f * a[k][j], b[i][j] - f * b[k][j] end
      end
    end
  end
  return b
end
local a, b = new { { 1, 2 }, { 3, 4 } }, new { { 0, 1 }, { 1, 0 } }
print(a + b)
-- expect: [1 3]
-- expect: [4 4]
print(a * b)
-- expect: [2 1]
-- expect: [4 3]
print(2 * a - b * 3, a(2, 1))
-- expect: [2 1]
-- expect: [3 8]	3
print(a:determinant(), b:determinant(), new({ { 1, 2 }, { 2, 4 } }):determinant()) -- expect: -2.0	-1.0	0
print(a:inverse())
-- expect: [-2 1]
-- expect: [1.5 -0.5]
print(a * a:inverse() == Matrix.identity(2), new({ { 1, 2 }, { 2, 4 } }):inverse()) -- expect: false	nil	singular
print(new { { 1, 1 }, { 1, 0 } } ^ 50)
-- expect: [2.0365e+10 1.25863e+10]
-- expect: [1.25863e+10 7.77874e+09]
print(new { { 1, 2, 3 }, { 4, 5, 6 } }:transpose(), a == new { { 1, 2 }, { 3, 4 } }, a == b)
-- expect: [1 4]
-- expect: [2 5]
-- expect: [3 6]	true	false
print((select(2, pcall(function() return new { { 1, 2, 3 } } * a end)):gsub("^[^:]+:%d+: ", "")))
-- expect: sizes do not match
local hilbert = {}
for i = 1, 4 do hilbert[i] = {} for j = 1, 4 do hilbert[i][j] = 1 / (i + j - 1) end end
print(("%.4e"):format(new(hilbert):determinant())) -- expect: 1.6534e-07
