local a, b, c = ...
local r = a and b
r = a or b
r = a and b or c
r = a.x or b.y or c.z
r = a == b or c
r = a and b < c
r = not a
r = not (a and b)
r = a and not b
r = nil or a
r = false and a
a = a or {}
b = b and b.next
return a == nil and 1 or 2
