-- io.popen runs a command whose output can be read or whose input can be written.
-- oracle: skip (the oracle is built without the functions of POSIX that this needs)
local p = assert(io.popen "echo from the shell")
print(io.type(p), p:read "a" == "from the shell\n", p:close()) -- expect: file	true	true	exit	0
p = io.popen("printf 'one\\ntwo\\n'", "r")
for line in p:lines() do io.write(line, ";") end
print(p:close()) -- expect: one;two;true	exit	0
print(io.popen "exit 3":close()) -- expect: nil	exit	3
print(io.popen("exit 0"):close()) -- expect: true	exit	0
local name = os.tmpname()
p = io.popen("cat > " .. name, "w")
p:write "written to a command"
print(p:close()) -- expect: true	exit	0
local file <close> = assert(io.open(name))
print(file:read "a") -- expect: written to a command
os.remove(name)
print(pcall(io.popen, "true", "rw")) -- expect: false	bad argument #2 to 'io.popen' (invalid mode)
print(pcall(io.popen)) -- expect: false	bad argument #1 to 'io.popen' (string expected, got no value)
