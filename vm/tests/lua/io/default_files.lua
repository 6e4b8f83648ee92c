-- io.input and io.output choose the files used by io.read, io.write and io.lines.
local name = os.tmpname()
print(io.output() == io.stdout, io.input() == io.stdin) -- expect: true	true
local out = io.output(name)
io.write("line 1\n", "line 2\n", 3, "\n")
local same = io.output() == out and out ~= io.stdout
io.close()
local closed = io.type(out)
io.output(io.stdout)
print(same, closed) -- expect: true	closed file
print(io.input(name) == io.input(), io.type(io.input())) -- expect: true	file
print(io.read(), io.read "L" == "line 2\n", io.read "n", io.read "a" == "\n", io.read())
-- expect: line 1	true	3	true	nil
io.close(io.input())
io.input(name)
for line in io.lines() do io.write(line, ";") end
print(io.type(io.input())) -- expect: line 1;line 2;3;file
io.close(io.input())
io.input(io.stdin)
-- A file object can be given instead of a name.
local file = assert(io.open(name, "a"))
io.output(file)
io.write "appended"
io.close()
io.output(io.stdout)
file = assert(io.open(name))
print(io.input(file) == file, #io.read "a") -- expect: true	24
io.input(io.stdin)
file:close()
print(pcall(io.output, {})) -- expect: false	bad argument #1 to 'io.output' (FILE* expected, got table)
print(pcall(io.input, 5) == false) -- expect: true
os.remove(name)
