-- Values of every type work as table keys and compare by identity or content.
local f, co, t = function() end, coroutine.create(print), {}
local keys = { 1, 1.5, "s", true, false, f, co, t, print, io.stdout, math.huge, -math.huge, "", "\0", math.mininteger }
local map = {}
for i, k in ipairs { table.unpack(keys) } do map[k] = i end
for i, k in ipairs(keys) do assert(map[k] == i, i) end
print(#keys, map[1.0], map["s"], map[1 > 2], map[2 ^ 1024], map["" .. ""], map[function() end], map[{}])
-- expect: 15	1	3	5	11	13	nil	nil
for _, k in ipairs(keys) do map[k] = nil end
print(next(map)) -- expect: nil
map[1], map[1.0], map["1"], map["1.0"] = "a", "b", "c", "d"
print(map[1], map["1"], map["1.0"]) -- expect: a	c	d
local n = 0
for k, v in pairs(map) do n = n + 1 end
print(n) -- expect: 3
