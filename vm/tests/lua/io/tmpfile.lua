-- io.tmpfile gives an open file for reading and writing that vanishes when closed.
local file = assert(io.tmpfile())
print(io.type(file), file:write("temporary ", 1) == file, file:seek "set", file:read "a")
-- expect: file	true	0	temporary 1
print(file:seek("set", 0), file:write "T" == file, file:seek "set", file:read "l") -- expect: 0	true	0	Temporary 1
print(file:seek "end", file:close(), io.type(file)) -- expect: 11	true	closed file
local a, b = io.tmpfile(), io.tmpfile()
a:write "in a"
b:write "in b"
a:seek "set"
b:seek "set"
print(a:read "a", b:read "a", a ~= b) -- expect: in a	in b	true
a:close()
b:close()
