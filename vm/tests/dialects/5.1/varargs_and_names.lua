-- Extra arguments and the table `arg`; words that are names in 5.1; calls, blocks and returns.
local function old(...) return arg.n, arg[1], arg[2], #arg end
print(old(), old(5), old(nil, 6, nil)) -- expect: 0	1	3	nil	6	0
local function new(...) return select("#", ...), ... end
print(new(), new(nil), new(1, nil, nil)) -- expect: 0	1	3	1	nil	nil
local function both(first, ...) local count = select("#", ...) return first, count, (...) end
print(both(1, 2, 3), both(), (both(7))) -- expect: 1	nil	7
print(pcall(loadstring("local function f(...) return arg.n, arg[1] end return f(1)", "=c"))) -- expect: true	1	1
print(loadstring("local function f(...) local x = ... return arg end return f(1)", "=c")()) -- expect: nil
print(loadstring("local function f(...) return arg, ... end return type((f(1)))", "=c")()) -- expect: nil
print(loadstring("return ..., type(arg)", "=c")(9)) -- expect: 9	table
print(select("#", select(2, "a", "b", "c")), select(-1, 1, 2, 3), pcall(select, 0))
-- expect: 2	3	false	bad argument #1 to '?' (index out of range)
print(pcall(select, -5, 1)) -- expect: false	bad argument #1 to '?' (index out of range)
print((select("#")), select(4, 1, 2, 3)) -- expect: 0
local goto = 1
local integer, global, const = 2, 3, 4
print(goto + integer + global + const) -- expect: 10
local t = { goto = 5, ["and"] = 6 }
print(t.goto, t["and"]) -- expect: 5	6
do local function f() return end print(select("#", f()), select("#", (f()))) end -- expect: 0	1
print(pcall(loadstring("return 1; return 2", "=c") or function() return "refused" end)) -- expect: true	refused
print((loadstring("do return 1 end return 2", "=c"))()) -- expect: 1
print(loadstring("break", "=c")) -- expect: nil	c:1: no loop to break near '<eof>'
print(loadstring("for i = 1, 2 do break return 1 end", "=c")) -- expect: nil	c:1: 'end' expected near 'return'
print(loadstring(";", "=c")) -- expect: nil	c:1: unexpected symbol near ';'
print(loadstring("x = 1;; y = 2", "=c")) -- expect: nil	c:1: unexpected symbol near ';'
print(loadstring("local a, b = f\n(1)", "=c"))
-- expect: nil	c:2: ambiguous syntax (function call x new statement) near '('
print(loadstring("f(a)(b)\n.c = 1", "=c") ~= nil, loadstring("f\n{}", "=c") ~= nil, loadstring("f\n'x'", "=c") ~= nil)
-- expect: true	true	true
local function adjust() return 1, 2, 3 end
print(adjust(), (adjust()), ({ adjust(), adjust() })[4], #{ adjust(), adjust() }, #{ adjust(), (adjust()) }, #{ (adjust()) })
-- expect: 1	1	3	4	2	1
local function count(n) if n == 0 then return "end" end return count(n - 1) end
print(count(150000)) -- expect: end
print(pcall(loadstring("return " .. ("x = "):rep(3) .. "1") or function() return "refused" end))
-- expect: true	refused
local many = {}
for i = 1, 250 do many[i] = "a" .. i end
print(loadstring("local " .. table.concat(many, ","), "=c"))
-- expect: nil	c:1: main function has more than 200 local variables
print(#loadstring("return {" .. ("1,"):rep(2000) .. "}")(), select("#", unpack(loadstring("return {" .. ("1,"):rep(200) .. "}")())))
-- expect: 2000	200
local upvalues = {}
for i = 1, 61 do upvalues[i] = "local u" .. i .. " = " .. i end
local uses = {}
for i = 1, 61 do uses[i] = "u" .. i end
print(loadstring(table.concat(upvalues, "\n") .. "\nreturn function() return " .. table.concat(uses, "+") .. " end", "=c"))
-- expect: nil	c:62: function at line 62 has more than 60 upvalues
print(loadstring(table.concat(upvalues, "\n", 1, 60) .. "\nreturn function() return " .. table.concat(uses, "+", 1, 60) .. " end", "=c")()())
-- expect: 1830
for i = 1, 3 do local x = i i = i * 2 many[i] = x end
print(many[2], many[4], many[6]) -- expect: 1	2	3
local n = 0
repeat local done = n >= 2 n = n + 1 until done
print(n) -- expect: 3
while true do n = n + 1 if n > 5 then break end end
print(n) -- expect: 6
print(1 == 1.0, "1" == 1, 0 == -0, 1 < 1.5, 2 ^ 3 ^ 2, -2 ^ 2, not nil == true, not (1 == 2), 7 % -3, -7 % 3, 2 * 3 % 4, "a" .. "b" == "ab", 1 .. 2 == "12")
-- expect: true	false	true	true	512	-4	true	true	-2	2	2	true	true
print(8 % 3.5, 1e15 + 0.5, 5 / 2, 6 / 2, 3 - -3, - - 3, #"abc" + 1, -"2" + 0, 10 == "10", 1 and 2 or 3, nil and 1, false or nil, 1 or error("never"))
-- expect: 1	1e+15	2.5	3	6	3	4	-2	false	2	nil	nil	1
