-- os.execute runs a command in a shell, if there is one.
-- oracle: skip (the oracle is built without the functions of POSIX that this needs)
print(os.execute()) -- expect: true
print(os.execute "exit 0") -- expect: true	exit	0
print(os.execute "exit 1") -- expect: nil	exit	1
print(os.execute "exit 42") -- expect: nil	exit	42
print(os.execute "kill -9 $$") -- expect: nil	signal	9
local name = os.tmpname()
print(os.execute("echo 'from the shell' > " .. name)) -- expect: true	exit	0
local file <close> = assert(io.open(name))
print(file:read "a" == "from the shell\n") -- expect: true
os.remove(name)
print(pcall(os.execute, {})) -- expect: false	bad argument #1 to 'os.execute' (string expected, got table)
