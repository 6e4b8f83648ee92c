-- The length of a table with holes is the reference's choice where a constructor or extra arguments made its array.
local load, unpack, pack = loadstring or load, unpack or table.unpack, table.pack or function(...) return { ... } end
local function collected(...) return { ... } end
local function behind(...) return { 0, ... } end
local function named(...) return { ..., n = 0 } end

-- Every way to leave holes in a list of so many items, as text.
local function lists(size)
  local number = -1
  return function()
    number = number + 1
    if number >= 2 ^ size then return nil end
    local items, rest = {}, number
    for position = 1, size do
      items[position] = rest % 2 == 0 and tostring(position) or "nil"
      rest = math.floor(rest / 2)
    end
    return table.concat(items, ",")
  end
end

local function made(source, ...) return assert(load("return " .. source))(...) end

-- The lengths of all these lists, each in one digit.
local function lengths(size, make)
  local found = {}
  for items in lists(size) do found[#found + 1] = ("%d"):format(#make(items)) end
  return table.concat(found)
end
local function constructed(items) return made("{" .. items .. "}") end
local function with_fields(items) return made("{x = 1, " .. items .. ", y = 2}") end
local function passed(to) return function(items) return made("(...)(" .. items .. ")", to) end end
for size = 1, 4 do print(lengths(size, constructed)) end
-- expect: 10
-- expect: 2010
-- expect: 30102010
-- expect: 4410221033102210
print(lengths(5, constructed))
-- expect: 55102210331022104410221033102210
print(lengths(6, constructed) == lengths(6, with_fields)) -- expect: true
for _, to in ipairs { collected, pack } do
  for size = 1, 7 do assert(lengths(size, passed(to)) == lengths(size, constructed)) end
end
print(lengths(3, passed(behind)), lengths(3, passed(named)))
-- expect: 41213121	10101010

-- What functions make of such a list.
local function used(items)
  local t = constructed(items)
  local before, unpacked, counted = #t, select("#", unpack(t)), 0
  for _ in ipairs(t) do counted = counted + 1 end
  table.insert(t, "x")
  local inserted = #t
  local removed = table.remove(t)
  return table.concat({ before, unpacked, counted, inserted, tostring(removed), #t }) .. " "
end
for size = 2, 4 do
  local found = {}
  for items in lists(size) do found[#found + 1] = used(items) end
  print(table.concat(found))
end
-- expect: 2223x2 000221 1112x1 0001x0 
-- expect: 3334x3 000332 111332 0001x0 2223x2 000221 1112x1 0001x0 
-- expect: 4445x4 4405x4 111443 0001x0 222443 220443 1112x1 0001x0 3334x3 3304x3 111332 0001x0 2223x2 2203x2 1112x1 0001x0 

-- The length after items came and went where the array has room for them.
local seed = 1
local function random(limit)
  seed = seed * 16807 % 2147483647
  return seed % limit + 1
end
local function many(largest, holes)
  local size, t = random(largest), {}
  for position = 1, size do t[position] = random(holes) > 1 and tostring(position) or "nil" end
  return constructed(table.concat(t, ",")), size
end
for _, largest in ipairs { 12, 60, 300 } do
  local sum = 0
  for _ = 1, 200 do
    local t, size = many(largest, 4)
    sum = sum * 31 % 1000003 + #t
    t, size = many(largest, 4)
    for step = 1, random(8) do t[random(size)] = random(2) > 1 and step or nil end
    sum = sum * 31 % 1000003 + #t
  end
  print(("%d"):format(sum))
end
-- expect: 530125
-- expect: 401785
-- expect: 497062

-- A table that has grown from nothing.
local t = {}
t[1], t[2], t[4] = 1, 2, 4
local sparse = {}
sparse[1], sparse[3] = 1, 3
local far = { 1, 2, 3 }
far[5] = 5
print(#t, #sparse, #far, #{ [1] = 1, [3] = 3 })
-- expect: 2	1	3	1

-- A table whose first key is 2, in an array that a constructor has made or not.
local function few(table) table[2] = 5 return #table end
print(few {}, few { nil }, few(collected()), few { 1 }, few(collected(1)), few(collected(nil)))
-- expect: 0	0	0	2	2	0
