-- Floats as keys: those that stand for integers reach the same items, and others are keys of their own.


local list = {}
for i = 1.0, 20.0 do list[i] = "item " .. string.format("%d", i) end
print(list[1], list[20], list[21], #list == 20)
-- expect: item 1	item 20	nil	true
local one, last, beyond, nothing = 1.0, 20.0, 21.0, 0.0
print(list[one], list[last], list[beyond], list[nothing], list[-nothing], list[-one])
-- expect: item 1	item 20	nil	nil	nil	nil
print(list[one + 0.5], list[last / 3], list[1 / 0], list[-1 / 0], list[0 / 0])
-- expect: nil	nil	nil	nil	nil

-- Keys beside the array: zero in both forms, large ones, and what an integer cannot be.
local keys = {0.0, -0.0, -1.0, 4294967295.0, 4294967296.0, 4294967297.0, 2.0 ^ 53, 2.0 ^ 63, -2.0 ^ 63, 1e300, 1 / 0, 0.5}
local sparse = {}
for i, key in ipairs(keys) do sparse[key] = i end
local found = {}
for i, key in ipairs(keys) do found[i] = sparse[key] end
print(table.concat(found, " "))
-- expect: 2 2 3 4 5 6 7 8 9 10 11 12
print((pcall(function() sparse[0 / 0] = 1 end)))
-- expect: false

-- Every type of value goes in and out.
local object = {}
for _, value in ipairs { true, "text", 1.5, object, print } do
  list[last] = value
  print(list[last] == value and rawequal(list[20], value))
end
-- expect: true
-- expect: true
-- expect: true
-- expect: true
-- expect: true
list[last] = false
print(list[last])
-- expect: false
list[last] = nil
print(list[last], list[20])
-- expect: nil	nil
list[one], list[one + 1] = true, nil
print(list[1], list[2], list[one], list[one + 1])
-- expect: true	nil	true	nil
list[one] = 0
list[one] = list[one] + 1
print(list[one] == 1)
-- expect: true

-- Metamethods see the key as it was given, and only where the item is absent.
local seen = {}
local watched = setmetatable({"first"}, {
  __index = function(_, key) seen[#seen + 1] = "read " .. tostring(key == 3) return key end,
  __newindex = function(t, key, value) seen[#seen + 1] = "write " .. tostring(key == 2) rawset(t, key, value) end,
})
local two, three = 2.0, 3.0
print(watched[one], watched[three] == 3)
-- expect: first	true
watched[one] = "other"
watched[two] = "new"
watched[two] = "newer"
print(watched[1], watched[2], table.concat(seen, ", "))
-- expect: other	newer	read true, write true
local inherits = setmetatable({}, {__index = {"a", "b"}})
print(inherits[one], inherits[two], inherits[three])
-- expect: a	b	nil
setmetatable(inherits, nil)
print(inherits[one])
-- expect: nil

-- Items of an array that has been traced already keep what is stored in them.
local old = {}
for i = 1, 100 do old[i] = false end
collectgarbage()
for i = 1.0, 100.0 do
  old[i] = {i}
  if i % 10.0 == 0 then collectgarbage("step") end
end
collectgarbage()
local sum = 0
for i = 1, 100 do sum = sum + old[i][1] end
print(sum == 5050)
-- expect: true

-- Other types of keys take the same way.
local mixed = {[true] = "yes", [object] = "object", [print] = "function", [0.5] = "half"}
print(mixed[true], mixed[object], mixed[print], mixed[0.5], mixed[false], mixed[nil])
-- expect: yes	object	function	half	nil	nil
local yes, no, half = true, false, 0.5
mixed[yes], mixed[no], mixed[half], mixed[object] = 1, 2, 3, nil
print(mixed[yes], mixed[no], mixed[half], mixed[object])
-- expect: 1	2	3	nil
