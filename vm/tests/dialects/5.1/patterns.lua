-- Patterns of 5.1: sets with stray characters, `%z`, frontiers, and a pattern that ends at a zero byte.
local all = {}
for i = 0, 255 do all[#all + 1] = string.char(i) end
all = table.concat(all)
local function set(pattern)
  local found = {}
  string.gsub(all, pattern, function(c) found[#found + 1] = c end)
  return table.concat(found)
end
print(set("[a-]"), set("[]%%]"), set("[^%z-\96{-\255]") == "abcdefghijklmnopqrstuvwxyz", set("[%a-z]"):len())
-- expect: -a	%]	false	53
print(#set("[%z\1-\3]"), #set("%z"), #set("%Z"), #set("[^%z]"), #set("."), #set("%c"), #set("%p"), #set("%x"))
-- expect: 4	1	255	255	256	33	32	22
print(("a\0b\0\0c"):gsub("%z", "0"), ("a\0b"):find("%z"), ("a\0b"):match("%Z+"), ("\0\0"):match("^%z*$") == "\0\0")
-- expect: a0b00c	2	a	true
print(("a\0a"):find("a\0b"), ("ab"):find("b\0x"), ("a\0b"):find("\0", 1, true), ("a\0b"):find("a\0b", 1, true))
-- expect: nil	nil	2	1	3
print((string.gsub("aaa aa a aaa a", "%f[%w]%a", "x"))) -- expect: xaa xa x xaa x
print((string.gsub("[[]] [][] [[[[", "%f[[].", "x")))
-- expect: x[]] x]x] x[[[
print((string.gsub("01abc45de3", "%f[%d]", "."))) -- expect: .01abc.45de.3
print((string.gsub("01abc45 de3x", "%f[%D]%w", "."))) -- expect: 01.bc45 de3.
print((string.gsub("function", "%f[\1-\255]%w", "."))) -- expect: .unction
print((string.gsub("function", "%f[^\1-\255]", "."))) -- expect: function.
print(string.find(" alo aalo allo", "%f[%S].-%f[%s].-%f[%S]")) -- expect: 2	5
print(string.match(" alo aalo allo", "%f[%S](.-%f[%s].-%f[%S])") .. "|") -- expect: alo |
local places = {}
for at in string.gmatch("alo alo th02 is 1hat", "()%f[%w%d]") do places[#places + 1] = at end
print(unpack(places)) -- expect: 1	5	9	14	17
print(("THE (quick) fox"):find("%((%a+)%)"), ("f(a(b)c)d"):match("%b()"), ("key = value"):match("^(%w+)%s*=%s*(%w+)$"))
-- expect: 5	(a(b)c)	key	value
print(("hello world"):find("o w"), ("hello"):find(""), ("hello"):find("", 10), ("hello"):find("l", -2), ("hello"):match("()ll()"))
-- expect: 5	1	6	4	3	5
print(("abc"):gsub("", "-"), ("abc"):gsub("%w", "%0%0"), ("abc"):gsub("%w", "%%"), ("hello"):gsub("l", { l = "L" }), ("hi"):gsub(".", { h = false }))
-- expect: -a-b-c-	aabbcc	%%%	heLLo	hi	2
print(("abc def"):gsub("(%w+) (%w+)", "%2 %1"), ("x"):gsub("x", "%1"), ("abc"):gsub("b", function() return nil end), ("aaa"):gsub("a", "b", 2))
-- expect: def abc	x	abc	bba	2
print(pcall(string.gsub, "x", "x", "%2")) -- expect: false	invalid capture index
print(pcall(string.gsub, "x", "(", "")) -- expect: true	x	2
print(pcall(string.gsub, "x", "[", "")) -- expect: false	malformed pattern (missing ']')
print(pcall(string.gsub, "x", "%", "")) -- expect: false	malformed pattern (ends with '%')
print(pcall(string.gsub, "x", "%f", "")) -- expect: false	missing '[' after '%f' in pattern
print(pcall(string.find, "x", "%1")) -- expect: false	invalid capture index
print(pcall(string.gsub, "x", "x", function() return {} end)) -- expect: false	invalid replacement value (a table)
print(pcall(string.gsub, "x", "x", true)) -- expect: false	bad argument #3 to '?' (string/function/table expected)
print(pcall(string.rep)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(string.gfind == string.gmatch, ("a,b,c"):gsub(",", "%%")) -- expect: true	a%b%c	2
for word in string.gfind("one two", "%a+") do places[#places + 1] = word end
print(places[#places - 1], places[#places]) -- expect: one	two
local words = {}
for k, v in string.gmatch("a=1, b=2", "(%w+)=(%w+)") do words[#words + 1] = k .. v end
print(unpack(words)) -- expect: a1	b2
words = {}
for w in string.gmatch("^a^b", "^a") do words[#words + 1] = w end
print(#words, words[1]) -- expect: 1	^a
