-- Compiles a megabyte of realistic source text again and again, without running it
local N = tonumber((...)) or 14
local template = [[
-- Module NAME: keeps a list of accounts and reports on them.
local NAME = { count = 0, limit = 1000, title = "The NAME module" }
NAME.__index = NAME
local format, insert = string.format, table.insert
local defaults = { colour = "red", size = 10.5, [1] = true, nested = { 1, 2, 3; x = 0x1F, y = -2e-3 } }
function NAME.new(owner, balance)
  local self = setmetatable({ owner = owner, balance = balance or 0, history = {} }, NAME)
  NAME.count = NAME.count + 1
  return self
end
function NAME:deposit(amount, ...)
  if type(amount) ~= "number" or amount <= 0 then
    error(format("bad amount %s for '%s'", tostring(amount), self.owner), 2)
  elseif self.balance + amount > NAME.limit * 2 ^ 3 then
    return nil, "limit\treached\n"
  end
  self.balance = self.balance + amount
  insert(self.history, { kind = "deposit", amount = amount, note = select("#", ...) > 0 and (...) or nil })
  return self.balance
end
local function visit(tree, depth)
  local total, widest = 0, 0
  for index, node in ipairs(tree) do
    if not node.hidden and (node.size or 0) >= 1 then
      local size, width = visit(node, depth + 1)
      total = total + size * (index % 2 == 0 and 1 or -1)
      widest = width > widest and width or widest
    end
  end
  while depth > 10 do depth = depth // 2; total = total ~ depth << 3 & 0xff end
  repeat local done = total < 100; total = total - 7 until done
  return total + tree.size, widest
end
function NAME:report(out, ...)
  for i = #self.history, 1, -1 do
    local entry = self.history[i]
    out[#out + 1] = i .. ": " .. entry.kind .. " of " .. entry.amount .. (entry.note and " (" .. entry.note .. ")" or "")
    if i % 100 == 0 then goto skip end
    out.last = function(extra) NAME.count = NAME.count - 1; return self.owner, entry, extra, visit(defaults.nested, i) end
    ::skip::
  end
  return table.concat(out, "\n", 1, math.min(#out, 20)), ...
end
]]
local pieces, size = {}, 0
while size < 1000000 do
  local piece = "do\n" .. template:gsub("NAME", "Module" .. #pieces) .. "end\n"
  pieces[#pieces + 1] = piece
  size = size + #piece
end
local source = table.concat(pieces)
for _ = 1, N do assert(load(source, "=source")) end
print(size, #pieces)
