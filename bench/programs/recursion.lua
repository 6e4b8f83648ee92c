-- Deep and wide recursion: Ackermann, Takeuchi, Hanoi, and a non-tail sum
local N = tonumber((...)) or 8
local function ackermann(m, n)
  if m == 0 then return n + 1 end
  if n == 0 then return ackermann(m - 1, 1) end
  return ackermann(m - 1, ackermann(m, n - 1))
end
local function takeuchi(x, y, z)
  if y >= x then return z end
  return takeuchi(takeuchi(x - 1, y, z), takeuchi(y - 1, z, x), takeuchi(z - 1, x, y))
end
local moves = 0
local function hanoi(n, from, to, via)
  if n == 0 then return end
  hanoi(n - 1, from, via, to)
  moves = moves + 1
  hanoi(n - 1, via, to, from)
end
local function sum(n) if n == 0 then return 0 end return n + sum(n - 1) end
hanoi(18, "a", "b", "c")
local total = 0
for _ = 1, 1000 do total = total + sum(5000) end
print(ackermann(3, N), takeuchi(18, 12, 6), moves, total)
