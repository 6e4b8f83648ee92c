-- `_ENV` is a variable like any other; `load` and functions take environments.
local print, pcall, load, setmetatable, type = print, pcall, load, setmetatable, type
local G = _G
print(_ENV == _G, _G._G == _G, setfenv, getfenv) -- expect: true	true	nil	nil
do
  local _ENV = { value = "inner" }
  print(value, _G) -- expect: inner	nil
  value2 = 3
  print(_ENV.value2, G.value2) -- expect: 3	nil
end
local function with(_ENV) x = (x or 0) + 1 return x end
local box = { x = 41 }
print(with(box), with(box), box.x, x, with {}) -- expect: 42	43	43	nil	1
print(load("x = 5 return x", "=c", "t", box)(), box.x, x) -- expect: 5	5	nil
print(load("return _ENV", "=c", "t", nil)(), pcall(load("return x", "=c", "t", nil)))
-- expect: nil	false	c:1: attempt to index upvalue '_ENV' (a nil value)
print(pcall(load("return x", "=c", "t", 5))) -- expect: false	c:1: attempt to index upvalue '_ENV' (a number value)
print(pcall(load("local _ENV = nil return x", "=c")))
-- expect: false	c:1: attempt to index local '_ENV' (a nil value)
print(pcall(load("local _ENV = nil x = 1", "=c"))) -- expect: false	c:1: attempt to index local '_ENV' (a nil value)
print(pcall(load("local up = {} local function f() return up.x.y end return f()", "=c")))
-- expect: false	c:1: attempt to index field 'x' (a nil value)
print(pcall(load("return undefined.x", "=c"))) -- expect: false	c:1: attempt to index global 'undefined' (a nil value)
print(pcall(load("return undefined()", "=c"))) -- expect: false	c:1: attempt to call global 'undefined' (a nil value)
local function outer() return function() return shared end end
local _ENV = setmetatable({ shared = "own" }, { __index = G })
print(outer()(), G.shared) -- expect: nil	nil
local made = load "return shared"
print(made()) -- expect: nil
G.debug.setupvalue(made, 1, { shared = "set" })
print(made(), (G.debug.getupvalue(made, 1))) -- expect: set	_ENV
local log = {}
local proxy = setmetatable({}, {
  __index = function(_, key) log[#log + 1] = "get " .. key return G[key] end,
  __newindex = function(t, key, value) log[#log + 1] = "set " .. key G.rawset(t, key, value) end,
})
load("a = 1; b = a; type(a); c = d", "=c", "t", proxy)()
print(G.table.concat(log, ", ")) -- expect: set a, set b, get type, get d, set c
print(G.debug.getinfo(made, "u").nups, G.debug.getupvalue(load("local x return x"), 1), (G.debug.getupvalue(outer, 1)))
-- expect: 1	_ENV	_ENV
local first, second = load "return shared", load "shared = 1"
print(G.debug.upvalueid(first, 1) == G.debug.upvalueid(second, 1)) -- expect: false
G.debug.upvaluejoin(first, 1, function() return box end, 1)
print(first()) -- expect: nil
local dumped = load(G.string.dump(function() return _ENV, box end))
print(dumped() == G, (G.select(2, dumped()))) -- expect: false	nil
