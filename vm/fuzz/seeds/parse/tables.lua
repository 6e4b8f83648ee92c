local t = { 1, 2, 3; x = "x", ["y z"] = 4, [10] = 10, [2.0] = "two", nested = { deep = { er = true } } }
t.x, t[1], t["new"] = t[1], t.x, #t
t.nested.deep.er = nil
for i = 1, 40 do t[#t + 1] = i * i end
table.sort(t, function(a, b) return tostring(a) < tostring(b) end)
table.insert(t, 1, "first") table.remove(t)
local keys = {}
for key in next, t do keys[#keys + 1] = tostring(key) end
local copy = table.move(t, 1, 5, 2, {})
local packed = table.pack(table.unpack(t, 1, 3))
do global shared; shared = packed end
return table.concat(keys, ","), shared.n, copy[2], rawlen(t), rawequal(t, t), { table.unpack(keys, 1, 2) }
