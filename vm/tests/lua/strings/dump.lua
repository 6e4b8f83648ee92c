-- string.dump gives a binary chunk that load turns back into an equal function.
local function add(a, b) return a + b, "constant", 2.5, nil, true end
local binary = string.dump(add)
print(type(binary), binary:byte(1), load(binary, "b", "b")(1, 2)) -- expect: string	27	3	constant	2.5	nil	true
print(load(string.dump(add, true))(3, 4)) -- expect: 7	constant	2.5	nil	true
local function vararg(...) local t = { ... } return #t, ... end
print(load(string.dump(vararg))("x", "y")) -- expect: 2	x	y
local function nested() local n = 10 return (function() n = n + 1 return n end)() end
print(load(string.dump(nested))()) -- expect: 11
-- Upvalues are not saved: load gives the first one the globals and leaves the others nil.
local upvalue = "lost"
local function uses() return upvalue end
print(type(load(string.dump(uses))())) -- expect: table
local restored = load(string.dump(uses))
debug.setupvalue(restored, 1, "given")
print(restored(), uses()) -- expect: given	lost
-- A function that uses globals gets the environment as its first upvalue.
local function globals() return type(print) end
print(load(string.dump(globals), "name", "b", { type = function() return "own environment" end })())
-- expect: own environment
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(string.dump, print)) -- expect: bad argument #1 to 'string.dump' (Lua function expected)
print(message(string.dump)) -- expect: bad argument #1 to 'string.dump' (Lua function expected)
print(message(string.dump, "x")) -- expect: bad argument #1 to 'string.dump' (Lua function expected)
print(message(string.dump, setmetatable({}, { __call = print })))
-- expect: bad argument #1 to 'string.dump' (Lua function expected)
