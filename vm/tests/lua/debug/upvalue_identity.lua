-- upvalueid tells shared variables from separate ones, upvaluejoin connects them.
local x, y = "x", "y"
local function f1() return x end
local function f2() return x, y end
local function f3() return y end
print(debug.upvalueid(f1, 1) == debug.upvalueid(f2, 1), debug.upvalueid(f2, 1) == debug.upvalueid(f2, 2))
-- expect: true	false
print(debug.upvalueid(f2, 2) == debug.upvalueid(f3, 1), type(debug.upvalueid(f1, 1))) -- expect: true	userdata
local function counter() local n = 0 return function() n = n + 1 return n end end
local c1, c2 = counter(), counter()
print(debug.upvalueid(c1, 1) == debug.upvalueid(c2, 1), c1(), c1(), c2()) -- expect: false	1	2	1
debug.upvaluejoin(c2, 1, c1, 1)
print(debug.upvalueid(c1, 1) == debug.upvalueid(c2, 1), c2(), c1(), c2()) -- expect: true	3	4	5
debug.upvaluejoin(f1, 1, f3, 1)
print(f1(), f2()) -- expect: y	x	y
y = "changed"
print(f1(), f3()) -- expect: changed	changed
-- Loop iterations and repeated blocks have variables of their own.
local fs = {}
for i = 1, 2 do fs[i] = function() return i end end
print(debug.upvalueid(fs[1], 1) == debug.upvalueid(fs[2], 1)) -- expect: false
print(debug.upvalueid(f1, 5), debug.upvalueid(math.abs, 1)) -- expect: nil	nil
local function message(...) local ok, text = pcall(...) print(ok and "no error" or text) end
message(debug.upvaluejoin, f1, 5, f2, 1) -- expect: bad argument #2 to 'debug.upvaluejoin' (invalid upvalue index)
message(debug.upvaluejoin, f1, 1, f2, 9) -- expect: bad argument #4 to 'debug.upvaluejoin' (invalid upvalue index)
message(debug.upvaluejoin, math.abs, 1, f2, 1)
-- expect: bad argument #2 to 'debug.upvaluejoin' (invalid upvalue index)
message(debug.upvaluejoin, f1, 1, math.abs, 1)
-- expect: bad argument #4 to 'debug.upvaluejoin' (invalid upvalue index)
message(debug.upvalueid, {}, 1) -- expect: bad argument #1 to 'debug.upvalueid' (function expected, got table)
message(debug.upvaluejoin, f1, 1) -- expect: bad argument #4 to 'debug.upvaluejoin' (number expected, got no value)
