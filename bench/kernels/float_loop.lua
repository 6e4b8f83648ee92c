-- Arithmetic on floats in nested loops.
local inside = 0
for row = 1, 24 do
  for column = 1, 24 do
    local x, y, a, b, n = 0.0, 0.0, column / 12 - 1.5, row / 12 - 1.0, 0
    while n < 50 and x * x + y * y < 4.0 do x, y, n = x * x - y * y + a, 2 * x * y + b, n + 1 end
    if n == 50 then inside = inside + 1 end
  end
end
assert(inside > 0)
