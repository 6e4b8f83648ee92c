-- Methods get the object before the colon as a hidden first parameter.
local account = { balance = 0 }
function account:deposit(amount) self.balance = self.balance + amount return self end
function account.describe(self) return "balance " .. self.balance end
print(account:deposit(10):deposit(5):describe()) -- expect: balance 15
local other = { balance = 100, deposit = account.deposit, describe = account.describe }
print(other:deposit(1).balance, account.balance, account.describe(other)) -- expect: 101	15	balance 101
-- The object expression is evaluated once.
local evaluations = 0
local function get() evaluations = evaluations + 1 return account end
get():deposit(1)
print(evaluations, account.balance) -- expect: 1	16
local s = { up = function(self, ...) return type(self), select("#", ...) end }
print(s:up(), s:up(nil), s:up(1, 2, 3)) -- expect: table	table	table	3
function s:defines() function self.added() return "added" end return self.added() end
print(s:defines(), s.added()) -- expect: added	added
-- self is an ordinary local name.
function s:shadow() local self = "shadowed" return self end
print(s:shadow()) -- expect: shadowed
function s.explicit(self) return self == s end
print(s:explicit(), s.explicit(s), s.explicit()) -- expect: true	true	false
print(#("x"):rep(3, ","), ("a,b"):find(",", 1, true)) -- expect: 5	2	2
