-- The last argument of load is the environment, even when it is nil.
local env = { y = 10 }
print(load("return y", "=c", "t", env)(), load("x = y * 2 return x", "=c", "t", env)(), env.x, x)
-- expect: 10	20	20	nil
print(pcall(load("return y", "=c", "t", nil))) -- expect: false	c:1: attempt to index a nil value (upvalue '_ENV')
print(pcall(load("y = 1", "=c", "t", false))) -- expect: false	c:1: attempt to index a boolean value (upvalue '_ENV')
print(load("return 1 + 1", "=c", "t", nil)(), load("return _ENV", "=c", "t", 42)()) -- expect: 2	42
print(load("return _ENV", "=c", "t")() == _G, load("return _ENV")() == _G) -- expect: true	true
local chunk = load("local n = n or 0 function bump() n = n + 1 return n end", "=c", "t", env)
chunk()
print(env.bump(), env.bump(), bump) -- expect: 1	2	nil
-- Binary chunks too.
local dumped = string.dump(load("return z"))
print(load(dumped, "=c", "b", { z = "binary" })()) -- expect: binary
-- A sandbox that only sees what it is given.
local sandbox = { print = print, pairs = pairs, tostring = tostring }
print(load("return tostring(os), tostring(_G), type == nil", "=c", "t", sandbox)()) -- expect: nil	nil	true
load("print('allowed') function defined() return _ENV end", "=c", "t", sandbox)() -- expect: allowed
print(sandbox.defined() == sandbox, defined) -- expect: true	nil
local limited = setmetatable({}, {
  __index = function(_, k) error("no access to " .. k, 2) end,
  __newindex = function(_, k) error("no writing of " .. k, 2) end,
})
print(pcall(load("return secret", "=c", "t", limited))) -- expect: false	c:1: no access to secret
print(pcall(load("secret = 1", "=c", "t", limited))) -- expect: false	c:1: no writing of secret
print(pcall(load("local _ENV = {} secret = 1 return secret", "=c", "t", limited))) -- expect: true	1
