-- Integers and floats compare by mathematical value.
print(1 == 1.0, 1 < 1.5, 2 > 1.5, 1 <= 1.0, 1 >= 1.0, 1 ~= 1.0) -- expect: true	true	true	true	true	false
print(-1 < 0, -1.5 < -1, 0 < 0.5, -0.0 < 0, -0.0 <= 0) -- expect: true	true	true	false	true
local i, f = 3, 3.0
print(i == f, i < f, i <= f, i > f, i >= f, i ~= f) -- expect: true	false	true	false	true	false
print(i == 3, i == 3.0, f == 3, 3 == f, i < 4, i < 3.5, 3.5 > i, f >= 2, 4 >= f)
-- expect: true	true	true	true	true	true	true	true	true
print(i > 2, 2 < i, i >= 3, 3 <= i, i > 127, i < 128, i > -128, i < -129, i < 1000000)
-- expect: true	true	true	true	false	true	true	false	true
print(f > 2.5, f < 1e300, f > -1e300, i < 1e300, i > -1e300) -- expect: true	true	true	true	true
