-- And and or return one of their operands, not a boolean.
print(nil and 1, false and 1, 0 and 1, "" and 1, true and nil) -- expect: nil	false	1	1	nil
print(nil or 1, false or 1, 0 or 1, "" or 1, nil or false, false or nil) -- expect: 1	1	0		false	nil
print(1 and 2 and 3, 1 and nil and 3, nil or false or 3, false or nil) -- expect: 3	nil	3	nil
print(1 and 2 or 3, nil and 2 or 3, 1 and false or 3, 1 and nil or false) -- expect: 2	3	3	false
print(1 or error("not evaluated"), nil and error("not evaluated")) -- expect: 1	nil
local a, b, c = false, nil, "c"
print(a and b, b and a, a or b, b or a, a or c, c and a, c or a, c and c) -- expect: false	nil	nil	false	c	false	c	c
print(a and b or c, (a or b) and c, a or b and c, (a and b) or (b and c), a or (b or c)) -- expect: c	nil	nil	nil	c
