-- A class of rational numbers with every arithmetic and comparison operator.
local Rational = {}
Rational.__index = Rational
local function gcd(a, b) while b ~= 0 do a, b = b, a % b end return a end
local function new(n, d)
  d = d or 1
  if d < 0 then n, d = -n, -d end
  local g = gcd(math.abs(n), d)
  return setmetatable({ n = n // g, d = d // g }, Rational)
end
local function coerce(x) return math.type(x) == "integer" and new(x) or x end
local function binary(f) return function(a, b) return f(coerce(a), coerce(b)) end end
Rational.__add = binary(function(a, b) return new(a.n * b.d + b.n * a.d, a.d * b.d) end)
Rational.__sub = binary(function(a, b) return new(a.n * b.d - b.n * a.d, a.d * b.d) end)
Rational.__mul = binary(function(a, b) return new(a.n * b.n, a.d * b.d) end)
Rational.__div = binary(function(a, b) return new(a.n * b.d, a.d * b.n) end)
Rational.__unm = function(a) return new(-a.n, a.d) end
Rational.__pow = function(a, k) return new(a.n ^ k // 1 | 0, a.d ^ k // 1 | 0) end
Rational.__idiv = binary(function(a, b) return (a.n * b.d) // (a.d * b.n) end)
Rational.__mod = binary(function(a, b) return a - b * (a // b) end)
Rational.__eq = function(a, b) return a.n == b.n and a.d == b.d end
Rational.__lt = binary(function(a, b) return a.n * b.d < b.n * a.d end)
Rational.__le = binary(function(a, b) return a.n * b.d <= b.n * a.d end)
Rational.__tostring = function(a) return a.d == 1 and tostring(a.n) or a.n .. "/" .. a.d end
Rational.__concat = function(a, b) return tostring(a) .. tostring(b) end
Rational.__len = function(a) return a.d end
local half, third = new(1, 2), new(1, 3)
print(half + third, half - third, half * third, half / third, -half) -- expect: 5/6	1/6	1/6	3/2	-1/2
print(half + 1, 1 - half, half * 4, 3 / half, half ^ 3, new(7, 2) // half, new(7, 2) % new(2))
-- expect: 3/2	1/2	2	6	1/8	7	3/2
print(half == new(2, 4), half == third, half < third, half > third, half <= new(3, 6), half < 1, 0 < third)
-- expect: true	false	false	true	true	true	true
print("half is " .. half .. " and third " .. third, #third, tostring(new(6, 3)))
-- expect: half is 1/2 and third 1/3	3	2
local sum = new(0)
for i = 1, 10 do sum = sum + new(1, i) end
print(sum, sum > 2, sum < 3) -- expect: 7381/2520	true	true
local list = { new(3, 4), new(1, 8), new(1, 2), new(2, 3) }
table.sort(list)
print(list[1], list[2], list[3], list[4], math.max(table.unpack(list))) -- expect: 1/8	1/2	2/3	3/4	3/4
