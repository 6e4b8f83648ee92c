-- Collecting in the middle of every kind of operation does no harm.
collectgarbage("param", "pause", 100)
local mt = {}
mt.__index = function(_, k) collectgarbage "step" return k .. "!" end
mt.__add = function(a, b) collectgarbage() return setmetatable({ n = (a.n or 0) + (b.n or 0) }, mt) end
mt.__concat = function(a, b) collectgarbage() return "joined" end
mt.__eq = function() collectgarbage() return true end
mt.__call = function(_, ...) collectgarbage() return ... end
mt.__lt = function() collectgarbage() return true end
local function new(n) return setmetatable({ n = n }, mt) end
print((new(1) + new(2) + new(3)).n, new(1).field, new(1) .. "x", new(1) == new(2), new(1) < new(2))
-- expect: 6	field!	joined	true	true
print(new(1)("a" .. 1, "b" .. 2, #{ {}, {}, {} })) -- expect: a1	b2	3
print((("abc"):gsub(".", function(c) collectgarbage() return c:upper() end))) -- expect: ABC
local list = { 5, 3, 8, 1 }
table.sort(list, function(a, b) collectgarbage "step" return a < b end)
print(table.concat(list, " ")) -- expect: 1 3 5 8
local t = {}
for k, v in pairs { a = {}, b = {}, c = {} } do
  collectgarbage()
  t[k] = v
end
print(t.a ~= nil, t.b ~= nil, t.c ~= nil) -- expect: true	true	true
local co = coroutine.wrap(function(...)
  local args = { ... }
  collectgarbage()
  local got = coroutine.yield(table.unpack(args))
  collectgarbage()
  return got, #args
end)
print(co("x" .. 1, "y" .. 2)) -- expect: x1	y2
collectgarbage()
print(co({}) ~= nil) -- expect: true
print(load("return " .. ("'s' .. "):rep(50) .. "'end'")():len(), select("#", pcall(function() collectgarbage() return {}, {}, {} end)))
-- expect: 53	4
print(("%s %s"):format(setmetatable({}, { __tostring = function() collectgarbage() return "formatted" .. #t end }), "end"))
-- expect: formatted0 end
collectgarbage("param", "pause", 250)
