-- The rules of metamethods in 5.1: which types they work for, and how comparisons choose theirs.
local function proxy(meta)
  local object = newproxy(true)
  for key, value in pairs(meta) do getmetatable(object)[key] = value end
  return object
end
print(#setmetatable({ 1, 2 }, { __len = function() return 42 end }), #proxy { __len = function() return 42 end }, pcall(function() return #newproxy() end))
-- expect: 2	42	false	metamethods.lua:7: attempt to get length of a userdata value
local called = false
do local t = setmetatable({}, { __gc = function() called = true end }) end
collectgarbage() collectgarbage()
print(called) -- expect: false
do local u = proxy { __gc = function() called = true end } end
collectgarbage() collectgarbage()
print(called) -- expect: true
print(type((pairs(setmetatable({}, { __pairs = error })))), type((ipairs(setmetatable({}, { __ipairs = error })))))
-- expect: function	function
local less = { __lt = function(a, b) return a.n < b.n end }
local one, two = setmetatable({ n = 1 }, less), setmetatable({ n = 2 }, less)
print(one < two, one > two, one <= two, two <= one, one >= two, two >= one)
-- expect: true	false	true	false	false	true
print(pcall(function() return one < 5 end)) -- expect: false	metamethods.lua:22: attempt to compare table with number
print(pcall(function() return one < setmetatable({ n = 3 }, { __lt = function() return true end }) end))
-- expect: false	metamethods.lua:23: attempt to compare two table values
print(pcall(function() return {} < {} end)) -- expect: false	metamethods.lua:25: attempt to compare two table values
local with_le = setmetatable({}, { __le = function() return "yes" end, __lt = error })
print(with_le <= with_le, with_le >= with_le) -- expect: true	true
local log = {}
local function logs(name, result) return function() log[#log + 1] = name return result end end
local handler = logs("eq", 1)
local a, b = setmetatable({}, { __eq = handler }), setmetatable({}, { __eq = handler })
local other = setmetatable({}, { __eq = logs("other", true) })
print(a == b, a ~= b, a == other, a == a, a == {}, a == 5, rawequal(a, b), table.concat(log, " "))
-- expect: true	false	false	true	false	false	false	eq eq
local u, v = proxy { __eq = handler }, proxy { __eq = handler }
print(u == v, u == a, u == newproxy(u)) -- expect: true	false	true
local all = setmetatable({}, {
  __add = function() return "add" end, __sub = function() return "sub" end, __mul = function() return "mul" end,
  __div = function() return "div" end, __mod = function() return "mod" end, __pow = function() return "pow" end,
  __unm = function() return "unm" end, __concat = function() return "concat" end,
  __call = function(self, ...) return select("#", ...), ... end, __tostring = function() return "shown" end,
  __index = function(_, k) return "index " .. tostring(k) end, __metatable = "locked",
})
print(all + 1, 1 + all, all - 1, all * 2, all / 2, all % 2, all ^ 2, -all, all .. "x", "x" .. all, 1 .. all, "a" .. "b" .. all)
-- expect: add	add	sub	mul	div	mod	pow	unm	concat	concat	concat	aconcat
print(all(1, nil), all.name, all[1], tostring(all), getmetatable(all), pcall(setmetatable, all, {}))
-- expect: 2	index name	index 1	shown	locked	false	cannot change a protected metatable
print(pcall(tostring, setmetatable({}, { __tostring = function() return 5 end }))) -- expect: true	5
print(pcall(print, setmetatable({}, { __tostring = function() return {} end })))
-- expect: false	'tostring' must return a string to 'print'
print(getmetatable("").__index == string, getmetatable("x") == getmetatable("y"), getmetatable(1), getmetatable(print), getmetatable(nil))
-- expect: true	true	nil	nil	nil
print(pcall(function() return nil .. "x" end)) -- expect: false	metamethods.lua:53: attempt to concatenate a nil value
local called_with = {}
local chain = setmetatable({}, { __index = setmetatable({ found = "far" }, { __index = function(_, k) return k .. "?" end }) })
print(chain.found, chain.other, rawget(chain, "found")) -- expect: far	other?	nil
local store = setmetatable({}, { __newindex = function(t, k, v) rawset(t, k, v * 2) end })
store.x = 5 store.x = 6
print(store.x, pcall(function() local t = setmetatable({}, { __newindex = 5 }) t.x = 1 end))
-- expect: 6	false	metamethods.lua:59: attempt to index a number value
print(pcall(function() local t = {} setmetatable(t, { __index = t }) return t.missing end))
-- expect: false	metamethods.lua:61: loop in gettable
print(pcall(function() local t = setmetatable({}, {}) getmetatable(t).__call = 5 t() end))
-- expect: false	metamethods.lua:63: attempt to call local 't' (a table value)
print(pcall(function() local t = setmetatable({}, { __call = setmetatable({}, { __call = print }) }) t() end))
-- expect: false	metamethods.lua:65: attempt to call local 't' (a table value)
print(debug.setmetatable(1, { __index = { twice = function(n) return n * 2 end }, __call = function(n, x) return n + x end }), (5):twice(), (2)(3))
-- expect: true	10	5
debug.setmetatable(1, nil)
print(pcall(function() return (5):twice() end)) -- expect: false	metamethods.lua:70: attempt to index a number value
print(type(newproxy()), type(newproxy(true)), getmetatable(newproxy()), type(getmetatable(newproxy(true))), pcall(newproxy, 5))
-- expect: userdata	userdata	nil	table	false	bad argument #1 to '?' (boolean or proxy expected)
local base = newproxy(true)
print(getmetatable(newproxy(base)) == getmetatable(base), newproxy(base) == base, pcall(newproxy, newproxy()))
-- expect: true	false	false	bad argument #1 to '?' (boolean or proxy expected)
