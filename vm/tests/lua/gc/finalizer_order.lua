-- Finalizers run once per object, in the reverse order of marking, with linked objects intact.
local log = {}
local function new(name, ...)
  return setmetatable({ name = name, refs = { ... } }, { __gc = function(o)
    local names = {}
    for i, r in ipairs(o.refs) do names[i] = r.name end
    log[#log + 1] = o.name .. (#names > 0 and "(" .. table.concat(names, ",") .. ")" or "")
  end })
end
local function flush()
  collectgarbage()
  print(table.concat(log, " "))
  log = {}
end
local function make() local a = new "a" local b = new("b", a) local c = new("c", a, b) end
make()
flush() -- expect: c(a,b) b(a) a
-- Circular references are finalized as well.
local function circle() local x, y = new "x", new "y" x.refs[1], y.refs[1] = y, x end
circle()
flush() -- expect: y(x) x(y)
-- Setting the same metatable again does not mark an object twice.
local function twice() local t = new "twice" setmetatable(t, getmetatable(t)) end
twice()
flush() -- expect: twice
collectgarbage()
print(#log) -- expect: 0
-- After the finalizer the object is ordinary garbage; marking again needs setmetatable.
local count = 0
local function again()
  local mt = {}
  mt.__gc = function(o) count = count + 1 if count < 3 then setmetatable(o, mt) end end
  setmetatable({}, mt)
end
again()
for _ = 1, 5 do collectgarbage() end
print(count) -- expect: 3
