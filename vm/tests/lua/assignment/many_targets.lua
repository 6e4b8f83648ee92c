-- Long assignments and long lists of values.
local names, values = {}, {}
for i = 1, 60 do
  names[i] = "v" .. i
  values[i] = tostring(i * i)
end
local list = table.concat(names, ", ")
local source = "local " .. list .. "\n" .. list .. " = " .. table.concat(values, ", ") .. "\nreturn v1 + v30 + v60"
print(load(source)()) -- expect: 4501
print(load("local t = {} t[1], t[2], t[3], t[4], t[5], t[6] = ... return t[1], t[3], t[6]")(1, 2, 3, 4, 5, 6))
-- expect: 1	3	6
local targets = {}
for i = 1, 100 do targets[i] = "t[" .. i .. "]" end
local t = load("local t, v = {}, ... " .. table.concat(targets, ", ") .. " = table.unpack(v) return t")
local v = {}
for i = 1, 100 do v[i] = i end
local result = t(v)
print(#result, result[1], result[50], result[100]) -- expect: 100	1	50	100
print(load(list .. " = 1 return v1, v2, v60", "=c", "t", {})()) -- expect: 1	nil	nil
