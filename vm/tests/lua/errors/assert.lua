-- assert returns its arguments, or raises its second one.
print(assert(1, 2, 3)) -- expect: 1	2	3
print(assert("v", "message not used")) -- expect: v	message not used
print(select("#", assert(true, nil)), (assert(0))) -- expect: 2	0
print(pcall(assert, false)) -- expect: false	assertion failed!
print(pcall(assert, nil)) -- expect: false	assertion failed!
print(pcall(assert, false, "own message")) -- expect: false	own message
print(pcall(assert, nil, nil)) -- expect: false	<no error object>
print(pcall(assert, false, 42)) -- expect: false	42
local object = {}
print(select(2, pcall(assert, nil, object)) == object) -- expect: true
print(pcall(assert)) -- expect: false	bad argument #1 to 'assert' (value expected)
print(pcall(load("assert(false, 'no position added')", "=c"))) -- expect: false	c:1: no position added
print(pcall(load("assert(1 == 2)", "=c"))) -- expect: false	c:1: assertion failed!
print(pcall(assert, io.open "/nonexistent/file")) -- expect: false	/nonexistent/file: No such file or directory
print(assert(load "return 'from load'")()) -- expect: from load
print(select(2, pcall(assert, load("x =", "=c")))) -- expect: c:1: unexpected symbol near <eof>
local function results() return nil, "first", "second" end
print(pcall(assert, results())) -- expect: false	first
-- In old versions a message that gets a position ends at a NUL.
print((select(2, pcall(assert, false, "before\0behind")):gsub("%z", "!")))
-- expect: before!behind
