-- Concatenation associates to the right and several operands form one operation.
local log = {}
local mt = {}
mt.__concat = function(a, b)
  local function name(x) return type(x) == "table" and x.name or tostring(x) end
  local text = "(" .. name(a) .. "." .. name(b) .. ")"
  log[#log + 1] = text
  return setmetatable({ name = text }, mt)
end
local function new(name) return setmetatable({ name = name }, mt) end
local a, b, c = new "A", new "B", new "C"
print((a .. b .. c).name) -- expect: (A.(B.C))
print(((a .. b) .. c).name) -- expect: ((A.B).C)
print(("x" .. "y" .. a).name, (a .. "x" .. "y").name) -- expect: (x.(y.A))	(A.xy)
print(("x" .. a .. "y" .. 1 .. 2).name) -- expect: (x.(A.y12))
print(table.concat(log, " ")) -- expect: (B.C) (A.(B.C)) (A.B) ((A.B).C) (y.A) (x.(y.A)) (A.xy) (A.y12) (x.(A.y12))
print(("a" .. "b") .. ("c" .. "d"), "a" .. ("b" .. ("c" .. "d"))) -- expect: abcd	abcd
