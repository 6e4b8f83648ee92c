-- Library tables and globals are ordinary values that programs may change.
local original = string.upper
string.upper = function(s) return "<" .. original(s) .. ">" end
print(("abc"):upper(), string.upper "x") -- expect: <ABC>	<X>
string.upper = original
print(("abc"):upper()) -- expect: ABC
local log = {}
local real_print = print
print = function(...) log[#log + 1] = table.concat({ ... }, "|") end
print("captured", 1)
print = real_print
print(log[1]) -- expect: captured|1
local floor = math.floor
math.floor = nil
print(pcall(function() return math.floor(1.5) end) == false, floor(1.5), 7 // 2) -- expect: true	1	3
math.floor = floor
table.sum = function(t) local s = 0 for _, v in ipairs(t) do s = s + v end return s end
print(table.sum { 1, 2, 3 }) -- expect: 6
table.sum = nil
local saved = string
string = nil
print(("still"):upper(), pcall(function() return string.rep end) == false) -- expect: STILL	true
string = saved
-- Operators do not depend on library functions.
local t, c = table, coroutine
table, coroutine, math = nil, nil, nil
local list = { 3, 1, 2 }
list[#list + 1] = 2 ^ 2 % 3
print(#list, list[4], "a" .. "b", 10 // 3) -- expect: 4	1.0	ab	3
table, coroutine = t, c
print(table.concat(list, " ")) -- expect: 3 1 2 1.0
