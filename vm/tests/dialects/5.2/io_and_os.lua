-- What the functions of io and os answer in 5.2.
local name = os.tmpname()
local file = assert(io.open(name, "w"))
print(io.type(file), file:write("first\n", 2, " ", 3.5, "\nlast") == file, file:seek("cur"), file:seek("set", 2), file:seek("end"))
-- expect: file	true	16	2	16
print(file:close(), io.type(file), pcall(file.write, file, "x"))
-- expect: true	closed file	false	attempt to use a closed file
print(tostring(file), io.type(5)) -- expect: file (closed)	nil
file = io.open(name)
print(file:read("*l", "*n", "*n", "*l", "*a", "*a", "*l")) -- expect: first	2	3.5		last		nil
print(file:seek("set"), file:read(3, 0, "*L", "L" and 1), file:read("*L"), file:seek("set", 100), file:read(0), file:read(1), file:read("*a"), file:close())
-- expect: 0	fir	 3.5
-- expect: 	100	nil	nil		true
print(pcall(io.open(name).read, io.stdout, "*x")) -- expect: false	bad argument #2 to '?' (invalid format)
print(io.open("no such file")) -- expect: nil	no such file: No such file or directory	2
print(pcall(io.open, name, "rz")) -- expect: false	bad argument #2 to 'io.open' (invalid mode)
print(pcall(io.lines, "no such file")) -- expect: false	cannot open file 'no such file' (No such file or directory)
for a, b in io.lines(name, 1, "*l") do io.write(a, "|", b, ";") end
print()
-- expect: f|irst;2| 3.5;l|ast;
for line in io.lines(name, "*L") do io.write(#line, " ") end
print()
-- expect: 6 6 4 
local lines = io.lines(name)
while lines() do end
print(pcall(lines)) -- expect: false	file is already closed
print(pcall(function() for x in io.lines(name, "*x") do end end))
-- expect: false	io_and_os.lua:27: bad argument #2 to 'for iterator' (invalid format)
print(io.output() == io.stdout, io.input() == io.stdin, pcall(io.close, 5))
-- expect: true	true	false	bad argument #1 to 'io.close' (FILE* expected, got number)
local previous = io.output()
print(io.output(name) ~= previous, io.write("replaced") == io.output(), io.close(), pcall(io.write, "x"))
-- expect: true	true	true	false	standard output file is closed
io.output(previous)
print(io.input(name) ~= nil, io.read("*a"), io.read("*a") == "", io.read("*l"), io.read(1), io.close(io.input()))
-- expect: true	replaced	true	nil	nil	true
io.input(io.stdin)
file = io.open(name, "a+")
print(file:setvbuf("no"), file:setvbuf("full", 1024), file:setvbuf("line"), file:write("+") == file, file:flush() == file, file:close())
-- expect: true	true	true	true	false	true
print(os.remove(name), os.remove(name) == nil, (select(2, os.remove("no such file"))), (select(3, os.remove("no such file"))))
-- expect: true	true	no such file: No such file or directory	2
print(os.rename("no such file", "other")) -- expect: nil	No such file or directory	2
print(os.getenv("NO_SUCH_VARIABLE"), type(os.getenv("PATH")), os.setlocale(), os.setlocale("C"), os.setlocale(nil, "numeric"), os.setlocale("no such locale"))
-- expect: nil	string	C	C	C	nil
print(os.time({ year = 2000, month = 1, day = 1, hour = 12 }) - os.time({ year = 2000, month = 1, day = 1, hour = 0 }), os.date("!%Y-%m-%d %H:%M:%S", 0), os.date("!*t", 86400).yday)
-- expect: 43200	1970-01-01 00:00:00	2
print(pcall(os.time, { year = 2000 })) -- expect: false	field 'day' missing in date table
print(pcall(os.date, "%Ez")) -- expect: false	bad argument #1 to 'os.date' (invalid conversion specifier '%Ez')
print(pcall(os.date, "%Q")) -- expect: false	bad argument #1 to 'os.date' (invalid conversion specifier '%Q')
print(os.date("!%x %X %p %j %w %%", 3600), os.difftime(10, 5), type(os.clock()), os.date("!*t", 0).isdst)
-- expect: 01/01/70 01:00:00 AM 001 4 %	5	number	false
print(type(os.tmpname()), io.type(io.tmpfile()), package.loaded.io == io, package.searchers ~= nil, package.searchpath("no", "./?.x"))
-- expect: string	file	true	true	nil	
-- expect: 	no file './no.x'
print(xpcall(error, function(m) return type(m) end, nil), pcall(error), select("#", pcall(error)))
-- expect: false	false	2
print(debug.getuservalue(io.stdout), pcall(debug.setuservalue, {}, {}))
-- expect: nil	false	bad argument #1 to 'debug.setuservalue' (userdata expected, got table)
print(debug.getinfo(1, "t").istailcall, debug.getinfo(print, "u").nparams, debug.getinfo(print, "u").isvararg, debug.getinfo(function(a, b, ...) end, "u").nparams)
-- expect: false	0	true	2
print((function(...) return debug.getlocal(1, -1) end)("extra"), debug.getlocal(function(a, b) end, 2))
-- expect: (*vararg)	b
print((select(2, package.searchpath("(4;6)", "./nowhere/?.x;;./?")):gsub("\n\t", " | "))) -- expect:  | no file './nowhere/(4;6).x' | no file './(4;6)'
