-- ipairs stops at the first nil and respects __index; pairs visits everything once.
for i, v in ipairs { "a", "b", nil, "d" } do io.write(i, v, " ") end
print("end") -- expect: 1a 2b end
for i in ipairs {} do print("never", i) end
local proxy = setmetatable({}, { __index = function(_, i) if i <= 3 then return i * i end end })
for i, v in ipairs(proxy) do io.write(i, "=", v, " ") end
print("end") -- expect: 1=1 2=4 3=9 end
local keys = {}
for k, v in pairs { 10, 20, x = "y", [2.5] = "z", [true] = 1 } do keys[#keys + 1] = tostring(k) .. "=" .. tostring(v) end
table.sort(keys)
print(table.concat(keys, " ")) -- expect: 1=10 2.5=z 2=20 true=1 x=y
for i, c in ipairs { 1, 2, 3 } do if i == 2 then io.write("two ") elseif i == 3 then print("three") end end
-- expect: two three
print(select("#", ipairs {}), select("#", pairs {}), select(3, ipairs {}), select(3, pairs {}))
-- expect: 3	4	0	nil	nil
local f, s, c = ipairs { "first" }
print(f(s, c)) -- expect: 1	first
print(f(s, 1)) -- expect: nil
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(ipairs), message(ipairs, nil)) -- expect: bad argument #1 to 'ipairs' (value expected)	no error
print(message(pairs), message(pairs, nil)) -- expect: bad argument #1 to 'pairs' (value expected)	no error
for i in ipairs "text" do print("never", i) end
-- Removing the current key while traversing is allowed, and so is changing values.
local t = {}
for i = 1, 100 do t[i] = i t["k" .. i] = i end
for k, v in pairs(t) do if v % 2 == 0 then t[k] = nil else t[k] = -v end end
local count, sum = 0, 0
for _, v in pairs(t) do count = count + 1 sum = sum + v end
print(count, sum) -- expect: 100	-5000
