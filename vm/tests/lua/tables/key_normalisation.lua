-- Float keys with an integral value are the same keys as the integers.
local t = {}
t[1] = "one"
t[2.0] = "two"
t[-0.0] = "zero"
t[2^53] = "large"
print(t[1.0], t[2], t[0], t[2^53 | 0], #t) -- expect: one	two	zero	large	2
for k in pairs { [3.0] = true } do print(math.type(k)) end -- expect: integer
for k in pairs { [3.5] = true } do print(math.type(k)) end -- expect: float
t["1"] = "string one"
print(t[1], t["1"], t["1.0"]) -- expect: one	string one	nil
t[2^63] = "too large for an integer"
print(t[2^63], t[math.maxinteger], t[math.mininteger], t[-2^63]) -- expect: too large for an integer	nil	nil	nil
t[math.mininteger] = "smallest"
print(t[-2^63]) -- expect: smallest
t[1.5], t[1e300], t[math.huge], t[-math.huge] = "a", "b", "c", "d"
print(t[3 / 2], t[1e300], t[math.huge], t[-math.huge]) -- expect: a	b	c	d
t[true], t[print] = "boolean", "function"
print(t[true], t[print], t[false], t[1 == 1]) -- expect: boolean	function	nil	boolean
local key = {}
t[key] = "identity"
print(t[key], t[{}]) -- expect: identity	nil
rawset(t, 5.0, "raw")
print(rawget(t, 5), rawget(t, 5.0), next({ [7.0] = 1 })) -- expect: raw	raw	7	1
local i, f = 8, 8.0
t[f] = "variable"
print(t[i], t[f + 0], t[16 / 2], t[2 ^ 3], t[f // 1]) -- expect: variable	variable	variable	variable	variable
