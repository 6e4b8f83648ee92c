-- Text written to a file can be read back whole, by line, by number or by size.
local name = os.tmpname()
local file <close> = assert(io.open(name, "w"))
print(io.type(file), file:write("first line\n", 42, " ", 1.5, "\n", "last line") == file) -- expect: file	true
file:close()
print(io.type(file), io.type(io.stdout), io.type(5), io.type({})) -- expect: closed file	file	nil	nil
local input = assert(io.open(name))
print(input:read()) -- expect: first line
print(input:read("n", "n")) -- expect: 42	1.5
print(input:read "L" == "\n", input:read(4), input:read "l", input:read "l", input:read "a" == "", input:read "a" == "", input:read(0))
-- expect: true	last	 line	nil	true	true	nil
input:close()
input = assert(io.open(name, "r"))
print(#input:read "a", input:read "a" == "", input:read(1), input:read "n") -- expect: 27	true	nil	nil
input:close()
input = assert(io.open(name))
print(input:read("l", "n", "n", "l", "L", "l")) -- expect: first line	42	1.5		last line	nil
input:close()
print(os.remove(name)) -- expect: true
