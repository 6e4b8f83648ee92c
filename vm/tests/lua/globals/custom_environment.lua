-- _ENV is an ordinary variable: a local or parameter of that name redirects global names.
local print, pcall, setmetatable, tostring = print, pcall, setmetatable, tostring
do
  local _ENV = { x = "inside" }
  y = "created"
  print(x, y, _ENV.y) -- expect: inside	created	created
end
print(x, y) -- expect: nil	nil
local function with(_ENV) z = (z or 0) + 1 return z end
local env = { z = 10 }
print(with(env), with(env), env.z, with {}) -- expect: 11	12	12	1
local function strict()
  local _ENV = setmetatable({}, { __index = function(_, name) return "no " .. name end })
  return anything
end
print(strict()) -- expect: no anything
local function upvalue_environment()
  local _ENV = { n = 0 }
  return function() n = n + 1 return n end
end
local counter = upvalue_environment()
print(counter(), counter()) -- expect: 1	2
print((pcall(function() local _ENV = nil; return x end))) -- expect: false
print(load("local _ENV <const> = { x = 7 } return x, x + 1")()) -- expect: 7	8
-- Replacing the environment of the whole chunk leaves only what the new one has.
_ENV = { only = "replaced" }
print(only, _G, string, tostring ~= nil) -- expect: replaced	nil	nil	true
