-- Tables of one constructor begin with the same keys, which are as good as absent until they get a value.
local function record(x, y) return { x = x, y = y } end
local function count(t) local n = 0 for _ in pairs(t) do n = n + 1 end return n end
print(count(record(1, 2)), count(record(nil, 2)), count(record()), next(record())) -- expect: 2	1	0	nil
print(rawequal(record().x, nil), record(false).x, record(1).y) -- expect: true	false	nil
-- Keys that only one way through the constructor stores, and keys stored twice.
local function either(way) return { kind = way and "a" or "b", [way and "left" or "right"] = 1 } end
local a, b = either(true), either(false)
print(a.kind, a.left, a.right, b.kind, b.left, b.right) -- expect: a	1	nil	b	nil	1
local twice = { x = 1, x = 2, y = 3 }
print(twice.x, twice.y, count(twice)) -- expect: 2	3	2
-- A constructor that is left by an error has made nothing that anyone sees; the next one begins anew.
local function failing(fails) return { x = 1, y = fails and error("left", 0) or 2 } end
print(pcall(failing, true)) -- expect: false	left
print(failing(false).y, count(failing(false))) -- expect: 2	2
-- A later key, more keys than there was room for, and items beside fields.
local grown = record(1, 2)
for i = 1, 20 do grown["k" .. i] = i end
grown.x = nil
print(count(grown), grown.k20, grown.x, grown.y) -- expect: 21	20	nil	2
local mixed = { 1, 2, name = "n", 3 }
print(#mixed, mixed.name, count(mixed)) -- expect: 3	n	4
-- A key without a value is absent for metamethods, too.
local log = {}
local watched = setmetatable({ x = nil, y = 1 }, {
  __index = function(_, k) return k .. "?" end,
  __newindex = function(t, k, v) log[#log + 1] = k rawset(t, k, v) end,
})
print(watched.x, watched.y) -- expect: x?	1
watched.x, watched.y = 5, 6
print(watched.x, watched.y, #log, log[1]) -- expect: 5	6	1	x
-- A metatable made by a constructor learns of events that come later, though their keys have been waiting.
local function metatable(add) return { __add = add, __sub = add } end
local meta = metatable(nil)
local object = setmetatable({}, meta)
print((pcall(function() return object + 1 end))) -- expect: false
meta.__add = function() return "sum" end
print(object + 1) -- expect: sum
-- The same with another event, whose absence is remembered.
local absent = { __index = nil, __newindex = nil }
local child = setmetatable({}, absent)
child.first = 1
print(child.first, child.second) -- expect: 1	nil
absent.__index = { second = 2 }
absent.__newindex = function(t, k, v) rawset(t, k, v * 10) end
child.third = 3
print(child.second, child.third) -- expect: 2	30
-- Functions of code that is gone leave tables whose keys live on.
local made = {}
for i = 1, 50 do
  made[i] = load("local v = ... return { alpha" .. i .. " = v, beta" .. i .. " = nil }")(i)
  if i % 10 == 0 then collectgarbage() end
end
collectgarbage()
local sum = 0
for i = 1, 50 do
  made[i]["beta" .. i] = 1
  sum = sum + made[i]["alpha" .. i] + made[i]["beta" .. i]
end
print(sum, count(made[7])) -- expect: 1325	2
