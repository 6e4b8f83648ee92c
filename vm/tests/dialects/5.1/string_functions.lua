-- Every function of the string library, with the arguments and results that it has in 5.1.
print(string.byte("abc"), string.byte("abc", -1), string.byte("abc", 1, -1), select("#", string.byte("abc", 9)))
-- expect: 97	99	97	0
print(string.char(), string.char(72, 105), #string.char(0, 255), pcall(string.char, 256))
-- expect: 	Hi	2	false	bad argument #1 to '?' (invalid value)
print(pcall(string.char, -1)) -- expect: false	bad argument #1 to '?' (invalid value)
print(string.len("a\0b"), #"\0\0", string.lower("ABC\0D") == "abc\0d", string.upper("abz"), string.reverse("abc"), string.reverse(""))
-- expect: 3	2	true	ABZ	cba	
print(string.rep("ab", 3), string.rep("ab", 3, ","), string.rep("x", 0) == "", string.rep("x", -1) == "")
-- expect: ababab	ababab	true	true
print(string.sub("hello", 2, 4), string.sub("hello", -3), string.sub("hello", 0), string.sub("hello", 4, 2) == "", string.sub("hello", 2.9), string.sub("hello", -100, 100))
-- expect: ell	llo	hello	true	ello	hello
print(pcall(string.sub, "hello")) -- expect: false	bad argument #2 to '?' (number expected, got no value)
print(string.format("%d %5d %-5d| %05d %+d %i", 3, 4, 5, 6, 7, 8)) -- expect: 3     4 5    | 00006 +7 8
print(string.format("%d %d %d", 3.9, -3.9, "10")) -- expect: 3 -3 10
print(string.format("%x %X %#x %o %u", 255, 255, 255, 8, 42)) -- expect: ff FF 0xff 10 42
print(string.format("%e %.3f %g %G %10.2f|%-10.1f|", 12345.678, 1 / 3, 1e20, 1e-10, 2.5, 2.5))
-- expect: 1.234568e+04 0.333 1e+20 1E-10       2.50|2.5       |
print(string.format("%s %10s|%-10s|%.2s", "x", "y", "z", "abc"), pcall(string.format, "%s", nil))
-- expect: x          y|z         |ab	false	bad argument #2 to '?' (string expected, got nil)
print(pcall(string.format, "%s")) -- expect: false	bad argument #2 to '?' (no value)
print(pcall(string.format, "%s", {})) -- expect: false	bad argument #2 to '?' (string expected, got table)
print(pcall(string.format, "%d", "x")) -- expect: false	bad argument #2 to '?' (number expected, got string)
print(pcall(string.format, "%y", 1)) -- expect: false	invalid option '%y' to 'format'
print(pcall(string.format, "%", 1)) -- expect: false	invalid option '%' to 'format'
print(pcall(string.format, "%0123d", 1)) -- expect: false	invalid format (width or precision too long)
print(pcall(string.format, "%.123d", 1)) -- expect: false	invalid format (width or precision too long)
print(string.format("%q", 'a "quoted" \\ line\nnext\r\0end'))
-- expect: "a \"quoted\" \\ line\
-- expect: next\r\000end"
print(string.format("%q%s", '"x"\n', '"x"\n'))
-- expect: "\"x\"\
-- expect: ""x"
-- expect:
print(#string.format("\0%c\0%c%x\0", 228, 98, 140), string.format("%c%c%c", 76, 117, 97), #string.format("%c", 0))
-- expect: 7	Lua	0
print(string.format("%5c|%-5c|", 65, 66), string.format("%%"), string.format("%5s%%", "a"), #string.format("%99.99f", -1e308))
-- expect:     A|B    |	%	    a%	410
print(string.format("%.20s", string.rep("%", 50)), string.format("%s %s", 1, 2.5), string.format("%.3s", 12345))
-- expect: %%%%%%%%%%%%%%%%%%%%	1 2.5	123
print(string.format("%.14g %.17g %g %g", 0.1, 0.1, 100000, 1e15), string.format("%g %g", 1 / 0, -1 / 0))
-- expect: 0.1 0.10000000000000001 100000 1e+15	inf -inf
print(tostring(1e15), tostring(1e100), tostring(2 ^ 53), tostring(0.1), tostring(-0.5), tostring(1e14), tostring(123456789012345))
-- expect: 1e+15	1e+100	9.007199254741e+15	0.1	-0.5	1e+14	1.2345678901234e+14
print(("x"):rep(3), ("%d"):format(7), #("abc"), ("abc"):upper():lower(), ("a"):byte(), ("n"):len())
-- expect: xxx	7	3	abc	97	1
print(pcall(function() return ("x"):none() end))
-- expect: false	string_functions.lua:47: attempt to call method 'none' (a nil value)
print(getmetatable("").__index == string, pcall(function() local s = "x"; s.y = 1 end))
-- expect: true	false	string_functions.lua:49: attempt to index local 's' (a string value)
print("10" + 5, "0x10" + 0, " 5 " * "2", 10 .. 20, pcall(function() return "x" + 1 end))
-- expect: 15	16	10	1020	false	string_functions.lua:51: attempt to perform arithmetic on a string value
print(pcall(function() return {} .. "x" end))
-- expect: false	string_functions.lua:53: attempt to concatenate a table value
print("a" < "b", "a" < "B", "" < "a", "a\0a" < "a\0b", "Z" < "a", pcall(function() return "a" < 1 end))
-- expect: true	false	true	true	true	false	string_functions.lua:55: attempt to compare string with number
print(tonumber("0x1F"), tonumber("1e1"), tonumber("  12  "), tonumber("1 2"), tonumber(""), tonumber("z", 36), tonumber("7", 8), tonumber("8", 8), tonumber("ff", 16))
-- expect: 31	10	12	nil	nil	35	7	nil	255
print(tonumber("10", 2), tonumber(nil), tonumber({}), tonumber("0x"), tonumber("1e"), tonumber("-0x10"), tonumber("- 1"), pcall(tonumber))
-- expect: 2	nil	nil	nil	nil	-16	nil	false	bad argument #1 to '?' (value expected)
print(pcall(tonumber, "1", 99)) -- expect: false	bad argument #2 to '?' (base out of range)
print(pcall(tonumber, {}, 10)) -- expect: true	nil
print("\065\066" == "AB", "\q" == "q", #"\0001", "\a\b" == "\7\8", #"\z") -- expect: true	true	2	true	1
print(loadstring([[return "\300"]], "=c"))
-- expect: nil	c:1: escape sequence too large near '"'
print(loadstring("return 'open", "=c")) -- expect: nil	c:1: unfinished string near '<eof>'
print(loadstring("return [[open", "=c"))
-- expect: nil	c:1: unfinished long string near '<eof>'
print(loadstring("return [==[ ]=] ]==]", "=c")()) -- expect:  ]=] 
print(loadstring("return [[nested [[x]] ", "=c"))
-- expect: nil	c:1: nesting of [[...]] is deprecated near '['
