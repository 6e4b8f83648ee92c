-- warn checks its arguments; control messages switch warnings off and on.
print(select("#", warn "@off")) -- expect: 0
warn("not shown", " while off")
warn "@unknown control messages are ignored"
print(pcall(warn)) -- expect: false	bad argument #1 to 'warn' (string expected, got no value)
print(pcall(warn, {})) -- expect: false	bad argument #1 to 'warn' (string expected, got table)
print(pcall(warn, "text", nil)) -- expect: false	bad argument #2 to 'warn' (string expected, got nil)
print(pcall(warn, "number ", 12)) -- expect: true
