-- The second operand is evaluated only when it decides the result.
local trace = {}
local function value(name, v)
  trace[#trace + 1] = name
  return v
end
local function show(...)
  print(table.concat(trace, " "), ...)
  trace = {}
end
show(value("a", true) and value("b", 1)) -- expect: a b	1
show(value("a", false) and value("b", 1)) -- expect: a	false
show(value("a", nil) or value("b", 1)) -- expect: a b	1
show(value("a", 7) or value("b", 1)) -- expect: a	7
show(value("a", 1) and value("b", nil) or value("c", 3)) -- expect: a b c	3
show(value("a", nil) and value("b", 2) or value("c", false) and value("d", 4)) -- expect: a c	false
show((value("a", 1) or value("b", 2)) and (value("c", nil) or value("d", 4))) -- expect: a c d	4
show(not (value("a", 1) and value("b", nil)) and value("c", "yes")) -- expect: a b c	yes
if value("a", nil) and value("b", 1) then show("then") else show("else") end -- expect: a	else
if value("a", nil) or value("b", 1) then show("then") else show("else") end -- expect: a b	then
while value("a", 1) and value("b", false) do end
show("loop ended") -- expect: a b	loop ended
