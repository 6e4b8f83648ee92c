-- math.ult compares integers as unsigned.
print(math.ult(1, 2), math.ult(2, 1), math.ult(1, 1), math.ult(0, -1), math.ult(-1, 0), math.ult(-2, -1))
-- expect: true	false	false	true	false	true
print(math.ult(math.maxinteger, math.mininteger), math.ult(math.mininteger, math.maxinteger), math.ult(-1, math.mininteger))
-- expect: true	false	false
print(math.ult(3.0, 4), math.ult("5", 6), math.ult(0, 0)) -- expect: true	true	false
print(pcall(math.ult, 1.5, 2)) -- expect: false	bad argument #1 to 'math.ult' (number has no integer representation)
print(pcall(math.ult, 1)) -- expect: false	bad argument #2 to 'math.ult' (number expected, got no value)
print(pcall(math.ult, "x", 1)) -- expect: false	bad argument #1 to 'math.ult' (number expected, got string)
print(pcall(math.ult, 1, 2^63)) -- expect: false	bad argument #2 to 'math.ult' (number has no integer representation)
local list = { -1, 5, math.mininteger, 0, math.maxinteger, -2 }
table.sort(list, math.ult)
print(table.concat(list, " ")) -- expect: 0 5 9223372036854775807 -9223372036854775808 -2 -1
