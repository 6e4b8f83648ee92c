-- Deep recursion works up to a limit, then gives an error that can be caught.
local function depth(n) if n == 0 then return 0 end return 1 + depth(n - 1) end
print(depth(10000)) -- expect: 10000
local function fib(n) return n < 2 and n or fib(n - 1) + fib(n - 2) end
print(fib(20)) -- expect: 6765
local function ackermann(m, n)
  if m == 0 then return n + 1 end
  if n == 0 then return ackermann(m - 1, 1) end
  return ackermann(m - 1, ackermann(m, n - 1))
end
print(ackermann(2, 5)) -- expect: 13
local function endless() return 1 + endless() end
local ok, message = pcall(endless)
print(ok, message:find("stack overflow", 1, true) ~= nil) -- expect: false	true
-- After the error everything works as before.
print(depth(5000), select(2, pcall(depth, 100))) -- expect: 5000	100
local y = function(f) return (function(x) return x(x) end)(function(x) return f(function(n) return x(x)(n) end) end) end
print(y(function(self) return function(n) return n == 0 and 1 or n * self(n - 1) end end)(15))
-- expect: 1307674368000
