-- os.difftime subtracts times, os.clock measures processor time.
print(os.difftime(10, 4), os.difftime(4, 10), os.difftime(0, 0)) -- expect: 6.0	-6.0	0.0
local first = os.time { year = 2000, month = 1, day = 1 }
local second = os.time { year = 2000, month = 1, day = 2 }
print(os.difftime(second, first), math.type(os.difftime(second, first))) -- expect: 86400.0	float
local start = os.clock()
local x = 0
for i = 1, 10000 do x = x + i end
print(math.type(start), start >= 0, os.clock() >= start, os.clock() - start < 10) -- expect: float	true	true	true
print(pcall(os.difftime)) -- expect: false	bad argument #1 to 'os.difftime' (number expected, got no value)
print(pcall(os.difftime, 1)) -- expect: false	bad argument #2 to 'os.difftime' (number expected, got no value)
print(pcall(os.difftime, "x", 1)) -- expect: false	bad argument #1 to 'os.difftime' (number expected, got string)
print(pcall(os.difftime, 1.5, 1))
-- expect: false	bad argument #1 to 'os.difftime' (number has no integer representation)
