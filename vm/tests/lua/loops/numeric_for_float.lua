-- If start and step are not both integers, the loop counts in floats.
local function collect(first, last, step)
  local t = {}
  for i = first, last, step do t[#t + 1] = tostring(i) end
  return "[" .. table.concat(t, " ") .. "]"
end
print(collect(1.0, 3, 1), collect(1, 3, 1.0), collect(1.5, 3.5, 1), collect(3, 1, -0.5))
-- expect: [1.0 2.0 3.0]	[1.0 2.0 3.0]	[1.5 2.5 3.5]	[3.0 2.5 2.0 1.5 1.0]
print(collect(0, 1, 0.25), collect(1, 0, 0.25), collect(-0.0, 0, 1)) -- expect: [0.0 0.25 0.5 0.75 1.0]	[]	[-0.0]
-- A float limit with integer start and step is clipped to an integer.
print(collect(1, 3.9, 1), collect(1, 2.0, 1), collect(-1, -2.5, -1), collect(1, 0.99, 1))
-- expect: [1 2 3]	[1 2]	[-1 -2]	[]
print(collect(1e308, 1.7e308, 1e308), collect(0.1, 0.35, 0.1)) -- expect: [1e+308]	[0.1 0.2 0.30000000000000004]
local count = 0
for x = 0.0, 1.0, 0.1 do count = count + 1 end
print(count) -- expect: 11
count = 0
for _ = 1, 3.5 do count = count + 1 end
for _ = 1.0, 3 do count = count + 1 end
print(count) -- expect: 6
for i = 1, 0 / 0 do print("never", i) end
for i = 0 / 0, 1 do print("once", i ~= i) end -- expect: once	true
for i = 1.0, math.huge do if i == 3 then print(i, math.type(i)) break end end -- expect: 3.0	float
for i = 1, math.huge do if i == 3 then print(i, math.type(i)) break end end -- expect: 3	integer
for i = -1, -math.huge, -1 do if i == -3 then print(i, math.type(i)) break end end -- expect: -3	integer
for i = 1, -math.huge do print("never", i) end
print("done") -- expect: done
