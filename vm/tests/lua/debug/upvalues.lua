-- getupvalue and setupvalue read and write the upvalues of functions by position.
local a, b = 1, { 2 }
local function f() return a, b end
local function g() b = a end
print(debug.getupvalue(f, 1)) -- expect: a	1
print(debug.getupvalue(f, 2) == "b", select(2, debug.getupvalue(f, 2)) == b) -- expect: true	true
print(debug.getupvalue(f, 3), debug.getupvalue(f, 0), debug.getupvalue(f, -1)) -- expect: nil	nil
print(debug.setupvalue(f, 1, "set"), a, (f())) -- expect: a	set	set
print(debug.setupvalue(f, 5, 1), debug.getupvalue(math.abs, 1), (debug.getupvalue(load "return x", 1)))
-- expect: nil	nil	_ENV
-- A chunk has its environment as first upvalue.
local chunk = load("return x", "=c", "t", { x = "first" })
print(chunk()) -- expect: first
print(debug.setupvalue(chunk, 1, { x = "second" }), chunk()) -- expect: _ENV	second
-- Names are lost when stripped.
local stripped = load(string.dump(f, true))
print(debug.getupvalue(stripped, 1) == "(no name)" or debug.getupvalue(stripped, 1)) -- expect: true
-- All names in order of first use.
local p, q, r = 1, 2, 3
local function ordered() local _ = r return q, p, r, print end
local names = {}
for i = 1, debug.getinfo(ordered, "u").nups do names[i] = debug.getupvalue(ordered, i) end
print(table.concat(names, " ")) -- expect: r q p _ENV
local function message(...) local ok, text = pcall(...) print(ok and "no error" or text) end
message(debug.getupvalue) -- expect: bad argument #2 to 'debug.getupvalue' (number expected, got no value)
message(debug.getupvalue, {}, 1) -- expect: bad argument #1 to 'debug.getupvalue' (function expected, got table)
message(debug.getupvalue, f) -- expect: bad argument #2 to 'debug.getupvalue' (number expected, got no value)
message(debug.setupvalue, f, 1) -- expect: bad argument #3 to 'debug.setupvalue' (value expected)
message(debug.setupvalue, 5, 1, 1) -- expect: bad argument #1 to 'debug.setupvalue' (function expected, got number)
-- Iterators of the library hide theirs or have unnamed ones.
local gm = ("x"):gmatch "x"
print(debug.getupvalue(gm, 1) == "" or debug.getupvalue(gm, 1) == nil, g ~= nil) -- expect: true	true
