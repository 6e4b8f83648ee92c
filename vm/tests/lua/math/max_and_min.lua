-- math.max and math.min return the extreme argument as it was given, for any values that have an order.
print(math.max(1, 3, 2), math.min(3, 1, 2), math.max(5), math.min(5), math.max(-1, -2), math.min(-1, -2))
-- expect: 3	1	5	5	-1	-2
print(math.max(1, 1.5), math.max(2, 1.5), math.min(1, 1.0), math.min(1.0, 1), math.max(1, 1.0), math.max(1.0, 1))
-- expect: 1.5	2	1	1.0	1	1.0
print(math.max(math.huge, math.maxinteger), math.min(-math.huge, math.mininteger), math.max(math.maxinteger, 2^63))
-- expect: inf	-inf	9.2233720368547758e+18
print(math.max("10", "9"), math.min("pear", "apple"), math.max("a", "b", "ab")) -- expect: 9	apple	b
local ordered = { __lt = function(a, b) return a.v < b.v end }
local two, one = setmetatable({ v = 2 }, ordered), setmetatable({ v = 1 }, ordered)
print(math.max(one, two).v, math.min(one, two).v) -- expect: 2	1
print(math.max(-0.0, 0.0), math.max(0, -0.0), math.min(2, 2.0, 1.5)) -- expect: -0.0	0	1.5
print(math.max(table.unpack { 3, 9, 4, 1, 5 }), math.min(table.unpack { 3, 9, 4, 1, 5 })) -- expect: 9	1
local nan = 0 / 0
print(math.max(nan, 1) ~= math.max(nan, 1), math.max(1, nan), math.min(1, nan)) -- expect: true	1	1
print(pcall(math.max)) -- expect: false	bad argument #1 to 'math.max' (value expected)
print(pcall(math.min)) -- expect: false	bad argument #1 to 'math.min' (value expected)
print(pcall(math.max, 1, {})) -- expect: false	attempt to compare number with table
print(pcall(math.min, nil)) -- expect: true	nil
print(pcall(math.max, 1, 2, "x")) -- expect: false	attempt to compare number with string
