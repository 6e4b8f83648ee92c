-- What `io.popen` and `os.execute` answer.
-- oracle: skip (the reference of this comparison is built without the functions of POSIX that this needs)
print(io.popen("exit 3"):close()) -- expect: nil	exit	3
print(io.popen("true"):close()) -- expect: true	exit	0
print(io.popen("echo out"):read("*a"))
-- expect: out
-- expect:
print(os.execute() ~= false, os.execute("exit 2")) -- expect: true	nil	exit	2
print(os.execute("true")) -- expect: true	exit	0
print(os.execute("kill -9 $$")) -- expect: nil	signal	9
