-- A hook sees each line once, however long a program runs.
local lines = 0
debug.sethook(function() lines = lines + 1 end, "l")
for i = 1, 30000 do
  local x = i
end
debug.sethook()
print(lines) -- expect: 60002
