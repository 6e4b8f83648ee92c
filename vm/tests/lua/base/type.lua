-- type gives the name of the type of any value.
print(type(nil), type(false), type(1), type(1.5), type "", type {}, type(print), type(function() end))
-- expect: nil	boolean	number	number	string	table	function	function
print(type(coroutine.create(print)), type(io.stdout), type(type), type(type(type)))
-- expect: thread	userdata	function	string
print(type(nil) == "nil", type(undefined), type(1 // 0.0), type(_G), type(_ENV))
-- expect: true	nil	number	table	table
print(type(setmetatable({}, { __name = "Named", __call = print }))) -- expect: table
print(pcall(type)) -- expect: false	bad argument #1 to 'type' (value expected)
print(type(nil, 1, 2), select("#", type(1))) -- expect: nil	1
local counts = {}
for _, v in ipairs { 1, "a", {}, 2, "b", print, true, 3.5 } do
  local t = type(v)
  counts[t] = (counts[t] or 0) + 1
end
print(counts.number, counts.string, counts.table, counts["function"], counts.boolean, counts["nil"])
-- expect: 3	2	1	1	1	nil
