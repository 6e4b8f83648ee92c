-- Arithmetic on integers of any size: factorials, powers, Fibonacci numbers and division.
local Big = {}
Big.__index = Big
local BASE, DIGITS = 10 ^ 7 | 0, 7
local function trim(a) while #a > 1 and a[#a] == 0 do a[#a] = nil end if #a == 1 and a[1] == 0 then a.sign = 1 end return a end
local function new(x)
  if getmetatable(x) == Big then return x end
  local a, s = setmetatable({ sign = 1 }, Big), tostring(x)
  if s:sub(1, 1) == "-" then a.sign, s = -1, s:sub(2) end
  assert(s:match "^%d+$", "not an integer")
  for i = #s, 1, -DIGITS do a[#a + 1] = tonumber(s:sub(math.max(1, i - DIGITS + 1), i)) end
  return trim(a)
end
local function compare(a, b)
  if #a ~= #b then return #a < #b and -1 or 1 end
  for i = #a, 1, -1 do if a[i] ~= b[i] then return a[i] < b[i] and -1 or 1 end end
  return 0
end
local function add(a, b)
  local r, carry = setmetatable({ sign = 1 }, Big), 0
  for i = 1, math.max(#a, #b) do
    local s = (a[i] or 0) + (b[i] or 0) + carry
    r[i], carry = s % BASE, s // BASE
  end
  if carry > 0 then r[#r + 1] = carry end
  return r
end
local function subtract(a, b)
  local r, borrow = setmetatable({ sign = 1 }, Big), 0
  for i = 1, #a do
    local s = a[i] - (b[i] or 0) - borrow
    borrow = s < 0 and 1 or 0
    r[i] = s + borrow * BASE
  end
  return trim(r)
end
local function signed(r, sign) r.sign = sign return trim(r) end
Big.__add = function(a, b)
  a, b = new(a), new(b)
  if a.sign == b.sign then return signed(add(a, b), a.sign) end
  if compare(a, b) >= 0 then return signed(subtract(a, b), a.sign) end
  return signed(subtract(b, a), b.sign)
end
Big.__unm = function(a) return signed(table.move(a, 1, #a, 1, setmetatable({}, Big)), -a.sign) end
Big.__sub = function(a, b) return new(a) + -new(b) end
Big.__mul = function(a, b)
  a, b = new(a), new(b)
  local r = setmetatable({ sign = a.sign * b.sign }, Big)
  for i = 1, #a + #b do r[i] = 0 end
  for i = 1, #a do
    local carry = 0
    for j = 1, #b do
      local s = r[i + j - 1] + a[i] * b[j] + carry
      r[i + j - 1], carry = s % BASE, s // BASE
    end
    r[i + #b] = r[i + #b] + carry
  end
  return trim(r)
end
local function divide(a, b)
  if compare(b, new(0)) == 0 then error("division by zero", 0) end
  local q, r = setmetatable({ sign = 1 }, Big), new(0)
  for i = #a, 1, -1 do
    table.insert(r, 1, a[i])
    trim(r)
    local low, high = 0, BASE - 1
    while low < high do
      local middle = (low + high + 1) // 2
      if compare(b * new(middle), r) <= 0 then low = middle else high = middle - 1 end
    end
    q[i] = low
    r = subtract(r, b * new(low))
  end
  return trim(q), r
end
Big.__idiv = function(a, b) a, b = new(a), new(b) assert(a.sign == 1 and b.sign == 1) return (divide(a, b)) end
Big.__mod = function(a, b) a, b = new(a), new(b) return (select(2, divide(a, b))) end
Big.__pow = function(a, n) local r = new(1) while n > 0 do if n % 2 == 1 then r = r * a end a, n = a * a, n // 2 end return r end
Big.__eq = function(a, b) return a.sign == b.sign and compare(a, b) == 0 end
Big.__lt = function(a, b) a, b = new(a), new(b) if a.sign ~= b.sign then return a.sign < b.sign end return compare(a, b) == -a.sign end
Big.__le = function(a, b) return not (b < a) end
Big.__tostring = function(a)
  local out = { a.sign < 0 and "-" or "", a[#a] }
  for i = #a - 1, 1, -1 do out[#out + 1] = ("%07d"):format(a[i]) end
  return table.concat(out)
end
Big.__concat = function(a, b) return tostring(a) .. tostring(b) end
local f = new(1)
for i = 2, 30 do f = f * i end
print(f) -- expect: 265252859812191058636308480000000
print(new(2) ^ 128, new(3) ^ 80)
-- expect: 340282366920938463463374607431768211456	147808829414345923316083210206383297601
local a, b = new(0), new(1)
for _ = 1, 150 do a, b = b, a + b end
print(a) -- expect: 9969216677189303386214405760200
print(new "123456789012345678901234567890" + "987654321098765432109876543210", new "1000000000000000000000" - 1)
-- expect: 1111111110111111111011111111100	999999999999999999999
print(new(5) - 7, new(-5) - -7, new(-5) * 3, -new(0), new(10) - 10) -- expect: -2	2	-15	0	0
print((new(2) ^ 100 // (new(2) ^ 60)) == new(2) ^ 40, new(10) ^ 30 // 7, new(10) ^ 30 % 7)
-- expect: true	142857142857142857142857142857	1
print(new "99999999999" < new "100000000000", new(-5) < 3, new(-5) < -4, new(5) <= 5, new(7) == new "7", new(7) > 6)
-- expect: true	true	true	true	true	true
print(pcall(function() return new(1) // 0 end)) -- expect: false	division by zero
local x = new "1000000007" * "998244353"
print(x, x // "1000000007", x % "1000000007", "x = " .. x)
-- expect: 998244359987710471	998244353	0	x = 998244359987710471
local e_digits, term, one = new(0), new(10) ^ 40, new(10) ^ 40
for i = 1, 40 do
  e_digits = e_digits + term
  term = term // i
end
print((tostring(e_digits):gsub("^(%d)", "%1."):sub(1, 32))) -- expect: 2.718281828459045235360287471352
