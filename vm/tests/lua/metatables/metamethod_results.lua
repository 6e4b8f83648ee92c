-- Metamethods called from every kind of instruction return to the right place.
local mt = {}
local o = setmetatable({}, mt)
mt.__index = function(_, k) return k end
mt.__add = function(a, b) return "sum" end
mt.__concat = function() return "joined" end
mt.__call = function(_, ...) return ... end
mt.__eq = function() return true end
mt.__lt = function() return true end
mt.__le = function() return false end
mt.__len = function() return 7 end
mt.__unm = function() return "negated" end
local other = setmetatable({}, mt)
local a, b, c, d = o.x, o + 1, o .. "", #o
print(a, b, c, d) -- expect: x	sum	joined	7
local t = { o.first, o + o, [o.key] = o.value, -o, o(1, 2) }
print(t[1], t[2], t[3], t[4], t[5], t.key) -- expect: first	sum	negated	1	2	value
print(o.arg, o(5, 6), (o(7, 8)), o == other, o < other, o <= other, o ~= other)
-- expect: arg	5	7	true	true	false	false
local function f() return o.tail, o + 1 end
print(f()) -- expect: tail	sum
local function g() return o("tail", "call") end
print(g()) -- expect: tail	call
if o == other and o < other and not (o <= other) then print("condition") end -- expect: condition
local x = o == other and o.yes or o.no
print(x, o.a .. o.b, o["c"], o[1] + o[2], (o + 1) .. (o + 2)) -- expect: yes	ab	c	3	sumsum
for i = o[1], o[3] do io.write(i, " ") end
print(#o + 1) -- expect: 1 2 3 8
local s = o.x .. (o + 1) .. #o .. (-o) .. o("y")
print(s) -- expect: xsum7negatedy
o.f, o.g = o.p, o + 1
print(rawget(o, "f"), rawget(o, "g")) -- expect: p	sum
local deep = setmetatable({}, { __index = function(_, k) return o[k .. "!"] end })
print(deep.nested, deep[1 .. ""]) -- expect: nested!	1!
