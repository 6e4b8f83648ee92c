-- Proxies observe, restrict and default the access to another table.
local function read_only(t) return setmetatable({}, { __index = t, __len = function() return #t end, __pairs = function() return pairs(t) end,
  __newindex = function(_, k) error("cannot set " .. tostring(k), 2) end }) end
local days = read_only { "Mon", "Tue", "Wed" }
print(days[1], #days, days[4], (pcall(function() days[4] = "Thu" end))) -- expect: Mon	3	nil	false
print((select(2, pcall(function() days.x = 1 end)):gsub("^[^:]+:%d+: ", ""))) -- expect: cannot set x
local names = {}
for _, v in pairs(days) do names[#names + 1] = v end
print(table.concat(names, " ")) -- expect: Mon Tue Wed
local function tracked(t, log)
  return setmetatable({}, {
    __index = function(_, k) log[#log + 1] = "r:" .. k return t[k] end,
    __newindex = function(_, k, v) log[#log + 1] = "w:" .. k t[k] = v end,
  })
end
local log = {}
local t = tracked({ x = 1 }, log)
t.y = t.x
t.x = t.y + (t.z or 10)
print(table.concat(log, " "), t.x) -- expect: r:x w:y r:y r:z w:x	11
local defaults = setmetatable({}, { __index = function() return 0 end })
for c in ("mississippi"):gmatch "." do defaults[c] = defaults[c] + 1 end
print(defaults.s, defaults.p, defaults.q, rawget(defaults, "q")) -- expect: 4	2	0	nil
local auto = {}
local auto_mt = {}
auto_mt.__index = function(self, k) local v = setmetatable({}, auto_mt) rawset(self, k, v) return v end
setmetatable(auto, auto_mt)
auto.a.b.c = "deep"
print(auto.a.b.c, rawget(auto.a, "x"), (next(auto))) -- expect: deep	nil	a
local strict = setmetatable({ known = 1 }, { __index = function(_, k) error("unknown field " .. k, 2) end })
print(strict.known, (select(2, pcall(function() return strict.unknwon end)):gsub("^[^:]+:%d+: ", "")))
-- expect: 1	unknown field unknwon
