-- A key that is a negative zero is the key 0, in traversals too.
local zero = -1 / math.huge
local t = { [zero] = "first" }
t[0] = "second"
print(t[zero], next(t)) -- expect: second	0	second
print(rawequal(zero, 0), #t) -- expect: true	0
