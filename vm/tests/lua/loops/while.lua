-- while tests before every round.
local n = 0
while n < 3 do n = n + 1 end
print(n) -- expect: 3
while false do print("never") end
while nil do print("never") end
local t = { 1, 2, 3 }
while #t > 0 do io.write(table.remove(t), " ") end
print("empty") -- expect: 3 2 1 empty
local i, j = 0, 10
while i < j and not (i * 2 == 8) do i, j = i + 1, j - 1 end
print(i, j) -- expect: 4	6
local depth = 0
while true do
  depth = depth + 1
  while true do if depth > 2 then break end depth = depth + 1 end
  if depth > 5 then break end
end
print(depth) -- expect: 6
while n > 0 do
  local x = n
  n = x - 1
  if x == 2 then break end
end
print(n, x) -- expect: 1	nil
local s = "abc"
while s ~= "" do s = s:sub(2) io.write(#s, ";") end
print() -- expect: 2;1;0;
local list = nil
for k = 3, 1, -1 do list = { value = k, next = list } end
while list do io.write(list.value, list.next and "->" or "\n") list = list.next end -- expect: 1->2->3
