-- Stores of constants obey the same rules as stores of other values.
local function fill(t, key) t[key] = true t.name = "n" t[key] = 1.5 t.other = nil t[1] = false return t[key], t.name, t.other, t[1] end
print(fill({}, 3)) -- expect: 1.5	n	nil	false
print(fill({ 1, 2, 3, name = 0, other = 1 }, 2)) -- expect: 1.5	n	nil	false
print(fill({}, "key")) -- expect: 1.5	n	nil	false
print(fill({ key = 0 }, "key")) -- expect: 1.5	n	nil	false
print(fill({}, 2^53)) -- expect: 1.5	n	nil	false
local writes = {}
local watched = setmetatable({}, { __newindex = function(_, k, v) writes[#writes + 1] = tostring(k) .. "=" .. tostring(v) end })
local function touch(t, key) t[key] = true t[key] = nil t.x = 7 t.y = "s" t.z = nil end
touch(watched, 1) touch(watched, "k")
print(table.concat(writes, " ")) -- expect: 1=true 1=nil x=7 y=s z=nil k=true k=nil x=7 y=s z=nil
-- A present key is written without asking; once removed, it is asked again.
rawset(watched, "x", 1) rawset(watched, 1, 1)
writes = {}
touch(watched, 1)
print(watched.x, watched[1], table.concat(writes, " ")) -- expect: 7	nil	y=s z=nil
print(pcall(function() local t t.x = 1 end)) -- expect: false	constant_stores.lua:18: attempt to index a nil value (local 't')
print(pcall(function() local t, k = {} t[k] = true end)) -- expect: false	constant_stores.lua:19: table index is nil
print(pcall(function() local s = "s" s[1] = true end)) -- expect: false	constant_stores.lua:20: attempt to index a string value (local 's')
-- Booleans in an array keep no trace of what was there before.
local list = { 1, 2.5, "three", true }
for i = 1, #list do list[i] = false end
list[2] = true
print(list[1], list[2], list[3], list[4], list[1] == list[3], rawequal(list[2], true)) -- expect: false	true	false	false	true	true
local set = {}
for i = 1, #list do set[list[i]] = i end
print(set[true], set[false]) -- expect: 2	4
-- A string constant that only the table refers to survives collections.
local kept = {}
local store = load("local t, i = ... t[i] = 'a constant ' t.field = 'another constant'")
for i = 1, 100 do store(kept, i) end
store = nil
collectgarbage() collectgarbage()
print(#kept, kept[50], kept.field) -- expect: 100	a constant 	another constant
