-- Conditions built from and, or, not and comparisons choose the right branch.
local function classify(n)
  if n < 0 and not (n > -10) then return "very negative"
  elseif n < 0 or n == 0 then return n == 0 and "zero" or "negative"
  elseif (n > 0 and n < 10) or n == 100 then return "small or hundred"
  elseif not (n % 2 == 0) and n ~= 51 then return "odd"
  else return "other" end
end
for _, n in ipairs { -20, -10, -5, 0, 3, 10, 11, 51, 100 } do print(n, classify(n)) end
-- expect: -20	very negative
-- expect: -10	very negative
-- expect: -5	negative
-- expect: 0	zero
-- expect: 3	small or hundred
-- expect: 10	other
-- expect: 11	odd
-- expect: 51	other
-- expect: 100	small or hundred
local a, b, c, d = 1, nil, false, "d"
print((a and b) == nil, (a and c) == false, (b or c) == false, (c or b) == nil) -- expect: true	true	true	true
local r1 = a and b and c and d
local r2 = a or b or c or d
local r3 = (a and d) or (b and c)
local r4 = a and (b or (c or d))
local r5 = not a or (b and c) or d
print(r1, r2, r3, r4, r5) -- expect: nil	1	d	d	d
