-- Calls of library functions whose usual cases are over at once: every number of arguments and results, replaced
-- functions, hooks, metatables of all values of a type, errors.

-- As many results as are wanted, in every position of a call.
local function both() local a, b = math.sqrt(16.0) return a, b end
local a, b, c = math.floor(2.5), math.max(1, 3, 2)
print(a, b, c, both()) -- expect: 2	3	nil	4.0	nil
local packed = {math.min(4, 2), math.ceil(1.5), string.byte("abc", 1, -1)}
print(#packed, packed[1], packed[2], packed[3], packed[5]) -- expect: 5	2	2	97	99
local x, y, z, none = ("abc"):byte(1, 3)
print(x, y, z, none) -- expect: 97	98	99	nil
x, y = ("abc"):byte(1, 3)
print(x, y) -- expect: 97	98
x, y = ("abc"):byte(3, 9)
print(x, y, (("abc"):byte(10))) -- expect: 99	nil	nil
print(select("#", ("abc"):byte(4)), select("#", ("abc"):byte(2)), select("#", ("abc"):byte(1, 3))) -- expect: 0	1	3
math.floor(1.5)
string.char(65, 66)
table.insert({}, 1)
print(string.char(string.byte("hello", 1, -1)), string.char(), string.char(104, 105)) -- expect: hello		hi
print(math.max(string.byte("hello", 1, -1)), math.floor(select(2, 1.5, 2.5))) -- expect: 111	2

-- In a tail position.
local function tail(f, ...) return f(...) end
local function root(n) return math.sqrt(n) end
local function code(s) return s:byte(1, 3) end
local function append(t, v) return table.insert(t, v) end
print(root(9.0), code("xyz"), tail(math.type, 1)) -- expect: 3.0	120	integer
print(select("#", append({}, 1)), (append({}, 1)), tail(setmetatable, {}, {}) ~= nil) -- expect: 0	nil	true
print(tail(type, nil), tail(rawequal, 1, 1.0), tail(rawlen, "four"), tail(assert, 1, 2)) -- expect: nil	true	4	1	2
print(pcall(type)) -- expect: false	bad argument #1 to 'type' (value expected)

-- Numbers of either type and strings that read as numbers.
print(math.sqrt(4), math.sqrt("4"), math.floor("2.7"), math.abs("-2"), math.max(1, 2.5), math.max(2.5, 2)) -- expect: 2.0	2.0	2	2.0	2.5	2.5
print(math.floor(-0.5), math.ceil(-0.5), math.floor(1e300), math.floor(2^62), math.ceil(-2^63)) -- expect: -1	0	1e+300	4611686018427387904	-9223372036854775808
print(math.fmod(7, 3), math.fmod(-7, 3), math.fmod(-7.5, 2.0), math.fmod(7, 2.5), math.abs(math.mininteger)) -- expect: 1	-1	-1.5	2.0	-9223372036854775808
print(math.max(0/0, 1.0) ~= math.max(0/0, 1.0), math.min(1.0, 0/0), math.max(-0.0, 0.0), math.max(0.0, -0.0)) -- expect: true	1.0	-0.0	0.0
print(math.tointeger(3.0), math.tointeger(3.5), math.tointeger("8"), tonumber(7), tonumber("0x10"), tonumber(10, nil)) -- expect: 3	nil	8	7	16	10
print(("abc"):len(), string.len(12), ("abcdef"):sub(2, 4), ("abcdef"):sub(-3), ("abc"):sub(0), ("abc"):sub(5)) -- expect: 3	2	bcd	def	abc	
print(("x"):rep(50):sub(2):len(), ("abc"):sub(1.0, 2.0), ("abc"):byte("2"), string.char("65", 66.0)) -- expect: 49	ab	98	AB

-- Errors are those of the function, at the place of the call.
local function message(f, ...) return (select(2, pcall(f, ...)):gsub("^[^:]+:%d+: ", "")) end
print(message(function() return 1 + math.floor({}) end)) -- expect: bad argument #1 to 'floor' (number expected, got table)
print(message(function() local _ = ("x"):byte(1, {}) end)) -- expect: bad argument #2 to 'byte' (number expected, got table)
print(message(function() local _ = string.char(256) end)) -- expect: bad argument #1 to 'char' (value out of range)
print(message(function() local _ = math.max() end)) -- expect: bad argument #1 to 'max' (value expected)
print(message(function() local _ = math.fmod(1, 0) end)) -- expect: bad argument #2 to 'fmod' (zero)
print(message(function() local _ = setmetatable({}) end)) -- expect: bad argument #2 to 'setmetatable' (nil or table expected, got no value)
print(message(function() local _ = assert(false, "told") end)) -- expect: told
print(message(function() table.insert({}) end)) -- expect: wrong number of arguments to 'insert'

-- Protected metatables, and metatables of all numbers.
local protected = setmetatable({}, {__metatable = "locked"})
print(getmetatable(protected), pcall(setmetatable, protected, {})) -- expect: locked	false	cannot change a protected metatable
print(getmetatable(setmetatable({}, {__index = 1})).__index, getmetatable({})) -- expect: 1	nil
print(getmetatable("").__index == string) -- expect: true
debug.setmetatable(1, {__tostring = function() return "a number" end, __len = function() return 7 end})
local function text(value) local result = tostring(value) return result end
print(text(5), text(2.5), text("s")) -- expect: a number	a number	s
debug.setmetatable(1, nil)
print(text(5), text(2.5), text(nil)) -- expect: 5	2.5	nil

-- A table with metamethods is appended to through them.
local log = {}
local proxy = setmetatable({}, {__len = function() return 10 end, __newindex = function(_, k, v) log[#log + 1] = k .. "=" .. v end})
table.insert(proxy, "v")
table.insert(log, "w")
print(table.concat(log, ",")) -- expect: 11=v,w
local list = {}
for i = 1, 100 do table.insert(list, i) end
print(#list, list[100], rawlen(list), rawget(list, 50), rawget(list, 50.0), rawequal(list, list)) -- expect: 100	100	100	50	50	true

-- A function that the program has put in place of another is called.
local floor = math.floor
math.floor = function(n) return "replaced " .. n end
print(math.floor(1.5), floor(1.5)) -- expect: replaced 1.5	1
math.floor = floor

-- Hooks see the calls.
local calls, ends = 0, 0
local function counted()
  local n = 0
  for i = 1, 5 do n = n + math.floor(i + 0.5) end
  return n
end
debug.sethook(function(event)
  if debug.getinfo(2, "S").what ~= "C" then return end
  if event == "call" then calls = calls + 1 else ends = ends + 1 end
end, "cr")
local sum = counted()
debug.sethook()
print(sum, calls, ends) -- expect: 15	6	6

-- What is made and linked while the collector works stays.
local kept = {}
for i = 1, 300 do
  local object = setmetatable({}, {__index = {name = string.char(97 + i % 26) .. tostring(i)}})
  table.insert(kept, object)
  if i % 20 == 0 then collectgarbage("step") end
end
collectgarbage()
local good = 0
for i, object in ipairs(kept) do
  if object.name == string.char(97 + i % 26) .. i then good = good + 1 end
end
print(good) -- expect: 300
