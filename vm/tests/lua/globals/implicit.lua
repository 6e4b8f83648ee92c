-- Without any declaration every free name is a global variable, that is a field of _ENV.
print(undefined, _G.undefined) -- expect: nil	nil
x = 1
print(x, _G.x, _ENV.x, _G["x"]) -- expect: 1	1	1	1
_G.y = 2
print(y) -- expect: 2
_ENV["odd name"] = 3
print(_G["odd name"]) -- expect: 3
x = nil
print(x, rawget(_G, "x")) -- expect: nil	nil
function f() return "global function" end
print(f(), _G.f == f) -- expect: global function	true
print(_G._G == _G, _ENV == _G) -- expect: true	true
local x = "local"
_G.x = "global"
print(x, _G.x) -- expect: local	global
do local print = function(...) return ... end assert(print(1) == 1) end
print(type(_G), _VERSION) -- expect: table	Lua 5.5
