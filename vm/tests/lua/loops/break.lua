-- break leaves the innermost loop only, from any depth of blocks.
for i = 1, 3 do
  for j = 1, 3 do
    if j == 2 then break end
    io.write(i, ":", j, " ")
  end
end
print("rows") -- expect: 1:1 2:1 3:1 rows
while true do
  do do if true then break end end end
end
repeat
  if true then break else print("never") end
until error("not evaluated")
for _ in pairs { 1 } do break end
local r = {}
for i = 1, 10 do
  r[#r + 1] = i
  if i == 2 then
    local f = function() return i end
    r[#r + 1] = f()
    break
  end
end
print(#r, table.concat(r, " ")) -- expect: 3	1 2 2
-- break need not be the last statement of its block.
for i = 1, 2 do break print("never") end
local function syntax(source)
  local chunk, message = load(source, "=c")
  print(chunk and "accepted" or message)
end
syntax "break" -- expect: c:1: break outside loop near 'break'
syntax "if x then break end" -- expect: c:1: break outside loop near 'break'
syntax "while true do local function f() break end end" -- expect: c:1: break outside loop near 'break'
syntax "\n\nfunction f()\n break\nend" -- expect: c:4: break outside loop near 'break'
syntax "for i = 1, 2 do do break end break; end" -- expect: accepted
syntax "while x do break break end" -- expect: accepted
