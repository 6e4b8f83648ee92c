-- A comparison used as a value yields a boolean in any position.
local a, b = 1, 2
local r = a < b
print(r, a > b, not (a < b), a == b, a ~= b) -- expect: true	false	false	false	true
local t = { a < b, x = a >= b, [a == a] = a <= b }
print(t[1], t.x, t[true]) -- expect: true	false	true
print((a < b) == true, (a > b) == (b < a), a < b == true, type(a < b), tostring(a == b))
-- expect: true	true	true	boolean	false
local function f(...) return a < b, a > b, ... end
print(f(a == 1, a == 2)) -- expect: true	false	true	false
print(a == 1 and "one" or "other", a == 2 and "two" or "other", (a < b and a or b), (a > b and a or b))
-- expect: one	other	1	2
if a == 1.0 then print("float one") end -- expect: float one
if a ~= 1.0 then print("never") else print("else branch") end -- expect: else branch
if not (a ~= b) then print("never") elseif a <= 1 and b >= 2 then print("elseif") end -- expect: elseif
local count = 0
while count < 3 do count = count + 1 end
repeat count = count - 1 until count <= 0
print(count) -- expect: 0
