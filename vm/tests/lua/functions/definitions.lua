-- Every form of function definition stores a function in the right place.
function global_function() return "global" end
local function local_function() return "local" end
local t = { inner = { deep = {} } }
function t.field() return "field" end
function t.inner.deep.field() return "deep" end
function t:method(x) return self == t, x end
function t.inner.deep:method() return self == t.inner.deep end
t["computed " .. 1] = function() return "computed" end
print(global_function(), local_function(), t.field(), t.inner.deep.field()) -- expect: global	local	field	deep
print(t:method(1), t.method(nil, 2)) -- expect: true	false	2
print(t.inner.deep:method(), t["computed 1"]()) -- expect: true	computed
print((function(...) return select("#", ...) end)(1, nil, nil)) -- expect: 3
local s = "key"
t[s] = function() return s end
print(t.key(), t[s](), (t[s]())) -- expect: key	key	key
print(type(global_function), type(function() end), function() end == function() end)
-- expect: function	function	false
print(#{ function() end, function() end }, ({ f = function() return "in table" end }).f()) -- expect: 2	in table
