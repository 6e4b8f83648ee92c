-- Captures give the matched parts in the order of their opening parentheses.
print(("2024-01-31"):match "(%d+)-(%d+)-(%d+)") -- expect: 2024	01	31
print(("hello"):find "(l)(l)", ("hello"):match "((l)(l))", ("hello"):find "(x)") -- expect: 3	ll	nil
print(("abc"):match "((a)(b))(c)") -- expect: ab	a	b	c
print(("abcd"):match "(a(b(c(d))))") -- expect: abcd	bcd	cd	d
print(("x=1, y=2"):gsub("(%w)=(%w)", "%2=%1")) -- expect: 1=x, 2=y	2
print(("hello"):match "()ll()", ("hello"):find "()", ("hello"):match "l()$", ("hello"):match "^()")
-- expect: 3	1	nil	1
print(("abc"):match "a()b()c()", ("aXb"):gsub("()", "%1")) -- expect: 2	1a2X3b4	4
print(("key"):match "(k)(x?)(ey)") -- expect: k		ey
print(#("ab"):match "(x*)", select("#", ("ab"):match "(a*)(x*)"), ("ab"):match "(x?)b" == "") -- expect: 0	2	true
print(("-- a --"):match "^([- ]*)(%w+)( ?)(%-*)$") -- expect: -- 	a	 	--
print(select("#", ("abc"):match "abc"), select("#", ("abc"):match "(a)(b)(c)"), select("#", ("abc"):match "x"))
-- expect: 1	3	1
print(("f(a,b)"):match "(%w+)%(([^)]*)%)", ("[[x]]"):match "%[(%b[])%]") -- expect: f	[x]
local t = { ("a1b2c3"):match "(%a)(%d)(%a)(%d)(%a)(%d)" }
print(#t, table.concat(t, ",")) -- expect: 6	a,1,b,2,c,3
local many = {}
for i = 1, 32 do many[i] = "(.)" end
print(select("#", (("x"):rep(40)):match(table.concat(many)))) -- expect: 32
