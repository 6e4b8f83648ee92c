-- Strings with the same bytes are the same value, however they were made.
local a, b = "short", "sh" .. "ort"
print(a == b, rawequal(a, b), ({ [a] = 1 })[b]) -- expect: true	true	1
local long1 = ("long "):rep(20)
local long2 = ("long "):rep(10) .. ("long "):rep(10)
print(long1 == long2, rawequal(long1, long2), ({ [long1] = "long key" })[long2]) -- expect: true	true	long key
local n = "s"
for _ = 1, 45 do n = n .. "s" end
print(#n, n == ("s"):rep(46), n:upper():lower() == n, n:sub(1, 40) == ("s"):rep(40)) -- expect: 46	true	true	true
local original = "unchanged"
local changed = original:upper():gsub("U", "u")
print(original, changed) -- expect: unchanged	uNCHANGED
print("a\0b" == "a\0b", "a\0b" == "a\0c", "a\0" == "a", #"a\0b") -- expect: true	false	false	3
local t = {}
for i = 1, 100 do t["key" .. i] = i end
local sum = 0
for i = 1, 100 do sum = sum + t[("key%d"):format(i)] end
print(sum, t["key" .. 50], t["key" .. 101]) -- expect: 5050	50	nil
print(("x"):rep(1000) == ("x"):rep(500):rep(2), ("x"):rep(1000) == ("x"):rep(999) .. "y") -- expect: true	false
