-- A weak key whose value refers to it, directly or in a circle, can still be collected.
local function count(t) local n = 0 for _ in pairs(t) do n = n + 1 end return n end
local e = setmetatable({}, { __mode = "k" })
local function self_reference() local k = {} e[k] = { back = k } end
self_reference()
collectgarbage()
print(count(e)) -- expect: 0
local function through_closure() local k = {} e[k] = function() return k end end
through_closure()
collectgarbage()
print(count(e)) -- expect: 0
-- A chain of entries, each value being the next key, lives as long as its first key.
local first = {}
local function chain(n)
  local k = first
  for _ = 1, n do
    local next_key = {}
    e[k] = next_key
    k = next_key
  end
  e[k] = "end"
end
chain(20)
collectgarbage()
print(count(e)) -- expect: 21
local steps, k = 0, first
while type(e[k]) == "table" do
  k = e[k]
  steps = steps + 1
end
print(steps, e[k]) -- expect: 20	end
k, first = nil, nil
collectgarbage()
print(count(e)) -- expect: 0
-- Circles across two ephemeron tables.
local e2 = setmetatable({}, { __mode = "k" })
local function circle() local a, b = {}, {} e[a] = b e2[b] = a end
circle()
collectgarbage()
collectgarbage()
print(count(e), count(e2)) -- expect: 0	0
local root = {}
local function anchored() local a, b = {}, {} root.a = a e[a] = b e2[b] = "reached" end
anchored()
collectgarbage()
print(e2[e[root.a]], count(e), count(e2)) -- expect: reached	1	1
