-- Run-time errors carry the chunk name and the line of the operation.
local function run(source, name)
  print(select(2, pcall(assert(load(source, name or "=c")))))
end
run "local a\nlocal b\nreturn a.x" -- expect: c:3: attempt to index a nil value (local 'a')
run "local t = {}\nt\n.x\n.y\n.z = 1" -- expect: c:4: attempt to index a nil value (field 'x')
run "local x = 1 +\n{} *\n2" -- expect: c:2: attempt to perform arithmetic on a table value
run "return nil ..\n'x' ..\n'y'" -- expect: c:2: attempt to concatenate a nil value
run "print(\n1,\nnil + 1)" -- expect: c:3: attempt to perform arithmetic on a nil value
run "local f\nf(\n1,\n2\n)" -- expect: c:2: attempt to call a nil value (local 'f')
run "local s = ('x')\n\n\n:rep()" -- expect: c:4: bad argument #1 to 'rep' (number expected, got no value)
run "for i = 1,\n10,\n'x' do\nend" -- expect: c:3: bad 'for' step (number expected, got string)
run "for k in\npairs(nil)\ndo end" -- expect: c:2: bad argument #1 to 'for iterator' (table expected, got nil)
run "if nil\n< 1\nthen end" -- expect: c:2: attempt to compare nil with number
run "local t = {\n1,\n2,\n[nil] = 3\n}" -- expect: c:4: table index is nil
run "return #\nnil" -- expect: c:1: attempt to get length of a nil value
run "return -\n{}" -- expect: c:1: attempt to perform arithmetic on a table value
run "while\nx.y\ndo end" -- expect: c:2: attempt to index a nil value (global 'x')
run "repeat local a = 1\nuntil\na.b.c" -- expect: c:3: attempt to index a number value (local 'a')
run "local function f()\nerror('in f')\nend\nf()" -- expect: c:2: in f
run "local function f()\nerror('level 2', 2)\nend\n\nf()" -- expect: c:5: level 2
run "goto l\n::l::\nx()" -- expect: c:3: attempt to call a nil value (global 'x')
run "return (function()\nreturn undefined.x\nend)()" -- expect: c:2: attempt to index a nil value (global 'undefined')
run "local a <close> =\n42" -- expect: c:2: variable 'a' got a non-closable value
run "do local x\n = nil\nx = x .. 'a' end" -- expect: c:3: attempt to concatenate a nil value (local 'x')
run("x()", "=(custom name)") -- expect: (custom name):1: attempt to call a nil value (global 'x')
run("x()", "@file/name.lua") -- expect: file/name.lua:1: attempt to call a nil value (global 'x')
run("x()", "source text itself") -- expect: [string "source text itself"]:1: attempt to call a nil value (global 'x')
run("x()\n-- more", "x()\n-- more") -- expect: [string "x()..."]:1: attempt to call a nil value (global 'x')
run("x()", "=" .. ("n"):rep(100))
-- expect: nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn:1: attempt to call a nil value (global 'x')
run("x()", "@" .. ("path/"):rep(20) .. "file.lua")
-- expect: ...th/path/path/path/path/path/path/path/path/path/file.lua:1: attempt to call a nil value (global 'x')
run("x()", ("long source "):rep(20))
-- expect: [string "long source long source long source long sour..."]:1: attempt to call a nil value (global 'x')
