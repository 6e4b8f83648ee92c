-- An empty match is taken once per position and never right after a match that ends there.
print(("hello"):gsub("x*", "-")) -- expect: -h-e-l-l-o-	6
print(("hello"):gsub("l*", "-")) -- expect: -h-e-o-	4
print(("hello"):gsub("o*", "-")) -- expect: -h-e-l-l-	5
print(("hello"):gsub("h*", "-")) -- expect: -e-l-l-o-	5
print(("hello"):gsub(".*", "[%0]")) -- expect: [hello]	1
print(("hello"):gsub(".-", "[%0]")) -- expect: []h[]e[]l[]l[]o[]	6
print(("a,b,,c"):gsub("[^,]*", "<%0>")) -- expect: <a>,<b>,<>,<c>	4
print(("  a  b "):gsub("%s*", "_")) -- expect: _a_b_	3
print((""):gsub(".*", "e"), (""):gsub(".-", "e"), (""):gsub("", "e")) -- expect: e	e	e	1
local fields = {}
for f in ("a,b,,c,"):gmatch "([^,]*),?" do fields[#fields + 1] = "<" .. f .. ">" end
print(table.concat(fields)) -- expect: <a><b><><c>
fields = {}
for a, b in ("abc"):gmatch "()%w?()" do fields[#fields + 1] = a .. "-" .. b end
print(table.concat(fields, " ")) -- expect: 1-2 2-3 3-4
local calls = 0
print(("ab"):gsub("b?", function(m) calls = calls + 1 return "(" .. m .. calls .. ")" end)) -- expect: (1)a(b2)	2
print(("abc"):find("b*"), ("abc"):find("b*", 2), ("abc"):find("", 4), ("abc"):match("x?", 4) == "")
-- expect: 1	2	4	true
