-- __index as a function or a table is used for absent keys only.
local t = setmetatable({ present = 1, no = false }, { __index = function(self, key) return "made " .. tostring(key) end })
print(t.present, t.absent, t[1], t[2.5], t[true], t.no) -- expect: 1	made absent	made 1	made 2.5	made true	false
t.absent = "now there"
print(t.absent, rawget(t, "absent"), rawget(t, "other")) -- expect: now there	now there	nil
local base = { x = "base x", y = "base y" }
local u = setmetatable({ y = "own y" }, { __index = base })
print(u.x, u.y, u.z) -- expect: base x	own y	nil
base.z = "added later"
print(u.z) -- expect: added later
-- Several levels, mixing tables and functions.
local root = setmetatable({}, { __index = function(_, k) return k .. " from function" end })
local middle = setmetatable({ m = "middle" }, { __index = root })
local leaf = setmetatable({ l = "leaf" }, { __index = middle })
print(leaf.l, leaf.m, leaf.deep) -- expect: leaf	middle	deep from function
-- The function gets the object at its own level, not the start of the chain.
local who
local inner = setmetatable({}, { __index = function(self) who = self end })
local outer = setmetatable({}, { __index = inner })
local _ = outer.anything
print(who == inner) -- expect: true
-- Only one result is used, and it may be nil.
print((setmetatable({}, { __index = function() return 1, 2, 3 end }).x), setmetatable({}, { __index = function() end }).x)
-- expect: 1	nil
print(#{ setmetatable({}, { __index = function() return 1, 2 end }).x }) -- expect: 1
