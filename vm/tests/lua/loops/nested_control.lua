-- Loops of all kinds nested in each other with breaks, returns and gotos.
local function primes(limit)
  local result, n = {}, 2
  while #result < limit do
    for _, p in ipairs(result) do
      if p * p > n then break end
      if n % p == 0 then goto composite end
    end
    result[#result + 1] = n
    ::composite::
    n = n + 1
  end
  return result
end
print(table.concat(primes(12), " ")) -- expect: 2 3 5 7 11 13 17 19 23 29 31 37
local function pythagoras(limit)
  for c = 1, limit do
    for b = 1, c do
      local a = 0
      repeat
        a = a + 1
        if a * a + b * b == c * c then return a, b, c end
      until a >= b
    end
  end
end
print(pythagoras(20)) -- expect: 3	4	5
local steps = 0
for i = 1, 3 do
  local j = 0
  while true do
    j = j + 1
    repeat
      steps = steps + 1
      if steps % 2 == 0 then break end
    until true
    if j > i then break end
  end
end
print(steps) -- expect: 9
local collatz, n, length = {}, 27, 0
while n ~= 1 do
  if n % 2 == 0 then n = n // 2 else n = 3 * n + 1 end
  length = length + 1
  collatz[n] = true
end
print(length, collatz[9232]) -- expect: 111	true
local sorted = { 5, 2, 9, 1 }
for i = 2, #sorted do
  local x, j = sorted[i], i - 1
  while j > 0 and sorted[j] > x do sorted[j + 1] = sorted[j] j = j - 1 end
  sorted[j + 1] = x
end
print(table.concat(sorted, " ")) -- expect: 1 2 5 9
