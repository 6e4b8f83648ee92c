local x = ...
local empty = {}
local list = {1, 2, 3}
local record = {a = 1, b = x, ["c d"] = 2}
local mixed = {1, a = 2, x, [x] = 3, 4, [10] = 5; f()}
local nested = {{x}, {y = {x}}}
x = {x}
x = {}
return {...}
