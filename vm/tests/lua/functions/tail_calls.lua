-- A tail call uses no stack, however many follow each other.
local function count(n, total)
  if n == 0 then return total end
  return count(n - 1, total + 1)
end
print(count(1000000, 0)) -- expect: 1000000
local even, odd
function even(n) if n == 0 then return "even" else return odd(n - 1) end end
function odd(n) if n == 0 then return "odd" else return even(n - 1) end end
print(even(100001)) -- expect: odd
local object = { n = 0 }
function object:down(n) self.n = self.n + 1 if n > 0 then return self:down(n - 1) end return self.n end
print(object:down(50000)) -- expect: 50001
local function vararg(n, ...) if n == 0 then return select("#", ...), ... end return vararg(n - 1, ...) end
print(vararg(50000, "a", nil, "c")) -- expect: 3	a	nil	c
local callable = setmetatable({}, { __call = function(self, n) if n == 0 then return "called" end return self(n - 1) end })
print(callable(50000)) -- expect: called
local function through_pcall(n) if n == 0 then return "deep" end return select(2, pcall(through_pcall, n - 1)) end
print(through_pcall(50)) -- expect: deep
local function tail_of_builtin(t) return table.unpack(t) end
print(tail_of_builtin { 1, 2, 3 }) -- expect: 1	2	3
print((function() return (count(3, 0)) end)()) -- expect: 3
