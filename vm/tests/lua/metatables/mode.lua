-- __mode makes keys or values weak.
local function count(t) local n = 0 for _ in pairs(t) do n = n + 1 end return n end
local weak_values = setmetatable({}, { __mode = "v" })
local kept = {}
weak_values.a, weak_values.b, weak_values[1], weak_values[2] = {}, kept, {}, kept
weak_values.s, weak_values.n = "string", 42
collectgarbage()
print(weak_values.a, weak_values.b == kept, weak_values[1], weak_values[2] == kept, weak_values.s, weak_values.n)
-- expect: nil	true	nil	true	string	42
local weak_keys = setmetatable({}, { __mode = "k" })
weak_keys[{}] = "lost"
weak_keys[kept] = "kept"
weak_keys.name = {}
collectgarbage()
print(count(weak_keys), weak_keys[kept], type(weak_keys.name)) -- expect: 2	kept	table
local both = setmetatable({}, { __mode = "kv" })
both[{}], both[kept], both.x, both[1] = kept, {}, kept, kept
collectgarbage()
print(count(both), both.x == kept, both[1] == kept, both[kept]) -- expect: 2	true	true	nil
-- Changing the mode later counts too.
local mt = {}
local t = setmetatable({ {}, {} }, mt)
collectgarbage()
print(#t) -- expect: 2
mt.__mode = "v"
setmetatable(t, mt)
collectgarbage()
print(#t) -- expect: 0
-- A strong table keeps everything.
local strong = setmetatable({ {}, x = {} }, { __mode = "" })
collectgarbage()
print(type(strong[1]), type(strong.x)) -- expect: table	table
