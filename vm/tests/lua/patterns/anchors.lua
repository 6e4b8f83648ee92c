-- A caret anchors at the start of the subject, a dollar at its end, and only there.
print(("hello"):find "^h", ("hello"):find "^e", ("hello"):find "o$", ("hello"):find "l$", (""):find "^$")
-- expect: 1	nil	5	nil	1	0
print(("hello"):find("^l", 3), ("hello"):find("^h", 2), ("hello"):match("^(l+)o$", 3)) -- expect: 3	nil	ll
print(("a^b"):find "a^b", ("a^b"):find "%^", ("a$b"):find "a$b", ("cost: $5"):match "%$(%d)", ("$"):find "^%$$")
-- expect: 1	2	1	5	1	1
print(("hello world"):gsub("^h", "J"), ("hello hello"):gsub("^hello", "x"), ("aaa"):gsub("^a", "b"))
-- expect: Jello world	x hello	baa	1
print(("aaa"):gsub("a$", "b"), ("one two"):gsub("%w+$", "end"), (""):gsub("^", "x"), (""):gsub("$", "y"))
-- expect: aab	one end	x	y	1
local count = 0
for _ in ("aaa"):gmatch "^a" do count = count + 1 end
print(count) -- expect: 0
for w in ("^a^b"):gmatch "%^%a" do io.write(w, " ") end
for w in ("aab"):gmatch "b$" do print(w) end -- expect: ^a ^b b
print(("line1\nline2"):match "^line2", ("line1\nline2"):match "\n(.*)$", ("x\n"):find "x$") -- expect: nil	line2	nil
print(("abc"):gsub("$", "!"), ("abc"):gsub("^", "!"), ("abc"):find "^^", ("^"):find "^^") -- expect: abc!	!abc	nil	1	1
