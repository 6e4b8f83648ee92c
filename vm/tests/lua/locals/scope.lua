-- A local is visible from the statement after its declaration to the end of its block.
local x = 1
print(x) -- expect: 1
do
  print(x) -- expect: 1
  local x = x + 10
  print(x) -- expect: 11
  do
    local x = x + 100
    print(x) -- expect: 111
  end
  print(x) -- expect: 11
end
print(x) -- expect: 1
local x = x + 1000
print(x) -- expect: 1001
if x > 0 then local x = "then" print(x) else local x = "else" print(x) end -- expect: then
while true do local x = "while" print(x) break end -- expect: while
for x = 5, 5 do print(x) end -- expect: 5
for x in pairs { key = 1 } do print(x) end -- expect: key
local function x() return type(x) end
print(x()) -- expect: function
local y = function() return y end
print(y()) -- expect: nil
do local hidden = 1 end
print(hidden) -- expect: nil
