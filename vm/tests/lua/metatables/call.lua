-- __call makes a value callable; the value itself comes first among the arguments.
-- dialects: 5.5
local f = setmetatable({ name = "f" }, { __call = function(self, ...) return self.name, select("#", ...), ... end })
print(f()) -- expect: f	0
print(f(1, nil, 3)) -- expect: f	3	1	nil	3
print(f "text", (f {})) -- expect: f	f
print(pcall(f, "through pcall")) -- expect: true	f	1	through pcall
print(select(2, f("a", "b"))) -- expect: 2	a	b
local obj = { method = f }
print(obj:method("x") == "f", select(3, obj:method("x")) == obj, select(4, obj:method("x"))) -- expect: true	true	x
print((function() return f("tail", "call") end)()) -- expect: f	2	tail	call
-- A chain of callable objects passes all of them along.
local outer = setmetatable({ name = "outer" }, { __call = f })
print(select("#", outer(1)), select(3, outer(1)) == outer, select(4, outer(1))) -- expect: 4	true	1
local chain = print
for _ = 1, 5 do chain = setmetatable({}, { __call = chain }) end
print(pcall(setmetatable({}, { __call = setmetatable({}, { __call = function(...) return select("#", ...) end }) })))
-- expect: true	2
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(function() setmetatable({}, { __call = 5 })() end)) -- expect: attempt to call a number value
print(message(function() setmetatable({}, {})() end)) -- expect: attempt to call a table value
local loop = {}
setmetatable(loop, { __call = loop })
print(message(function() loop() end)) -- expect: '__call' chain too long
-- As iterator, message handler, sort order and callback.
for i in setmetatable({}, { __call = function(self, limit, i) i = i + 1 if i <= limit then return i end end }), 3, 0 do io.write(i, " ") end
print("iterated") -- expect: 1 2 3 iterated
print(pcall(xpcall, error, setmetatable({}, { __call = function(_, m) return "handled " .. m end }), "m"))
-- expect: false	bad argument #2 to 'xpcall' (function expected, got table)
print((("abc"):gsub("b", function(c) return f(c) end)), pcall(table.sort, { 2, 1 }, f))
-- expect: afc	false	bad argument #2 to 'table.sort' (function expected, got table)
print(coroutine.wrap(function(...) return f(...) end)(7)) -- expect: f	1	7
