-- Weak keys vanish with their values when nothing else holds them.
local function count(t) local n = 0 for _ in pairs(t) do n = n + 1 end return n end
local attributes = setmetatable({}, { __mode = "k" })
local kept = {}
local function fill()
  for i = 1, 50 do
    local object = {}
    attributes[object] = "attribute " .. i
    if i <= 5 then kept[i] = object end
  end
end
fill()
attributes.string, attributes[1], attributes[true] = {}, {}, {}
collectgarbage()
print(count(attributes), attributes[kept[1]], attributes[kept[5]]) -- expect: 8	attribute 1	attribute 5
kept[2] = nil
collectgarbage()
print(count(attributes), attributes[kept[1]]) -- expect: 7	attribute 1
kept = nil
collectgarbage()
print(count(attributes), type(attributes.string), type(attributes[1]), type(attributes[true]))
-- expect: 3	table	table	table
-- Private data attached to objects from outside.
local private = setmetatable({}, { __mode = "k" })
local function account(balance) local self = {} private[self] = { balance = balance } return self end
local function deposit(self, n) private[self].balance = private[self].balance + n return private[self].balance end
local a, b = account(10), account(20)
collectgarbage()
print(deposit(a, 5), deposit(b, 5), count(private), next(a)) -- expect: 15	25	2	nil
a = nil
collectgarbage()
print(count(private), deposit(b, 1)) -- expect: 1	26
