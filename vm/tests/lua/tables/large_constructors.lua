-- Constructors with more items than are stored at a time.
local function build(n)
  local items = {}
  for i = 1, n do items[i] = tostring(i) end
  return "return {" .. table.concat(items, ",") .. "}"
end
for _, n in ipairs { 0, 1, 49, 50, 51, 100, 101, 255, 256, 1000, 20000 } do
  local t = load(build(n))()
  assert(#t == n and t[n] == (n > 0 and n or nil) and t[n + 1] == nil)
  local sum = 0
  for _, v in ipairs(t) do sum = sum + v end
  print(n, sum)
end
-- expect: 0	0
-- expect: 1	1
-- expect: 49	1225
-- expect: 50	1275
-- expect: 51	1326
-- expect: 100	5050
-- expect: 101	5151
-- expect: 255	32640
-- expect: 256	32896
-- expect: 1000	500500
-- expect: 20000	200010000
local fields = {}
for i = 1, 500 do fields[i] = ("k%d = %d, [%d] = 'v', %d"):format(i, i, -i, i) end
local mixed = load("return {" .. table.concat(fields, ", ") .. "}")()
print(#mixed, mixed.k1, mixed.k500, mixed[-500], mixed[500]) -- expect: 500	1	500	v	500
local deep = load("return " .. ("{"):rep(100) .. "'bottom'" .. ("}"):rep(100))()
for _ = 1, 100 do deep = deep[1] end
print(deep) -- expect: bottom
