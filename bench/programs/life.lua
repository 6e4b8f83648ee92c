-- Conway's game of life on a torus
local N = tonumber((...)) or 500
local W, H = 80, 60
local function grid() local g = {} for y = 1, H do local row = {} for x = 1, W do row[x] = 0 end g[y] = row end return g end
local function set(g, x, y) g[(y - 1) % H + 1][(x - 1) % W + 1] = 1 end
local g = grid()
for i = 0, 9 do
  local x, y = i * 8 + 1, i * 6 + 1
  set(g, x + 1, y); set(g, x + 2, y + 1); set(g, x, y + 2); set(g, x + 1, y + 2); set(g, x + 2, y + 2)
  set(g, x + 4, y); set(g, x + 4, y + 1); set(g, x + 4, y + 2)
end
local function step(old)
  local new = {}
  for y = 1, H do
    local above, row, below, out = old[(y - 2) % H + 1], old[y], old[y % H + 1], {}
    for x = 1, W do
      local left, right = (x - 2) % W + 1, x % W + 1
      local n = above[left] + above[x] + above[right] + row[left] + row[right] + below[left] + below[x] + below[right]
      out[x] = (n == 3 or (n == 2 and row[x] == 1)) and 1 or 0
    end
    new[y] = out
  end
  return new
end
for _ = 1, N do g = step(g) end
local alive = 0
for y = 1, H do for x = 1, W do alive = alive + g[y][x] end end
print(alive)
