local a, b = ...
local s = a .. b
s = s .. "x" .. 1 .. (a .. b)
s = (a .. b) .. "y"
s = a + 1 .. b * 2
