-- Closures as objects: private state, methods as upvalues, memoised functions and pipelines.
local function stack()
  local items, size = {}, 0
  local self = {}
  function self.push(...)
    for i = 1, select("#", ...) do size = size + 1 items[size] = (select(i, ...)) end
    return self
  end
  function self.pop() local v = items[size] items[size] = nil size = size > 0 and size - 1 or 0 return v end
  function self.size() return size end
  return self
end
local s = stack()
s.push(1, 2).push(3)
print(s.pop(), s.size(), s.pop(), s.pop(), s.pop(), s.size(), s.items) -- expect: 3	2	2	1	nil	0	nil
local calls = 0
local function memoize(f)
  local cache = {}
  return function(x)
    local v = cache[x]
    if v == nil then v = f(x) cache[x] = v end
    return v
  end
end
local slow = memoize(function(x) calls = calls + 1 return x * x end)
print(slow(4), slow(4), slow(5), slow(4), calls) -- expect: 16	16	25	16	2
local function range(n) local i = 0 return function() i = i + 1 if i <= n then return i end end end
local function map(f, it) return function() local v = it() if v ~= nil then return f(v) end end end
local function filter(p, it) return function() for v in it do if p(v) then return v end end end end
local out = {}
for v in map(function(x) return x * x end, filter(function(x) return x % 2 == 1 end, range(9))) do out[#out + 1] = v end
print(table.concat(out, " ")) -- expect: 1 9 25 49 81
