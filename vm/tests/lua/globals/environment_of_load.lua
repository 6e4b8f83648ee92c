-- The fourth argument of load becomes the first upvalue, the environment of the chunk.
local env = { n = 1 }
local chunk = load("n = n + 1 return n", "=c", "t", env)
print(chunk(), chunk(), env.n, n) -- expect: 2	3	3	nil
print(load("return _ENV", "=c", "t", env)() == env) -- expect: true
print(load("return x", "=c", "t", setmetatable({}, { __index = { x = "inherited" } }))()) -- expect: inherited
print(pcall(load("x = 1", "=c", "t", 5))) -- expect: false	c:1: attempt to index a number value (upvalue '_ENV')
print(pcall(load("return x", "=c", "t", nil))) -- expect: false	c:1: attempt to index a nil value (upvalue '_ENV')
print(pcall(load("return 1 + 1", "=c", "t", nil))) -- expect: true	2
local log = {}
local traced = setmetatable({}, {
  __index = function(_, name) log[#log + 1] = "get " .. name end,
  __newindex = function(_, name, value) log[#log + 1] = "set " .. name .. " " .. type(value) end,
})
load("a = 1; b = a; local c = d; function e() end e = nil", "=c", "t", traced)()
print(table.concat(log, "; ")) -- expect: set a number; get a; set b nil; get d; set e function; set e nil
-- Functions share the environment of the chunk they are in.
local f = load("return function() return n end", "=c", "t", env)()
env.n = "shared"
print(f(), debug.getupvalue(f, 1), select(2, debug.getupvalue(f, 1)) == env) -- expect: shared	_ENV	true
