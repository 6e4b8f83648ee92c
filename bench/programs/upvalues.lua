-- Closures that read and write shared upvalues
local N = tonumber((...)) or 3500000
local function account(balance)
  local log = 0
  local function deposit(amount) balance = balance + amount; log = log + 1 end
  local function withdraw(amount) if amount > balance then return false end balance = balance - amount; log = log + 1 return true end
  return deposit, withdraw, function() return balance, log end
end
local deposit, withdraw, state = account(100)
local refused = 0
for i = 1, N do
  deposit(i % 7)
  if not withdraw(i % 11) then refused = refused + 1 end
end
local function adder(a) return function(b) return function(c) return a + b + c end end end
local sum = 0
for i = 1, N // 8 do sum = sum + adder(i)(1)(2) end
print(refused, sum, state())
