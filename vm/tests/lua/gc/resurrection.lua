-- An object stored by its finalizer lives on, and is not finalized again.
local saved, finalized = nil, 0
local function make()
  setmetatable({ name = "phoenix", part = { value = 7 } }, { __gc = function(o) finalized = finalized + 1 saved = o end })
end
make()
collectgarbage()
print(saved.name, saved.part.value, finalized) -- expect: phoenix	7	1
collectgarbage()
saved.name = "still usable"
print(saved.name, finalized, getmetatable(saved) ~= nil) -- expect: still usable	1	true
saved = nil
collectgarbage()
print(finalized) -- expect: 1
-- Weak values go before the finalizer runs, weak keys only afterwards.
local by_value, by_key = setmetatable({}, { __mode = "v" }), setmetatable({}, { __mode = "k" })
local seen_value, seen_key
local function weak()
  local o = setmetatable({}, { __gc = function(x) seen_value, seen_key = by_value.o, by_key[x] end })
  by_value.o = o
  by_key[o] = "attribute"
end
weak()
collectgarbage()
collectgarbage()
print(seen_value, seen_key, next(by_value), next(by_key)) -- expect: nil	attribute	nil	nil
-- A finalizer may create objects and collect.
local created = {}
local function creator() setmetatable({}, { __gc = function() for i = 1, 100 do created[i] = { i } end collectgarbage "step" end }) end
creator()
collectgarbage()
print(#created, created[100][1]) -- expect: 100	100
