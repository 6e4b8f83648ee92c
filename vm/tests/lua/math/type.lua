-- math.type tells integers from floats, and gives fail for anything else.
print(math.type(1), math.type(1.0), math.type(-0.0), math.type(1e10), math.type(0x10), math.type(0x1p4))
-- expect: integer	float	float	float	integer	float
print(math.type "1", math.type(nil), math.type({}), math.type(true), math.type(print)) -- expect: nil	nil	nil	nil	nil
print(math.type(1 + 1), math.type(1 + 1.0), math.type(2 ^ 1), math.type(4 / 2), math.type(4 // 2), math.type(4 // 2.0), math.type(1 << 2))
-- expect: integer	float	float	float	integer	float	integer
print(math.type("1" + 1), math.type("1.0" + 1), math.type(tonumber "5"), math.type(tonumber "5.0"), math.type(math.pi), math.type(math.maxinteger))
-- expect: integer	float	integer	float	float	integer
print(math.type(#"abc"), math.type(3 | 0), math.type(3.0 | 0), math.type(-(-3)), math.type(7 % 2.0))
-- expect: integer	integer	integer	integer	float
print(pcall(math.type)) -- expect: false	bad argument #1 to 'math.type' (value expected)
