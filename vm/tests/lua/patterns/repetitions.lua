-- The repetitions * + ? take as much as possible, - as little as possible.
print(("aaa"):match "a*", ("aaa"):match "a+", ("aaa"):match "a-", ("aaa"):match "a?") -- expect: aaa	aaa		a
print(("aaab"):match "a*b", ("aaab"):match "a-b", ("b"):match "a*b", ("b"):match "a+b", ("ab"):match "a?b")
-- expect: aaab	aaab	b	nil	ab
print(("<a><b>"):match "<.*>", ("<a><b>"):match "<.->", ("<a><b>"):match "<[^>]*>", ("<>"):match "<.+>")
-- expect: <a><b>	<a>	<a>	nil
print((("a1b22c333"):gsub("%d+", "#")), (("a1b22c333"):gsub("%d*", "#")), (("a1b22c333"):gsub("%d-", "#")))
-- expect: a#b#c#	#a#b#c#	#a#1#b#2#2#c#3#3#3#
print((("abc"):gsub("%w*", "X")), (("abc"):gsub("", "-")), ((""):gsub("a*", "X")), (("abc"):gsub("b?", "_")))
-- expect: X	-a-b-c-	X	_a_c_
print(("key = value"):match "^(%w+)%s*=%s*(%w+)$") -- expect: key	value
print(("   trim me  "):match "^%s*(.-)%s*$", ("  "):match "^%s*(.-)%s*$" == "") -- expect: trim me	true
print(("aXbXc"):match "^(.*)X", ("aXbXc"):match "^(.-)X", ("aXbXc"):match "X(.*)$", ("aXbXc"):match "X([^X]*)$")
-- expect: aXb	a	bXc	c
-- A repetition backs off until the rest matches.
print(("aaaa"):match "^(a*)(a)$", ("aaaa"):match "^(a-)(a)$", ("aaaa"):match "^(a?)(a?)(a+)$")
-- expect: aaa	aaa	a	a	aa
print(("1.5e10"):match "^([%d.]+)e?(%d*)$", ("-12"):match "^[-+]?%d+$", ("ab12"):match "%a+%d-$")
-- expect: 1.5	-12	ab12
-- Repetition signs at the start of a pattern or group are ordinary characters.
print(("*a*"):find "*", ("+"):match "^+$", ("a?b"):match "(?b)", ("-"):match "-") -- expect: 1	+	?b	-
print(("a"):rep(1000):match "^a*$" ~= nil, #("a"):rep(1000):match ".-$", ("ab"):rep(300):match "^[ab]*b$" ~= nil)
-- expect: true	1000	true
