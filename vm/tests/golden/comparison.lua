local a, b = ...
local r = a == b
r = a ~= nil
r = a == "word"
r = 1 == a
r = a < b
r = a > b
r = a <= 10
r = 10 <= a
r = a >= -1.0
r = not (a < b)
r = a < b == b
