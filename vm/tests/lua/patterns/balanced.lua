-- %bxy matches from x to the y that balances it.
print(("f(a(b)c)d"):match "%b()", ("((a)"):match "%b()", ("(a"):match "%b()", ("a)"):match "%b()")
-- expect: (a(b)c)	(a)	nil	nil
print(("{ {x} {y} } z"):match "%b{}", ("[[a]]b"):find "%b[]", ("begin x end"):match "%bbd")
-- expect: { {x} {y} }	1	begin x end
print(("f(1)(2)(3)"):gsub("%b()", "()"), ("a(b)c(d(e))f"):gsub("%b()", "")) -- expect: f()()()	acf	2
print(("'it' 'is'"):match "%b''", ("''"):match "%b''", ("'"):match "%b''") -- expect: 'it'	''	nil
print(("x(y)z"):match "^(.-)(%b())(.*)$") -- expect: x	(y)	z
print(("((((a))))"):match "%(%b()%)", ("(a)(b)"):match "%b()%b()", ("(()"):find "%b()")
-- expect: ((((a))))	(a)(b)	2	3
local function depth(s)
  local inner = s:match "^%((.*)%)$"
  return inner and 1 + depth(inner) or 0
end
print(depth "(((x)))", depth "x") -- expect: 3	0
local long = ("("):rep(1000) .. "x" .. (")"):rep(1000)
print(#long:match "%b()", #("(" .. long):match "%b()") -- expect: 2001	2001
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(string.find, "a", "%b")) -- expect: malformed pattern (missing arguments to '%b')
print(message(string.find, "a", "%b(")) -- expect: malformed pattern (missing arguments to '%b')
print(message(string.find, "a", "x%b(")) -- expect: no error
