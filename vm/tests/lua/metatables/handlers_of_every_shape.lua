-- Handlers with fewer and more parameters than values, several results or none, in every kind of instruction.
local meta = {}
local function new(v) return setmetatable({ v = v }, meta) end
local a, b = new(1), new(2)
local events = { "__add", "__sub", "__mul", "__div", "__mod", "__pow", "__unm", "__len", "__concat" }
local function operators()
  return { a + b, a - b, a * b, a / b, a % b, a ^ b, -a, #a, a .. b, a + 1, a - 1, a * 2.5, 1 + a, 2 - a, a .. "x" }
end
local function try(handler)
  for _, event in ipairs(events) do meta[event] = handler end
  local results = operators()
  local text = {}
  for i = 1, 15 do text[i] = tostring(results[i]) end
  return table.concat(text, " ")
end
print(try(function() return 7, 8, 9 end)) -- expect: 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7
print(try(function() end)) -- expect: nil nil nil nil nil nil nil nil nil nil nil nil nil nil nil
print(try(function(x) return x == a end)) -- expect: true true true true true true true true true true true true false false true
print(try(function(x, y, z) return z == nil end)) -- expect: true true true true true true true true true true true true true true true
print(try(function(...) return select("#", ...) >= 1 end)) -- expect: true true true true true true true true true true true true true true true
print(try(rawequal)) -- expect: false false false false false false true true false false false false false false false
print((try(setmetatable({}, { __call = function(self, x) return type(self) .. type(x) end })):gsub("tabletable", "t")))
-- expect: t t t t t t t t t t t t tablenumber tablenumber t
-- Comparisons: what is answered is true or false, whatever it was.
local function compare(lt, le, eq)
  meta.__lt, meta.__le, meta.__eq = lt, le, eq
  return a < b, a <= b, a > b, a >= b, a == b, a ~= b, not (a < b), a < b and 1 or 2, a == b and 1 or 2
end
local function give(...) local list = { ... } return function() return table.unpack(list) end end
print(compare(give(1), give("x"), give({}))) -- expect: true	true	true	true	true	false	false	1	1
print(compare(give(), give(nil), give(false))) -- expect: false	false	false	false	false	true	true	2	2
print(compare(give(false, true), give(nil, 1), give())) -- expect: false	false	false	false	false	true	true	2	2
local order = {}
compare(function(x) order[#order + 1] = x.v end, function(_, y) order[#order + 1] = y.v end, function() end)
print(table.concat(order, " ")) -- expect: 1 2 2 1 1 1
-- The handler, the metatable, and the metatable's handler change while a loop runs.
local log = {}
meta.__add = function(x, y)
  meta.__add = function() setmetatable(a, { __add = function() return "third" end }) return 2 end
  return 1
end
for i = 1, 4 do log[#log + 1] = tostring(a + b) end
print(table.concat(log, " ")) -- expect: 1 2 third third
setmetatable(a, nil)
meta.__add = function(x, y) return "right" end
print(a + b, pcall(function() return a + a end) and "added" or "refused") -- expect: right	refused
setmetatable(a, meta)
-- A handler that fails, and one that runs until the stack of handlers is full.
meta.__sub = function() error("failed", 0) end
print(pcall(function() return a - b end)) -- expect: false	failed
meta.__mul = function(x, y) return x * y end
print((pcall(function() return a * b end))) -- expect: false
meta.__mul = function(x, y) return x.v * y.v end
print(a * b) -- expect: 2
-- Handlers for reading and writing.
local seen = {}
meta.__index = function(t, k) return k .. "!" end
meta.__newindex = function(t, k, v) seen[#seen + 1] = k .. "=" .. tostring(v) end
a.x, a[1], a["y" .. 1] = 1, "one", nil
local key = "z"
a[key] = a[key] .. a.w .. a[2]
print(table.concat(seen, " "), rawget(a, "x")) -- expect: y1=nil 1=one x=1 z=z!w!2!	nil
-- Tail calls of library functions: results, errors, and what happens in between.
local function tail(f, ...) return f(...) end
print(tail(select, 2, "a", "b", "c")) -- expect: b	c
print((tail(select, 2, "a", "b", "c"))) -- expect: b
print(tail(type, 1), tail(rawlen, { 1, 2 }), select("#", tail(assert, 1, 2, 3))) -- expect: number	2	3
print(pcall(tail, error, "raised", 0)) -- expect: false	raised
print(tail(pcall, error, "caught", 0)) -- expect: false	caught
print(tail(string.gsub, "abc", "%w", function(c) return c .. "." end)) -- expect: a.b.c.	3
local co = coroutine.wrap(function() return coroutine.yield(tail(coroutine.yield, 1)) end)
print(co(), co(2), co(3)) -- expect: 1	2	3
local function deep(n) if n == 0 then return tail(tostring, new(5).v) end return deep(n - 1) end
print(deep(100)) -- expect: 5
-- With a hook the same happens, and the hook sees the calls.
local calls = 0
debug.sethook(function() calls = calls + 1 end, "cr")
meta.__add = function(x, y) return x.v + y.v end
local sum = a + b
local text = tail(tostring, sum)
debug.sethook()
print(sum, text, calls > 3) -- expect: 3	3	true
