-- Closures made in a loop capture the variables of their own iteration.
local fs = {}
for i = 1, 3 do fs[#fs + 1] = function() return i end end
print(fs[1](), fs[2](), fs[3]()) -- expect: 1	2	3
fs = {}
for i, v in ipairs { "a", "b", "c" } do fs[i] = function() return i .. v end end
print(fs[1](), fs[2](), fs[3]()) -- expect: 1a	2b	3c
fs = {}
local n = 0
while n < 3 do
  n = n + 1
  local copy = n
  fs[n] = function(d) copy = copy + (d or 0) return copy, n end
end
print(fs[1](10), fs[1](), (fs[2]())) -- expect: 11	11	2
fs = {}
local r = 0
repeat
  local last = r
  r = r + 1
  fs[r] = function() return last end
until last == 2
print(#fs, fs[1](), fs[3]()) -- expect: 3	0	2
fs = {}
local g = 1
::top::
local inner = g
fs[g] = function() return inner end
g = g + 1
if g <= 3 then goto top end
print(fs[1](), fs[2](), fs[3]()) -- expect: 1	2	3
fs = {}
for i = 1, 5 do
  local value = i * i
  if i % 2 == 0 then goto continue end
  fs[#fs + 1] = function() return value end
  if i == 3 then break end
  ::continue::
end
print(#fs, fs[1](), fs[2]()) -- expect: 2	1	9
