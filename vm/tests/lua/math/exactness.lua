-- Results that are exact in theory are exact in practice.
print(0.1 + 0.2 == 0.3, 0.5 + 0.25 == 0.75, 1e16 + 1 == 1e16, 2^53 + 1.0 == 2^53) -- expect: false	true	true	true
local sum = 0.0
for _ = 1, 10 do sum = sum + 0.1 end
print(sum == 1.0, sum, math.abs(sum - 1) < 1e-15) -- expect: false	0.99999999999999989	true
print(3 * (1 / 3) == 1, 49 * (1 / 49) == 1, (1 / 3) * 3, (1 / 49) * 49) -- expect: true	false	1.0	0.99999999999999989
print(7 // 0.1, 1 // 0.1, 0.3 // 0.1, 0.3 % 0.1, 1 % 0.1)
-- expect: 70.0	10.0	2.0	0.099999999999999978	0.09999999999999995
print(5.0 == 5, 2^31 | 0, (2^31 + 0.0) // 1 | 0, math.tointeger(1e15), 1e15 // 1 | 0)
-- expect: true	2147483648	2147483648	1000000000000000	1000000000000000
print(10 // 3 * 3 + 10 % 3, -10 // 3 * 3 + -10 % 3, 10.5 // 3 * 3 + 10.5 % 3) -- expect: 10	-10	10.5
print(math.floor(-3.5), math.ceil(-3.5), -3.5 // 1, math.floor(3.5 + 0.5), (2.5 + 0.5) // 1)
-- expect: -4	-3	-4.0	4	3.0
local function round(x) return x >= 0 and math.floor(x + 0.5) or math.ceil(x - 0.5) end
print(round(2.4), round(2.5), round(-2.5), round(-2.4), round(0.49999999999999994)) -- expect: 2	3	-3	-2	1
local function gcd(a, b) while b ~= 0 do a, b = b, a % b end return a end
print(gcd(48, 36), gcd(math.maxinteger, 7), gcd(2^40 | 0, 1 << 20)) -- expect: 12	7	1048576
local function is_prime(n) for i = 2, math.floor(math.sqrt(n)) do if n % i == 0 then return false end end return n > 1 end
local primes = 0
for i = 1, 1000 do if is_prime(i) then primes = primes + 1 end end
print(primes) -- expect: 168
local n, pi = 1000, 0
for k = 0, n do pi = pi + (-1) ^ k / (2 * k + 1) end
print(math.abs(pi * 4 - math.pi) < 1e-3) -- expect: true
