-- What the functions of io and os answer in 5.1; buffers, dates and locales.
local name = os.tmpname()
local file = assert(io.open(name, "w"))
print(io.type(file), file:write("first\n", 2, " ", 3.5, "\nlast"), file:seek("cur"), file:seek("set", 2), file:seek("end"))
-- expect: file	true	16	2	16
print(file:close(), io.type(file), pcall(file.write, file, "x"))
-- expect: true	closed file	false	attempt to use a closed file
print(tostring(file), io.type(5), pcall(io.close, file))
-- expect: file (closed)	nil	false	attempt to use a closed file
file = io.open(name)
print(file:read("*l", "*n", "*n", "*l", "*a", "*a", "*l")) -- expect: first	2	3.5		last		nil
print(file:seek("set"), file:read(3, 0), file:read("*l"), file:seek("set", 100), file:read(0), file:read(1), file:read("*a"), file:close())
-- expect: 0	fir	st	100	nil	nil		true
print(pcall(function() local f = io.open(name) f:read("*x") end))
-- expect: false	io_and_os.lua:14: bad argument #1 to 'read' (invalid format)
print(pcall(function() local f = io.open(name) f:read("l") end))
-- expect: false	io_and_os.lua:16: bad argument #1 to 'read' (invalid option)
print(io.open("no such file")) -- expect: nil	no such file: No such file or directory	2
print(pcall(io.lines, "no such file"))
-- expect: false	bad argument #1 to '?' (no such file: No such file or directory)
print(pcall(io.input, "no such file"))
-- expect: false	bad argument #1 to '?' (no such file: No such file or directory)
for line in io.lines(name) do io.write("[", line, "]") end
print()
-- expect: [first][2 3.5][last]
local lines = io.lines(name)
while lines() do end
print(pcall(lines)) -- expect: false	file is already closed
local reader = io.open(name)
for line in reader:lines() do io.write(line, ";") end
print(io.type(reader), reader:read("*a") == "", reader:close()) -- expect: first;2 3.5;last;file	true	true
local previous = io.output()
print(io.output(name) ~= previous, io.write("replaced"), io.close(), pcall(io.write, "x"))
-- expect: true	true	true	false	standard output file is closed
io.output(previous)
print(io.input(name) ~= nil, io.read("*a"), io.read("*a") == "", io.read("*l"), io.read(1), io.close(io.input()))
-- expect: true	replaced	true	nil	nil	true
print(pcall(io.read)) -- expect: false	standard input file is closed
io.input(io.stdin)
local writer, other = io.open(name, "w"), io.open(name)
print(writer:setvbuf("full", 2000), writer:write("x"), other:read("*a") == "", writer:flush(), other:seek("set"), other:read("*a"), writer:close())
-- expect: true	true	true	true	0	x	true
writer = io.open(name, "w")
print(writer:setvbuf("no"), writer:write("x"), other:seek("set"), other:read("*a"), writer:close())
-- expect: true	true	0	x	true
writer = io.open(name, "a")
print(writer:setvbuf("line"), writer:write("x"), other:seek("set", 1), other:read("*a") == "", writer:write("a\n"), other:seek("set", 1), other:read("*a"))
-- expect: true	true	1	true	true	1	xa
-- expect:
print(writer:close(), other:close(), pcall(function() return io.stdout.nothing end), io.stdout.write ~= nil, pcall(io.stdout.seek, io.stdout, "bad"))
-- expect: true	true	true	true	false	bad argument #2 to '?' (invalid option 'bad')
local update = io.open(name, "r+")
print(update:write("Z"), update:seek("set"), update:read("*a"), update:close(), io.open(name, "a+"):close(), io.open(name, "rb"):close())
-- expect: true	0	Zxa
-- expect: 	true	true	true
print(os.execute("true"), os.execute("exit 2"), os.execute() ~= 0) -- expect: 0	512	true
print(os.remove(name), (os.remove(name)), (select(2, os.remove("no such file"))), (select(3, os.remove("no such file"))))
-- expect: true	nil	no such file: No such file or directory	2
print(os.rename("no such file", "other")) -- expect: nil	no such file: No such file or directory	2
print(os.getenv("NO_SUCH_VARIABLE"), type(os.getenv("PATH")), os.setlocale(), os.setlocale("C"), os.setlocale("C", "all"), os.setlocale(nil, "numeric"), os.setlocale("no such locale"))
-- expect: nil	string	C	C	C	C	nil
print(pcall(os.setlocale, "C", "bad")) -- expect: false	bad argument #2 to '?' (invalid option 'bad')
local now = os.time()
local T = os.date("*t", now)
loadstring(os.date([[assert(...) local T = ... assert(T.year==%Y and T.month==%m and T.day==%d and T.hour==%H and T.min==%M and
  T.sec==%S and T.wday==%w+1 and T.yday==%j and type(T.isdst) == 'boolean')]], now))(T)
T = os.date("!*t", now)
loadstring(os.date([[!local T = ... assert(T.year==%Y and T.month==%m and T.day==%d and T.hour==%H and T.min==%M and
  T.sec==%S and T.wday==%w+1 and T.yday==%j and type(T.isdst) == 'boolean')]], now))(T)
print(os.time(os.date("*t", now)) == now, os.difftime(now, now - 5), os.date("!%Y-%m-%d %H:%M:%S", 0), os.date("!%x %X %p %j %w %%", 3600))
-- expect: true	5	1970-01-01 00:00:00	01/01/70 01:00:00 AM 001 4 %
print(os.time { year = 2000, month = 10, day = 1, hour = 23, min = 12, sec = 17 } - os.time { year = 2000, month = 10, day = 1, hour = 23, min = 10, sec = 19 })
-- expect: 118
print(os.time { year = 2000, month = 14, day = -3 } == os.time { year = 2001, month = 1, day = 28 }, os.time { year = 2001, month = 1, day = 1, isdst = false } > 0)
-- expect: true	true
print(pcall(os.time, { year = 2000 })) -- expect: false	field 'day' missing in date table
print(pcall(os.time, { year = "x", month = 1, day = 1 })) -- expect: false	field 'year' missing in date table
print(#os.date("a\0b"), os.date("%"), type(os.clock()), type(os.tmpname()), io.type(io.tmpfile()), os.date("!*t", 0).isdst, #os.date() > 10)
-- expect: 1	%	number	string	file	false	true
print(pcall(os.difftime)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
