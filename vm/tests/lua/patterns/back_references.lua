-- %1 to %9 in a pattern match what the capture matched.
print(("hello"):match "(l)%1", ("helo"):match "(l)%1", ("abab"):match "(ab)%1", ("abba"):match "(a)(b)%2%1")
-- expect: l	nil	ab	a	b
print(([[say "it's"]]):match [[(["'])(.-)%1]]) -- expect: "	it's
print(([['x' "y"]]):gsub([[(["'])(.-)%1]], "<%2>")) -- expect: <x> <y>	2
print(("<b>bold</b>"):match "<(%w+)>(.-)</%1>", ("<b>bold</i>"):match "<(%w+)>(.-)</%1>") -- expect: b	nil
print(("the the cat"):match "(%a+) %1", ("aa bb ab"):gsub("(%a)%1", "%1")) -- expect: the	a b ab	2
print(("abcabc"):match "^(.+)%1$", ("abcabd"):match "^(.+)%1$", ("aaaa"):match "^(.+)%1$") -- expect: abc	nil	aa
print((""):match "()%s*()", ("x"):match "(x*)y*%1$", ("=="):match "(=*)%1$") -- expect: 1		=
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(string.match, "a", "%1")) -- expect: invalid capture index %1
print(message(string.match, "a", "(%1)")) -- expect: invalid capture index %1
print(message(string.match, "a", "(a)%2")) -- expect: invalid capture index %2
print(message(string.match, "aa", "()%1")) -- expect: no error
print(message(string.find, "a", "%0")) -- expect: invalid capture index %0
