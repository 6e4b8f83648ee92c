-- Parameters are ordinary locals of the function.
local function f(a, b) a, b = b, a return a, b end
print(f(1, 2)) -- expect: 2	1
local function g(x) x = x or "default" return x end
print(g(), g(nil), g(false), g(0)) -- expect: default	default	default	0
local function h(a) local a = a .. "2" return a end
print(h "v") -- expect: v2
local t = { 1 }
local function change(u) u[1] = "changed" u = nil return u end
print(change(t), t[1]) -- expect: nil	changed
local function repeated(a, a) return a end
print(repeated(1, 2)) -- expect: 2
local function shadow(print) return print end
print(shadow("value")) -- expect: value
local obj = { v = 3 }
function obj:method(self_, b) return self.v, self_, b end
print(obj:method(1, 2)) -- expect: 3	1	2
function obj.plain(self) return self end
print(obj.plain(5), select("#", obj.plain())) -- expect: 5	1
