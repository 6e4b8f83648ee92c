-- Sets list characters, ranges and classes, or everything else with a caret.
local function keep(s, set) return (s:gsub("[^" .. set .. "]", "")) end
local text = "Hello, World-42 [x] ^ % ] a_b"
print(text:gsub("[aeiou]", "*")) -- expect: H*ll*, W*rld-42 [x] ^ % ] *_b	4
print((text:gsub("[^%w%s]", ""))) -- expect: Hello World42 x    ab
print(keep(text, "a-f"), keep(text, "A-Z"), keep(text, "%d_"), keep(text, "-x"), keep(text, "x-"))
-- expect: edab	HW	42_	-x	-x
print((text:gsub("[]]", "<")), (text:gsub("[^]]", ""))) -- expect: Hello, World-42 [x< ^ % < a_b	]]
print((text:gsub("[%]%[]", "|")), (text:gsub("[[]", "(")))
-- expect: Hello, World-42 |x| ^ % | a_b	Hello, World-42 (x] ^ % ] a_b
print(("a^b"):gsub("[b^]", "."), ("a^b"):gsub("[^^]", ".")) -- expect: a..	.^.	2
print(("a-b+c"):gsub("[+-]", " "), ("a-b+c"):gsub("[a-]", " "), ("a-z"):gsub("[a%-z]", "."))
-- expect: a b c	  b+c	...	3
print(("x1y2"):gsub("[%a]", "L"), ("x1y2"):gsub("[%A]", "D"), ("x1y2"):gsub("[^%a]", "D")) -- expect: L1L2	xDyD	xDyD	2
print(("0x1F"):match "^0x[%da-fA-F]+$", ("0xG"):match "^0x[%da-fA-F]+$") -- expect: 0x1F	nil
print(("a\0b"):gsub("[\0]", "z"), ("a\0b"):gsub("[^\0]", "z"):byte(1, -1)) -- expect: azb	122	0	122
print(("\200\250"):find "[\200-\250]", ("\199"):find "[\200-\250]", ("b"):find "[z-a]") -- expect: 1	nil	nil
print(("a.b"):gsub("[.]", "!"), ("a*b"):gsub("[*]", "!"), ("a%b"):gsub("[%%]", "!")) -- expect: a!b	a!b	a!b	1
