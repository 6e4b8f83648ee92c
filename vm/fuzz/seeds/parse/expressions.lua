local a, b, s = 7, 2.5, "text"
local t = { a + b, a - b, a * b, a / b, a // b, a % b, a ^ b, -a, ~a, #s, not s, s .. a .. b }
local u = { a & 3, a | 8, a ~ 5, a << 2, a >> 1, a + 1, 1 + a, a - 1, a * 2, a == 7, a ~= b, a < b, a <= b, a > b, a >= b }
local v = { a == 7 and "seven" or "other", a < 0 or b, (a and b) == nil, s == "text", s < "u", a < 100, 100 < a, b > 1 }
local w = { 0x7fffffffffffffff, 0x1p-4, 1e300, 3., .5, 'single', [[long]], "esc\n\t\x41\u{20AC}\z   end\065" }
local x = math.maxinteger + 1 == math.mininteger and 10 // 3 + 10 % -3 + 2^53 | 0
return #t + #u + #v + #w, x, "10" + 5, 10 .. 20, -2 ^ 2, not nil == true, (("x"):rep(3))
