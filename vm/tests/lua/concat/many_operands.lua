-- Long chains, empty strings and long results.
local s = "x"
print(s .. s .. s .. s .. s .. s .. s .. s .. s .. s, #("" .. ""), "" .. s .. "") -- expect: xxxxxxxxxx	0	x
local chain = load("local a = ... return " .. ("a .. "):rep(150) .. "a")
print(#chain("ab"), chain(1) == ("1"):rep(151)) -- expect: 302	true
local big = ""
for i = 1, 300 do big = big .. i .. "," end
print(#big, big:sub(1, 12), big:sub(-8)) -- expect: 1092	1,2,3,4,5,6,	299,300,
local long = ("y"):rep(1000)
local joined = long .. long .. 1 .. long
print(#joined, joined:sub(999, 1002), joined:sub(2000, 2003)) -- expect: 3001	yyyy	y1yy
-- The operands themselves do not change.
local a, b = "left", "right"
local c = a .. b
a = a .. "!"
print(a, b, c) -- expect: left!	right	leftright
print(("\0"):rep(3) .. "z" == "\0\0\0z", #("a\0" .. "\0b")) -- expect: true	4
