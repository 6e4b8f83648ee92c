-- Concatenation turns numbers into their usual text.
print(1 .. 2, 1.5 .. "", -1 .. "", 2^63 .. "", 1e100 .. "x", 0x10 .. "")
-- expect: 12	1.5	-1	9.2233720368547758e+18	1e+100x	16
print("a" .. 1 .. 2.0 .. "b", 10 / 2 .. "", 10 // 2 .. "", -0.0 .. "|" .. 0.0) -- expect: a12.0b	5.0	5	-0.0|0.0
print(1 / 0 .. "", -1 / 0 .. "", math.maxinteger .. math.mininteger)
-- expect: inf	-inf	9223372036854775807-9223372036854775808
local i, f = 7, 7.0
print(i .. f, i .. "," .. f, (i .. "") == "7", i .. i == "77") -- expect: 77.0	7,7.0	true	true
print(type(1 .. 2), #(1 .. ""), (1 .. 2) + 1) -- expect: string	1	13
-- A number directly before the operator needs a space or it would be a malformed numeral.
print(select(2, load("return 1..2", "=c"))) -- expect: c:1: malformed number near '1..2'
