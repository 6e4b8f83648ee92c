-- Conway's game of life on a torus and on an unbounded plane.
local function step(cells, w, h)
  local next_cells = {}
  for y = 0, h - 1 do
    for x = 0, w - 1 do
      local n = 0
      for dy = -1, 1 do
        for dx = -1, 1 do
          if (dx ~= 0 or dy ~= 0) and cells[(y + dy) % h * w + (x + dx) % w] then n = n + 1 end
        end
      end
      if n == 3 or (n == 2 and cells[y * w + x]) then next_cells[y * w + x] = true end
    end
  end
  return next_cells
end
local function parse(picture, w)
  local cells, y = {}, 0
  for line in picture:gmatch "[^\n]+" do
    for x = 1, #line do if line:sub(x, x) == "#" then cells[y * w + x - 1] = true end end
    y = y + 1
  end
  return cells
end
local function show(cells, w, h)
  for y = 0, h - 1 do
    local row = {}
    for x = 0, w - 1 do row[x + 1] = cells[y * w + x] and "#" or "." end
    print(table.concat(row))
  end
end
local glider = parse(".#.\n..#\n###", 6)
for _ = 1, 4 do glider = step(glider, 6, 6) end
show(glider, 6, 6)
-- expect: ......
-- expect: ..#...
-- expect: ...#..
-- expect: .###..
-- expect: ......
-- expect: ......
local again = glider
for _ = 1, 24 do again = step(again, 6, 6) end
local same = true
for k in pairs(glider) do same = same and again[k] end
print("around the torus", same) -- expect: around the torus	true
-- Unbounded, as a set of coordinates in one integer.
local function key(x, y) return (x + 32768) << 16 | (y + 32768) end
local function evolve(alive)
  local counts = {}
  for k in pairs(alive) do
    local x, y = (k >> 16) - 32768, (k & 0xFFFF) - 32768
    for dx = -1, 1 do
      for dy = -1, 1 do
        local other = key(x + dx, y + dy)
        counts[other] = (counts[other] or 0) + ((dx == 0 and dy == 0) and 0 or 1)
      end
    end
  end
  local result = {}
  for k, n in pairs(counts) do if n == 3 or (n == 2 and alive[k]) then result[k] = true end end
  return result
end
local pentomino = {}
for _, p in ipairs { { 1, 0 }, { 2, 0 }, { 0, 1 }, { 1, 1 }, { 1, 2 } } do pentomino[key(p[1], p[2])] = true end
local populations = {}
for generation = 1, 60 do
  pentomino = evolve(pentomino)
  local n = 0
  for _ in pairs(pentomino) do n = n + 1 end
  if generation % 10 == 0 then populations[#populations + 1] = n end
end
print(table.concat(populations, " ")) -- expect: 11 32 27 33 64 79
