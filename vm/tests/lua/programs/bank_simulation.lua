-- Accounts with transactions, rollback on errors, interest and an audit log.
local Account = {}
Account.__index = Account
Account.__name = "Account"
function Account.new(owner, balance) return setmetatable({ owner = owner, balance = balance or 0, history = {} }, Account) end
local InsufficientFunds = {}
InsufficientFunds.__index = InsufficientFunds
InsufficientFunds.__tostring = function(e) return ("%s lacks %d"):format(e.owner, e.missing) end
function Account:deposit(amount)
  if math.type(amount) ~= "integer" or amount <= 0 then error("amount must be a positive integer", 2) end
  self.balance = self.balance + amount
  self.history[#self.history + 1] = amount
end
function Account:withdraw(amount)
  if amount > self.balance then error(setmetatable({ owner = self.owner, missing = amount - self.balance }, InsufficientFunds)) end
  self.balance = self.balance - amount
  self.history[#self.history + 1] = -amount
end
local Bank = { accounts = {}, log = {} }
function Bank:open(owner, balance) local a = Account.new(owner, balance) self.accounts[owner] = a return a end
function Bank:transaction(name, f, ...)
  local saved = {}
  for owner, a in pairs(self.accounts) do saved[owner] = { a.balance, #a.history } end
  local results = table.pack(pcall(f, ...))
  if not results[1] then
    for owner, a in pairs(self.accounts) do
      a.balance = saved[owner][1]
      for i = #a.history, saved[owner][2] + 1, -1 do a.history[i] = nil end
    end
    self.log[#self.log + 1] = name .. " rolled back: " .. tostring(results[2]):gsub("^[^:]+:%d+: ", "")
    return false
  end
  self.log[#self.log + 1] = name .. " done"
  return table.unpack(results, 2, results.n)
end
function Bank:transfer(from, to, amount)
  return self:transaction(("transfer %s->%s %s"):format(from, to, amount), function()
    local target = self.accounts[to]
    self.accounts[from]:withdraw(amount)
    if not target then error("no account " .. to, 0) end
    target:deposit(amount)
    return self.accounts[from].balance, target.balance
  end)
end
function Bank:total() local sum = 0 for _, a in pairs(self.accounts) do sum = sum + a.balance end return sum end
Bank:open("ann", 100)
Bank:open("bob", 50)
Bank:open "cid"
print(Bank:total()) -- expect: 150
print(Bank:transfer("ann", "bob", 30)) -- expect: 70	80
print(Bank:transfer("bob", "cid", 1000)) -- expect: false
print(Bank:transfer("ann", "dan", 10)) -- expect: false
print(Bank:transfer("ann", "cid", 70)) -- expect: 0	70
print(Bank:transfer("cid", "bob", 1.5)) -- expect: false
print(Bank.accounts.ann.balance, Bank.accounts.bob.balance, Bank.accounts.cid.balance, Bank:total())
-- expect: 0	80	70	150
print(Bank:transaction("interest", function(rate)
  local paid = 0
  for _, owner in ipairs { "ann", "bob", "cid" } do
    local interest = Bank.accounts[owner].balance * rate // 100
    if interest > 0 then Bank.accounts[owner]:deposit(interest) paid = paid + interest end
  end
  return paid
end, 5)) -- expect: 7
print(Bank:transaction("bulk", function()
  for i = 1, 10 do Bank.accounts.bob:withdraw(i * 5) end
end)) -- expect: false
print(table.concat(Bank.accounts.bob.history, " "), Bank.accounts.bob.balance) -- expect: 30 4	84
-- Clients as coroutines that take turns.
local function client(owner, moves)
  return coroutine.wrap(function()
    for _, m in ipairs(moves) do coroutine.yield(true, Bank:transfer(owner, m[1], m[2])) end
  end)
end
local clients = { client("bob", { { "ann", 20 }, { "cid", 20 } }), client("cid", { { "ann", 40 } }), client("ann", { { "bob", 500 }, { "bob", 5 } }) }
while #clients > 0 do
  for i = #clients, 1, -1 do if not clients[i]() then table.remove(clients, i) end end
end
for _, line in ipairs(Bank.log) do print(line) end
-- expect: transfer ann->bob 30 done
-- expect: transfer bob->cid 1000 rolled back: bob lacks 920
-- expect: transfer ann->dan 10 rolled back: no account dan
-- expect: transfer ann->cid 70 done
-- expect: transfer cid->bob 1.5 rolled back: amount must be a positive integer
-- expect: interest done
-- expect: bulk rolled back: bob lacks 21
-- expect: transfer ann->bob 500 rolled back: ann lacks 500
-- expect: transfer cid->ann 40 done
-- expect: transfer bob->ann 20 done
-- expect: transfer ann->bob 5 done
-- expect: transfer bob->cid 20 done
print(Bank.accounts.ann.balance, Bank.accounts.bob.balance, Bank.accounts.cid.balance, Bank:total())
-- expect: 55	49	53	157
