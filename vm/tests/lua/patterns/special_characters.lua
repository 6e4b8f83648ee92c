-- Every punctuation character can be matched literally behind a percent sign.
local specials = "^$()%.[]*+-?"
for i = 1, #specials do
  local c = specials:sub(i, i)
  local s = "a" .. c .. "b"
  local first, last = s:find("%" .. c)
  assert(first == 2 and last == 2, c)
  assert(s:gsub("%" .. c, "") == "ab", c)
end
local function escape(s) return (s:gsub("%p", "%%%0")) end
print(escape "a.b*c[d]", ("a.b*c[d]"):find(escape "a.b*c[d]")) -- expect: a%.b%*c%[d%]	1	8
for i = 33, 126 do
  local c = string.char(i)
  if not c:find "%w" then assert(("<" .. c .. ">"):match("<%" .. c .. ">"), c) end
end
print(("x"):find("%x"), ("f"):find("%x"), ("%x"):find("%%x")) -- expect: nil	1	1	2
-- These are ordinary characters without any percent sign.
print(("a{1}b|c/d\\e~f"):match "{1}b|c/d\\e~f", ("a&b#c!d"):find "&b#c!", ("a,b;c:d"):match ";c:")
-- expect: {1}b|c/d\e~f	2	;c:
-- Characters that are only special in some places.
print(("]"):find "]", ("a]"):match "a]", ("-"):find "-", ("a-"):match "a%-", ("x^"):match "x^", ("$x"):match "$x")
-- expect: 1	a]	1	a-	x^	$x
print(("a\tb\nc"):gsub("[\t\n]", " "), ("tab\there"):match "\t(%w+)") -- expect: a b c	here
