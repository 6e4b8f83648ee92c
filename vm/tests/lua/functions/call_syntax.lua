-- Calls with parentheses, a string or a table, chained in any way.
local function id(...) return ... end
print(id "short", id 'single', id [[long]], #id {}, id { 1, 2 }[2]) -- expect: short	single	long	0	2
local t = { f = function(x) return x end, s = "text" }
function t:g(x) self.last = x return self end
print(t.f "a", t.f { "b" }[1], t:g(1):g(2):g "3".last, t:g { 4 }.last[1]) -- expect: a	b	3	4
print(("%d-%s"):format(1, "x"), ("abc"):upper():lower():rep(2), #("abc"):rep(3)) -- expect: 1-x	abcabc	9
print(id(id)(id)(id)("nested"), (id)("parenthesised"), ((id))((1))) -- expect: nested	parenthesised	1
print(({ id })[1]("from table"), ({ f = id }).f("field"), (function(...) return ... end)("immediate"))
-- expect: from table	field	immediate
local function curry(a) return function(b) return function(c) return a .. b .. c end end end
print(curry "x" "y" "z", curry("1")("2")("3")) -- expect: xyz	123
local str = "method on string variable"
print(str:sub(1, 6), str:len(), str.len(str), str["upper"](str):sub(-8)) -- expect: method	25	25	VARIABLE
-- A call may start on one line and its arguments on the next.
local r = id
(
  "spans",
  "lines"
)
print(r) -- expect: spans
print(select(2, load("f\n(1)\n = 2", "=c"))) -- expect: c:3: syntax error near '='
print(select(2, load("local a = f\n'x'\n'y' z", "=c"))) -- expect: c:3: syntax error near <eof>
print(select(2, load("return f:g", "=c"))) -- expect: c:1: function arguments expected near <eof>
print(select(2, load("return f:'x'", "=c"))) -- expect: c:1: <name> expected near ''x''
