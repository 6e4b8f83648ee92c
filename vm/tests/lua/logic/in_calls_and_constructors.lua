-- Logical results land in the right place among arguments, table items and returns.
local function id(...) return ... end
local a, b = nil, 5
print(id(a or b, a and b, b and a, b or a), id(b and b > 3 and "big" or "small")) -- expect: 5	big
local t = { a or 1, b and 2, a and 3 or 4, (a or b) + 1, k = a or "k", [b or 0] = a == nil and "five" }
print(t[1], t[2], t[3], t[4], t.k, t[5]) -- expect: 1	2	4	6	k	five
local function f(x, y) return x and y, x or y, not x, x and y or "neither" end
print(f(1, 2)) -- expect: 2	1	false	2
print(f(nil, 2)) -- expect: nil	2	true	neither
print(f(false, nil)) -- expect: false	nil	true	neither
print((f(1, nil))) -- expect: nil
local s = (a or "default") .. (b and "!" or "?") .. #(a or "abc")
print(s, -(a or 3), (a or {}).x == nil and 0, (a or { x = 1 }).x, (a or id)("called"))
-- expect: default!3	-3	0	1	called
-- Only the last operand of and/or in parentheses or not is adjusted to one value.
print(a or id(1, 2, 3), (id(1, 2, 3)), nil and id(1, 2), id(nil, 2) or id(4, 5)) -- expect: 1	1	nil	4
