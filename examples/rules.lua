-- Pricing rules of a shop. The host calls `price(order)`; `tax_rate` and `log` are functions of the host.
local Money = {}
Money.__index = Money
Money.__add = function(a, b) return setmetatable({ cents = a.cents + b.cents }, Money) end
Money.__sub = function(a, b) return setmetatable({ cents = a.cents - b.cents }, Money) end
Money.__mul = function(a, factor) return setmetatable({ cents = math.floor(a.cents * factor + 0.5) }, Money) end
Money.__lt = function(a, b) return a.cents < b.cents end
Money.__tostring = function(a) return string.format("%d.%02d EUR", a.cents // 100, a.cents % 100) end
local function money(cents) return setmetatable({ cents = cents }, Money) end

-- Each rule yields the discounts it grants, so a rule may grant none or many.
local rules = {
  bulk = function(order)
    for _, line in ipairs(order.lines) do
      if line.quantity >= 10 then
        coroutine.yield("10 % off " .. line.name, money(line.cents) * line.quantity * 0.1)
      end
    end
  end,
  loyalty = function(order, total)
    if order.customer.since and order.customer.since < 2020 then
      coroutine.yield("loyalty since " .. order.customer.since, total * 0.05)
    end
  end,
  voucher = function(order)
    local percent = order.voucher and order.voucher:match("^SAVE(%d+)$")
    if percent then coroutine.yield("voucher " .. order.voucher, money(100) * tonumber(percent)) end
  end,
}

local function price(order)
  local total, notes = money(0), {}
  for _, line in ipairs(order.lines) do total = total + money(line.cents) * line.quantity end
  local names = {}
  for name in pairs(rules) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    for text, discount in coroutine.wrap(function() rules[name](order, total) end) do
      if total < discount then error({ code = "DISCOUNT_TOO_LARGE", rule = name }) end
      total = total - discount
      notes[#notes + 1] = string.format("%-8s %-28s -%s", name, text, discount)
    end
  end
  local rate = tax_rate(order.customer.country)
  log(string.format("priced %d lines, tax %.0f %%", #order.lines, rate * 100))
  return { net = tostring(total), gross = tostring(total * (1 + rate)), notes = notes }
end

return { price = price }
