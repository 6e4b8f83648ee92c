-- Objects alive at the end of a script are finalized then, the last marked first.
local mt = { __gc = function(o) print("finalized", o.name) end }
first = setmetatable({ name = "first" }, mt)
second = setmetatable({ name = "second" }, mt)
local third = setmetatable({ name = "third" }, mt)
print("end of the script", first.name, second.name, third.name)
-- expect: end of the script	first	second	third
-- expect: finalized	third
-- expect: finalized	second
-- expect: finalized	first
