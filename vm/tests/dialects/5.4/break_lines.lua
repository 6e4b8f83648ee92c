-- A `break` that is all of an `if` has a line that hooks see.
local seen = {}
local chunk = load("for i = 1, 3 do\n  a = i\n  if i == 2 then\n    break\n  end\nend\na = 1", "=c")
debug.sethook(function(_, line) if debug.getinfo(2, "S").short_src == "c" then seen[#seen + 1] = line end end, "l")
chunk()
debug.sethook()
print(table.concat(seen, " ")) -- expect: 1 2 3 1 2 3 4 7
