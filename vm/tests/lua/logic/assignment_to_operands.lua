-- Logical expressions assigned to a variable that is also an operand.
local a, b = nil, 2
a = a or b
print(a) -- expect: 2
a = a and b + 1
print(a) -- expect: 3
a = not a
print(a) -- expect: false
a = a == false and "fixed" or a
print(a) -- expect: fixed
b = a and b or a
print(a, b) -- expect: fixed	2
a, b = b and a, a or b
print(a, b) -- expect: fixed	fixed
local t = { n = nil, m = 1 }
t.n = t.n or {}
t.n.x = t.n.x or t.m
t.m = t.m and nil
t.m = t.m or "again"
print(t.n.x, t.m) -- expect: 1	again
local function up() a = a and nil or "upvalue" return a end
print(up(), up(), a) -- expect: upvalue	upvalue	upvalue
x = x or "global"
x = x and x .. "!"
print(x) -- expect: global!
local v <const> = nil
local w = v or false
local z = v and true or w
print(w, z, v == nil and "constant nil") -- expect: false	false	constant nil
