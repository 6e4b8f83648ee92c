-- The numeric for counts from the start to the limit, inclusive, in any direction.
local function collect(first, last, step)
  local t = {}
  if step then for i = first, last, step do t[#t + 1] = i end
  else for i = first, last do t[#t + 1] = i end end
  return "[" .. table.concat(t, " ") .. "]"
end
print(collect(1, 5), collect(3, 3), collect(3, 2), collect(-2, 2)) -- expect: [1 2 3 4 5]	[3]	[]	[-2 -1 0 1 2]
print(collect(1, 10, 3), collect(10, 1, -4), collect(5, 1, 1), collect(1, 5, -1)) -- expect: [1 4 7 10]	[10 6 2]	[]	[]
print(collect(0, 0, 5), collect(0, 1, 5), collect(7, 0, -7), collect(1, 2, 1)) -- expect: [0]	[0]	[7 0]	[1 2]
for i = 1, 3 do
  local before = i
  local j = i * 10
  assert(before == i)
  if j == 20 then print(i, j) end -- expect: 2	20
end
for i = 5, 1, -2 do io.write(i, i > 1 and "," or "\n") end -- expect: 5,3,1
for i = #"abc", 1, -1 do io.write(("abc"):sub(i, i)) end
print() -- expect: cba
for _ = 1, 0 do error("not reached") end
local limit = 3
for i = 1, limit do limit = 10 if i == 3 then print("limit read once", i) end end -- expect: limit read once	3
