-- Of two mistakes in a source the one that a compiler of one pass meets first is reported.
-- dialects: 5.5
local function t(source) print((select(2, load(source, "=x")))) end
t"local a <const> = 1; a 2 = 3" -- expect: x:1: syntax error near '2'
t"local a <const> = 1; a = " -- expect: x:1: attempt to assign to const variable 'a'
t"local a <const> = 1; a = 'open" -- expect: x:1: attempt to assign to const variable 'a'
t"local a <const> = 1; local function f() a = 2 end" -- expect: x:1: attempt to assign to const variable 'a'
t"local a <const> = 1; local function f() a = 2  x y" -- expect: x:1: attempt to assign to const variable 'a'
t"local a <const> = 1; local function f() local t = { function() a = 2  x y" -- expect: x:1: attempt to assign to const variable 'a'
t"global x; y = 1 end" -- expect: x:1: variable 'y' not declared
t"global x; y 'open" -- expect: x:1: unfinished string near <eof>
t"global x; print(y, )" -- expect: x:1: variable 'print' not declared
t"goto l; do x y" -- expect: x:1: syntax error near 'y'
t"goto l; x y" -- expect: x:1: syntax error near 'y'
t"do goto l end x y" -- expect: x:1: syntax error near 'y'
t"function f() goto l end x y" -- expect: x:1: no visible label 'l' for <goto> at line 1
t"function f() goto l " -- expect: x:1: 'end' expected near <eof>
t"while true do goto l " -- expect: x:1: 'end' expected near <eof>
t"::a:: ::a:: x y" -- expect: x:1: label 'a' already defined on line 1
t"::a:: x = 1 ::a:: x y" -- expect: x:1: label 'a' already defined on line 1
t"local a <const> = 1; x, a y" -- expect: x:1: attempt to assign to const variable 'a'
t"local a <const> = 1; a, x y" -- expect: x:1: attempt to assign to const variable 'a'
t"local a <const> = 1; a, x.y[ = 3" -- expect: x:1: attempt to assign to const variable 'a'
t"local a <const> = 1; function a.b( end" -- expect: x:1: <name> or '...' expected near 'end'
t"local a <const> = 1; function a( end" -- expect: x:1: attempt to assign to const variable 'a'
t"global f; for i = 1, g x y" -- expect: x:1: variable 'g' not declared
t"global f; for i in 1, g x y" -- expect: x:1: variable 'g' not declared
t"for i = 1, 2 do i = 3 x y" -- expect: x:1: attempt to assign to const variable 'i'
t"local x <close>, y <close> = 1 z z" -- expect: x:1: multiple to-be-closed variables in local list
t"f() = 3" -- expect: x:1: syntax error near '='
t"global f; f, g() = 3" -- expect: x:1: variable 'g' not declared
t"x = } y" -- expect: x:1: unexpected symbol near '}'
t"return return" -- expect: x:1: unexpected symbol near 'return'
t"break x y" -- expect: x:1: break outside loop near 'break'
t"x = function() return ... end" -- expect: x:1: cannot use '...' outside a vararg function near '...'
t"global <const> *; y = 1 z z" -- expect: x:1: attempt to assign to const variable 'y'
t"local a <const> = 1; if a then a = 2 elseif" -- expect: x:1: attempt to assign to const variable 'a'
t"local a <const> = 1; repeat local b <const> = a until b == a and a 1" -- expect: x:1: unexpected symbol near '1'
t"local a <const> = 1; repeat a = 1 until b == a and a 1" -- expect: x:1: attempt to assign to const variable 'a'
t("local a <const> = 1; " .. ("local x "):rep(210) .. " a = 1 y y") -- expect: x:1: too many local variables (limit is 200) in main function near 'local'
t("local a <const> = 1; local " .. ("x, "):rep(210) .. " y y") -- expect: x:1: too many local variables (limit is 200) in main function near 'y'
t("local a <const> = 1; local " .. ("x, "):rep(210) .. " y") -- expect: x:1: too many local variables (limit is 200) in main function near <eof>
t("local a <const> = 1; local " .. ("x, "):rep(200) .. " y = = ") -- expect: x:1: unexpected symbol near '='
t("local a <const> = 1; a = " .. ("("):rep(300)) -- expect: x:1: attempt to assign to const variable 'a'
t("local a <const> = 1; a" .. (" = {"):rep(300)) -- expect: x:1: attempt to assign to const variable 'a'
t("local a <const> = 1; b" .. (" = {"):rep(300)) -- expect: x:1: unexpected symbol near '='
print((select(2, load("local function a() end return " .. ("a("):rep(500))):sub(1, 16))) -- expect: C stack overflow
