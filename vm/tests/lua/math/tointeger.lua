-- math.tointeger gives the integer of the same value, or fail.
print(math.tointeger(3), math.tointeger(3.0), math.tointeger(3.5), math.tointeger(-0.0)) -- expect: 3	3	nil	0
print(math.tointeger(2^53), math.tointeger(2^63), math.tointeger(-2^63), math.tointeger(1e300))
-- expect: 9007199254740992	nil	-9223372036854775808	nil
print(math.tointeger(math.huge), math.tointeger(0 / 0), math.tointeger "8", math.tointeger "8.0", math.tointeger "0x10")
-- expect: nil	nil	8	8	16
print(math.tointeger "x", math.tointeger "3.5", math.tointeger(nil), math.tointeger({}), math.tointeger(true))
-- expect: nil	nil	nil	nil	nil
print(math.type(math.tointeger(3.0)), math.type(math.tointeger "3")) -- expect: integer	integer
print(pcall(math.tointeger)) -- expect: false	bad argument #1 to 'math.tointeger' (value expected)
