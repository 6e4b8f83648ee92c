-- Jumping backwards out of the scope of a captured variable gives a fresh one the next time.
local fs = {}
local n = 0
::again::
do
  n = n + 1
  local x = n
  fs[n] = function(d) x = x + (d or 0) return x end
  if n < 3 then goto again end
end
fs[1](100)
print(fs[1](), fs[2](), fs[3]()) -- expect: 101	2	3
local gs = {}
for i = 1, 4 do
  local y = i * i
  if i == 2 then goto continue end
  gs[#gs + 1] = function() y = y + 1 return y end
  ::continue::
end
print(#gs, gs[1](), gs[1](), gs[2](), gs[3]()) -- expect: 3	2	3	10	17
do
  local k = 0
  local first
  ::loop::
  local z
  if k > 0 then assert(z == nil) end
  z = k
  if not first then first = function() return z end end
  k = k + 1
  if k < 3 then goto loop end
  print(first(), z) -- expect: 0	2
end
