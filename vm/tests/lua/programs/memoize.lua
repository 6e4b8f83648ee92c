-- Memoization by one and several arguments, with results of any number and statistics.
-- collect-always: skip (many objects)
local nil_key, result_key = {}, {}
local function memoize(f)
  local root, hits, misses = {}, 0, 0
  local function call(...)
    local node = root
    for i = 1, select("#", ...) do
      local k = (select(i, ...))
      if k == nil then k = nil_key elseif k ~= k then return f(...) end
      local child = node[k]
      if not child then child = {} node[k] = child end
      node = child
    end
    local r = node[result_key]
    if not r then
      misses = misses + 1
      r = table.pack(f(...))
      node[result_key] = r
    else
      hits = hits + 1
    end
    return table.unpack(r, 1, r.n)
  end
  return call, function() return hits, misses end
end
local fib, fib_stats
fib, fib_stats = memoize(function(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end)
print(fib(80), fib_stats()) -- expect: 23416728348467685	78	81
local join, join_stats = memoize(function(...) return select("#", ...), ... end)
print(join()) -- expect: 0
print(join(nil)) -- expect: 1	nil
print(join(1, nil, "x")) -- expect: 3	1	nil	x
print(join(1, nil, "x")) -- expect: 3	1	nil	x
print(join(1.0, nil, "x")) -- expect: 3	1	nil	x
print(join_stats()) -- expect: 2	3
local lcs, lcs_stats
lcs, lcs_stats = memoize(function(a, b)
  if a == "" or b == "" then return "" end
  if a:byte() == b:byte() then return a:sub(1, 1) .. lcs(a:sub(2), b:sub(2)) end
  local x, y = lcs(a:sub(2), b), lcs(a, b:sub(2))
  return #x >= #y and x or y
end)
print(lcs("AGGTABXYZQ", "GXTXAYBZ"), select(2, lcs_stats()) < 200) -- expect: GTXYZ	true
local partitions
partitions = memoize(function(n, k)
  if n == 0 then return 1 end
  if n < 0 or k == 0 then return 0 end
  return partitions(n - k, k) + partitions(n, k - 1)
end)
print(partitions(5, 5), partitions(50, 50), partitions(100, 100)) -- expect: 7	204226	190569292
local binomial
binomial = memoize(function(n, k) if k == 0 or k == n then return 1 end return binomial(n - 1, k - 1) + binomial(n - 1, k) end)
print(binomial(10, 5), binomial(60, 30)) -- expect: 252	118264581564861424
print(pcall(memoize(function() error("not remembered", 0) end))) -- expect: false	not remembered
