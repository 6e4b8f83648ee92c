-- Text is copied as it is, %% gives a percent sign, extra arguments are ignored.
print(string.format "plain text", string.format "100%%", string.format("%d%%", 50), string.format("%%%d%%", 1))
-- expect: plain text	100%	50%	%1%
print(string.format("", 1, 2, 3) == "", string.format("no conversions", {}, nil), string.format("%s", "%d"))
-- expect: true	no conversions	%d
print(string.format("%s=%d;%s=%s", "a", 1, "b", "c"), ("%s-%s"):format("x", "y"), ("%5.1f|"):format(3.14159))
-- expect: a=1;b=c	x-y	  3.1|
print((string.format("a\0b%sc\0d", "-"):gsub("\0", "0")), #string.format("%s%s", "\0", "\0")) -- expect: a0b-c0d	2
print(string.format(5), string.format(1.5), string.format("%s", string.format("%s", string.format("%s", "nested"))))
-- expect: 5	1.5	nested
local many = {}
for i = 1, 200 do many[i] = i end
local text = string.format(("%d,"):rep(200), table.unpack(many))
print(#text, text:sub(1, 10), text:sub(-8)) -- expect: 692	1,2,3,4,5,	199,200,
local long = ("x"):rep(2000)
print(#string.format(long .. "%s" .. long, "y"), string.format(long .. "%d", 7):sub(-3)) -- expect: 4001	xx7
print(string.format("%-5d|%5s|%05.1f|%x|%c|%q|%i", 1, "a", 2.5, 255, 65, "q", 9))
-- expect: 1    |    a|002.5|ff|A|"q"|9
