-- A local function can refer to itself; a function assigned to a local cannot.
local function factorial(n) return n <= 1 and 1 or n * factorial(n - 1) end
print(factorial(10)) -- expect: 3628800
local fact = function(n) return fact == nil and "no self" or "self" end
print(fact()) -- expect: no self
local even, odd
function even(n) if n == 0 then return true end return odd(n - 1) end
function odd(n) if n == 0 then return false end return even(n - 1) end
print(even(10), odd(7), even(7)) -- expect: true	true	false
local old = factorial
local function factorial(n) return "shadowed " .. tostring(old(n)) end
print(factorial(3)) -- expect: shadowed 6
local function outer()
  local function inner() return inner ~= nil and outer ~= nil end
  return inner()
end
print(outer()) -- expect: true
-- The name refers to the variable, so changing the variable changes the recursion.
local function count(n) return n == 0 and "done" or count(n - 1) end
local saved = count
count = function() return "replaced" end
print(saved(0), saved(3)) -- expect: done	replaced
