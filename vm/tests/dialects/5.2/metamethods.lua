-- Metamethods that came with 5.2: `__pairs`, `__ipairs`, `__len` of tables, `__gc` of tables; and the rules of `==` and `<`.
-- Which of its names a library function has in a message is left to chance by the reference, so names are left out.
local function problem(...)
  return (select(2, pcall(...)):gsub("to '.-'", "to it"))
end
local function pairs_of(t)
  local found = {}
  for k, v in pairs(t) do found[#found + 1] = tostring(k) .. "=" .. tostring(v) end
  return table.concat(found, " ")
end
local listed = setmetatable({}, { __pairs = function(t) return function(_, k) if not k then return 1, "only" end end, t, nil, "dropped" end })
print(pairs_of(listed), select("#", pairs(listed))) -- expect: 1=only	3
local shown = setmetatable({}, { __ipairs = function(t) return function(_, i) if i < 3 then return i + 1, "i" .. i end end, t, 0 end })
local found = {}
for i, v in ipairs(shown) do found[#found + 1] = i .. v end
print(table.concat(found, " "), select("#", ipairs(shown))) -- expect: 1i0 2i1 3i2	3
print(pairs_of(setmetatable({ 5 }, { __index = { 6, 7 } }))) -- expect: 1=5
found = {}
for i, v in ipairs(setmetatable({ 5 }, { __index = { 6, 7 } })) do found[#found + 1] = i .. "=" .. v end
print(table.concat(found, " ")) -- expect: 1=5
print(problem(pairs)) -- expect: bad argument #1 to it (table expected, got no value)
print(problem(pairs, nil)) -- expect: bad argument #1 to it (table expected, got nil)
print(problem(ipairs, 5)) -- expect: bad argument #1 to it (table expected, got number)
print(problem(pairs, setmetatable({}, { __pairs = 5 }))) -- expect: attempt to call a number value
print(pairs_of({ "a" }), select("#", pairs({})), (pairs({})) == next) -- expect: 1=a	3	true
local userdata = io.stdout
local meta = getmetatable(userdata)
meta.__pairs = function() return function(_, k) if not k then return "file", 1 end end end
print(pairs_of(userdata)) -- expect: file=1
meta.__pairs = nil
print(#setmetatable({ 1, 2 }, { __len = function() return 42 end }), #setmetatable({}, { __len = function() return "text" end }), rawlen(setmetatable({ 1 }, { __len = error })))
-- expect: 42	text	1
print(pcall(function() return #setmetatable({}, { __len = function() error("in len", 0) end }) end))
-- expect: false	in len
local same = function() return true end
local a, b = setmetatable({}, { __eq = same }), setmetatable({}, { __eq = same })
local other = setmetatable({}, { __eq = function() return false end })
print(a == b, a ~= b, a == other, other == a, a == {}, a == 1, rawequal(a, b))
-- expect: true	false	false	false	false	false	false
local ordered = { __lt = function(x, y) return x.n < y.n end }
local one, two = setmetatable({ n = 1 }, ordered), setmetatable({ n = 2 }, ordered)
print(one < two, one > two, one <= two, two <= one, one >= two) -- expect: true	false	true	false	false
print(pcall(function() return one < 5 end))
-- expect: false	metamethods.lua:40: attempt to index local 'y' (a number value)
local mixed = setmetatable({}, { __lt = function(x, y) return type(x) == "number" or type(y) == "number" end, __le = function() return 1 end })
print(mixed < 1, 1 < mixed, mixed <= 1, mixed > {} , pcall(function() return {} < mixed end))
-- expect: true	true	true	false	true	false
local log = {}
local all = setmetatable({}, {
  __add = function(x, y) return "add" end, __sub = function() return "sub" end, __mul = function() return "mul" end,
  __div = function() return "div" end, __mod = function() return "mod" end, __pow = function() return "pow" end,
  __unm = function(x, y) return "unm", rawequal(x, y) end, __concat = function(x, y) return "concat" end,
  __call = function(self, ...) return select("#", ...), ... end, __tostring = function() return "shown" end,
  __index = function(_, k) return "index " .. tostring(k) end, __newindex = function(_, k, v) log[#log + 1] = tostring(k) .. "=" .. tostring(v) end,
  __idiv = function() return "never" end, __band = function() return "never" end, __metatable = "locked",
})
print(all + 1, 1 + all, all - 1, all * 2, all / 2, all % 2, all ^ 2, -all, all .. "x", "x" .. all, 1 .. all)
-- expect: add	add	sub	mul	div	mod	pow	unm	concat	concat	concat
print(all(1, nil), all.name, all[1], tostring(all), getmetatable(all), pcall(setmetatable, all, {}))
-- expect: 2	index name	index 1	shown	locked	false	cannot change a protected metatable
all.x, all[1] = 1, 2
print(table.concat(log, " "), rawget(all, "x")) -- expect: 1=2 x=1	nil
print(pcall(tostring, setmetatable({}, { __tostring = function() return 5 end }))) -- expect: true	5
print(tostring(setmetatable({}, { __name = "Named" })):match("^table") ~= nil) -- expect: true
local deep = {}
for i = 1, 50 do deep = setmetatable({}, { __index = deep }) end
print(deep.missing, pcall(function() local t = {} setmetatable(t, { __index = t }) return t.x end))
-- expect: nil	false	metamethods.lua:67: loop in gettable
print(pcall(function() return {} + 1 end))
-- expect: false	metamethods.lua:69: attempt to perform arithmetic on a table value
print(pcall(function() return {} .. "x" end))
-- expect: false	metamethods.lua:71: attempt to concatenate a table value
print(pcall(function() local t = {} t.x.y = 1 end))
-- expect: false	metamethods.lua:73: attempt to index field 'x' (a nil value)
print(pcall(function() return -nil end))
-- expect: false	metamethods.lua:75: attempt to perform arithmetic on a nil value
print(pcall(function() return 2 < "x" end)) -- expect: false	metamethods.lua:77: attempt to compare number with string
