-- Weak values vanish from tables, strong ones and plain data stay.
local function count(t) local n = 0 for _ in pairs(t) do n = n + 1 end return n end
local cache = setmetatable({}, { __mode = "v" })
local strong = {}
for i = 1, 100 do
  local object = { id = i }
  cache[i] = object
  cache["name" .. i] = object
  if i % 10 == 0 then strong[#strong + 1] = object end
end
cache.number, cache.string, cache.boolean, cache[print] = 1, "text", true, "function as key"
collectgarbage()
print(count(cache), #strong, cache[10] == strong[1], cache.name100 == strong[10], cache[11], cache.name99)
-- expect: 24	10	true	true	nil	nil
print(cache.number, cache.string, cache.boolean, cache[print]) -- expect: 1	text	true	function as key
strong = nil
collectgarbage()
print(count(cache)) -- expect: 4
-- A memoizing cache recomputes what was lost.
local computed = 0
local function memo(f)
  local results = setmetatable({}, { __mode = "v" })
  return function(x)
    local r = results[x]
    if not r then
      computed = computed + 1
      r = f(x)
      results[x] = r
    end
    return r
  end
end
local square = memo(function(x) return { value = x * x } end)
local held = square(3)
print(square(3) == held, square(4).value, computed) -- expect: true	16	2
collectgarbage()
print(square(3) == held, square(4).value, computed) -- expect: true	16	3
-- Functions, coroutines and files as weak values.
local function fill(t)
  local n = 0
  t[1], t[2], t[3] = function() return n end, coroutine.create(print), setmetatable({}, {})
end
local weak = setmetatable({}, { __mode = "v" })
fill(weak)
collectgarbage()
print(count(weak)) -- expect: 0
