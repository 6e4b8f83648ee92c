local counter = 0
local function count()
  counter = counter + 1
  return counter
end
local function outer(a)
  return function(b)
    return function() return a + b + counter end
  end
end
local function even(n) return n == 0 or odd(n - 1) end
