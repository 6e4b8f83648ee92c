-- Infinities, not-a-number and negative zero follow the usual float rules.
local inf, nan = math.huge, 0 / 0
print(inf + 1 == inf, inf - inf ~= inf - inf, -inf, inf * 0 ~= inf * 0, 1 / inf, -1 / inf)
-- expect: true	true	-inf	true	0.0	-0.0
print(nan == nan, nan ~= nan, nan < nan, nan <= nan, nan > 1, 1 > nan) -- expect: false	true	false	false	false	false
print(0.0 == -0.0, 1 / 0.0 == 1 / -0.0, 0 == -0.0, -0.0 + 0) -- expect: true	false	true	0.0
print(math.type(nan), math.type(inf), inf // 1, inf % 3 ~= inf % 3) -- expect: float	float	inf	true
print(inf == inf + 1, -inf < math.mininteger, inf > math.maxinteger) -- expect: true	true	true
print(2^53 == 2^53 + 1, 2^53 + 1 == (1 << 53) + 1, (1 << 53) + 1 - 2^53) -- expect: true	false	0.0
print(inf * -1, inf ^ 0, nan ^ 0, 0 * inf ~= 0 * inf, inf // inf ~= inf // inf) -- expect: -inf	1.0	1.0	true	true
local negative_zero = -0.0
print(negative_zero, -negative_zero, negative_zero * 1, 0 - negative_zero, negative_zero - 0)
-- expect: -0.0	0.0	-0.0	0.0	0.0
