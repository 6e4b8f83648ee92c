-- print shows values with tabs between them and a line break at the end.
print(1, 1.0, "text", nil, true, false) -- expect: 1	1.0	text	nil	true	false
print("one argument") -- expect: one argument
print(("a"):rep(3), 10 // 3, 2 ^ 0.5, "x" .. 1) -- expect: aaa	3	1.4142135623730951	x1
print(setmetatable({}, { __tostring = function() return "through tostring" end })) -- expect: through tostring
print("several\nlines\nin one")
-- expect: several
-- expect: lines
-- expect: in one
print(table.unpack { "unpacked", "values", "in a row" }) -- expect: unpacked	values	in a row
print((function() return "first", "second" end)()) -- expect: first	second
print(-0.0, 1e100, math.huge, -math.huge, math.maxinteger) -- expect: -0.0	1e+100	inf	-inf	9223372036854775807
print("a", (print("printed while the arguments are evaluated")))
-- expect: printed while the arguments are evaluated
-- expect: a	nil
-- It does not use the global tostring.
local old = tostring
tostring = function() return "replaced" end
print(12, nil) -- expect: 12	nil
tostring = old
print(select("#", print "returns nothing"))
-- expect: returns nothing
-- expect: 0
print(pcall(print, setmetatable({}, { __tostring = function() return {} end })))
-- expect: false	'__tostring' must return a string
print(pcall(print, setmetatable({}, { __tostring = function() error("in tostring", 0) end })))
-- expect: false	in tostring
