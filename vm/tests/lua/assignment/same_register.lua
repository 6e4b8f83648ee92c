-- Assignments where source and destination overlap in many positions.
local a, b, c, d = 1, 2, 3, 4
a = a
b = b + b
c, d = d, c
print(a, b, c, d) -- expect: 1	4	4	3
a, a, a = 1, 2, 3
print(a == 1 or a == 2 or a == 3) -- expect: true
a, b, c, d = d, c, b, a
print(b, c) -- expect: 4	4
local t = { 1, 2, 3 }
t = t[2]
print(t) -- expect: 2
t = { t, { t } }
t = t[2][1]
print(t) -- expect: 2
local f = function() return 1, 2, 3 end
f, a, b = f()
print(f, a, b) -- expect: 1	2	3
local s = "x"
s = s .. s .. s
s = #s
s = -s
s = not s
print(s) -- expect: false
local obj = { next = { next = { value = "deep" } } }
obj = obj.next
obj = obj.next.value
print(obj) -- expect: deep
