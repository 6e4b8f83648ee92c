-- Missing arguments are nil and extra ones are dropped.
local function f(a, b, c) return a, b, c end
print(f()) -- expect: nil	nil	nil
print(f(1)) -- expect: 1	nil	nil
print(f(1, 2, 3, 4, 5)) -- expect: 1	2	3
print(f(nil, 2)) -- expect: nil	2	nil
local function none() return "none" end
print(none(1, 2, 3), (none())) -- expect: none	none
local function many() return 1, 2, 3, 4 end
print(f(many())) -- expect: 1	2	3
print(f(many(), "x")) -- expect: 1	x	nil
print(f("x", many())) -- expect: x	1	2
print(f((many()))) -- expect: 1	nil	nil
print(f(f(f(9, 8), 7))) -- expect: 9	7	nil
-- The last argument expands also in method calls, with string and table arguments.
local obj = { m = function(self, ...) return select("#", ...), ... end }
print(obj:m(many())) -- expect: 4	1	2	3	4
print(obj:m "text") -- expect: 1	text
print(select("#", obj:m { 1, 2 })) -- expect: 2
print(obj.m(obj, many(), many())) -- expect: 5	1	1	2	3	4
