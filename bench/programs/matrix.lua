-- Multiplies dense matrices stored as tables of rows
local N = tonumber((...)) or 220
local function matrix(n, f)
  local m = {}
  for i = 1, n do
    local row = {}
    for j = 1, n do row[j] = f(i, j) end
    m[i] = row
  end
  return m
end
local function multiply(a, b, n)
  local columns = matrix(n, function(i, j) return b[j][i] end)
  local c = {}
  for i = 1, n do
    local row, out = a[i], {}
    for j = 1, n do
      local column, sum = columns[j], 0.0
      for k = 1, n do sum = sum + row[k] * column[k] end
      out[j] = sum
    end
    c[i] = out
  end
  return c
end
local a = matrix(N, function(i, j) return (i - j) * (i + j) / N end)
local b = matrix(N, function(i, j) return (i + j) / (i * j) end)
local c = multiply(a, b, N)
c = multiply(c, a, N)
print(string.format("%.6e %.6e", c[1][N], c[N // 2][N // 2]))
