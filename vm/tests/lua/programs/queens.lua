-- All solutions of the queens problem for small boards, by backtracking and with bits.
local function solve(n, visit)
  local columns, up, down, count, places = {}, {}, {}, 0, {}
  local function place(row)
    if row > n then
      count = count + 1
      if visit then visit(places) end
      return
    end
    for c = 1, n do
      if not (columns[c] or up[row + c] or down[row - c]) then
        columns[c], up[row + c], down[row - c], places[row] = true, true, true, c
        place(row + 1)
        columns[c], up[row + c], down[row - c] = nil, nil, nil
      end
    end
  end
  place(1)
  return count
end
local function count_bits(n)
  local full, count = (1 << n) - 1, 0
  local function place(columns, left, right)
    if columns == full then count = count + 1 return end
    local free = full & ~(columns | left | right)
    while free ~= 0 do
      local bit = free & -free
      free = free ~ bit
      place(columns | bit, (left | bit) << 1 & full, (right | bit) >> 1)
    end
  end
  place(0, 0, 0)
  return count
end
for n = 1, 7 do
  local a, b = solve(n), count_bits(n)
  assert(a == b)
  io.write(n, ":", a, " ")
end
print(count_bits(8)) -- expect: 1:1 2:0 3:0 4:2 5:10 6:4 7:40 92
local first
solve(8, function(places) first = first or table.concat(places, " ") end)
print(first) -- expect: 1 5 8 6 3 7 2 4
local printed = false
solve(6, function(places)
  if printed then return end
  printed = true
  for row = 1, 6 do
    print(("."):rep(places[row] - 1) .. "Q" .. ("."):rep(6 - places[row]))
  end
end)
-- expect: .Q....
-- expect: ...Q..
-- expect: .....Q
-- expect: Q.....
-- expect: ..Q...
-- expect: ....Q.
-- The first solution of a larger board through a coroutine that is then dropped.
local co = coroutine.wrap(function() solve(10, function(p) coroutine.yield(table.concat(p, ",")) end) end)
print(co()) -- expect: 1,3,6,8,10,5,9,2,4,7
print(co()) -- expect: 1,3,6,9,7,10,4,2,5,8
