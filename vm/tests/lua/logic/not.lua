-- Not gives true exactly for nil and false.
print(not nil, not false, not true, not 0, not "", not {}, not print)
-- expect: true	true	false	false	false	false	false
print(not not nil, not not 0, not not not false) -- expect: false	true	true
local a, b = 1, nil
print(not a, not b, not (a and b), not (a or b), not a or not b, not a and not b)
-- expect: false	true	true	false	true	false
print(not a == b, not (a == b), not b == true, (not a) == false) -- expect: false	true	true	true
local t = { not a, not b, k = not a }
print(t[1], t[2], t.k, #t) -- expect: false	true	false	2
if not b then print("not b") end -- expect: not b
if not (a and not b) then print("never") else print("both") end -- expect: both
print(not (1 < 2), not (1 > 2), not (1 ~= 1), not "a" == "b") -- expect: false	true	true	false
