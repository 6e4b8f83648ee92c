local a, b, c
local d
local e, f = 1
local g = "text"
local h, i = g, d
local j, k = 1, 2, g()
