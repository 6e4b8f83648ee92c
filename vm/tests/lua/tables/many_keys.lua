-- Tables grow and shrink with thousands of keys of every kind.
local t = {}
for i = 1, 3000 do
  t[i] = i
  t["s" .. i] = -i
  t[i + 0.5] = i / 2
end
print(#t, t.s3000, t[2999.5], t[3001], t.s0) -- expect: 3000	-3000	1499.5	nil	nil
local n, sum = 0, 0
for _, v in pairs(t) do
  n = n + 1
  sum = sum + v
end
print(n, sum) -- expect: 9000	2250750.0
for i = 1, 3000, 2 do t[i] = nil t["s" .. i] = nil end
n = 0
for _ in pairs(t) do n = n + 1 end
print(n, t[2], t[3], t.s2, t.s3) -- expect: 6000	2	nil	-2	nil
for i = 1, 3000 do t[i] = nil t["s" .. i] = nil t[i + 0.5] = nil end
print(next(t), #t) -- expect: nil	0
local objects = {}
for i = 1, 500 do objects[{ id = i }] = i end
local total = 0
for k, v in pairs(objects) do assert(k.id == v) total = total + v end
print(total) -- expect: 125250
local booleans = { [true] = 1, [false] = 0 }
print(booleans[1 > 2], booleans[2 > 1], booleans[not nil]) -- expect: 0	1	1
-- Long strings are keys by content.
local long1, long2 = ("key"):rep(50), ("key"):rep(49) .. "key"
local by_content = { [long1] = "found" }
print(by_content[long2], by_content[long2 .. "x"]) -- expect: found	nil
