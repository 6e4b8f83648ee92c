-- Permutations in several orders: recursive, lexicographic, by index, and derangements.
local function recursive(list, visit)
  local n = #list
  local function go(k)
    if k == 0 then return visit(list) end
    for i = 1, k do
      list[i], list[k] = list[k], list[i]
      go(k - 1)
      list[i], list[k] = list[k], list[i]
    end
  end
  go(n)
end
local function next_permutation(list)
  local i = #list - 1
  while i > 0 and list[i] >= list[i + 1] do i = i - 1 end
  if i == 0 then return false end
  local j = #list
  while list[j] <= list[i] do j = j - 1 end
  list[i], list[j] = list[j], list[i]
  local a, b = i + 1, #list
  while a < b do
    list[a], list[b] = list[b], list[a]
    a, b = a + 1, b - 1
  end
  return true
end
local function factorial(n) return n < 2 and 1 or n * factorial(n - 1) end
local function nth(items, n)
  local pool, out = table.move(items, 1, #items, 1, {}), {}
  for i = #pool, 1, -1 do
    local f = factorial(i - 1)
    out[#out + 1] = table.remove(pool, n // f + 1)
    n = n % f
  end
  return out
end
local all, seen = 0, {}
recursive({ 1, 2, 3, 4, 5 }, function(p) all = all + 1 seen[table.concat(p)] = true end)
local distinct = 0
for _ in pairs(seen) do distinct = distinct + 1 end
print(all, distinct) -- expect: 120	120
local list, out = { "a", "b", "b", "c" }, {}
repeat out[#out + 1] = table.concat(list) until not next_permutation(list)
print(#out, table.concat(out, " ")) -- expect: 12	abbc abcb acbb babc bacb bbac bbca bcab bcba cabb cbab cbba
local ordered = { 1, 2, 3, 4 }
local index = 0
repeat
  assert(table.concat(ordered) == table.concat(nth({ 1, 2, 3, 4 }, index)))
  index = index + 1
until not next_permutation(ordered)
print(index, table.concat(nth({ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }, 999999))) -- expect: 24	2783915460
local derangements = 0
recursive({ 1, 2, 3, 4, 5, 6 }, function(p) for i, v in ipairs(p) do if i == v then return end end derangements = derangements + 1 end)
print(derangements) -- expect: 265
-- Heap's method as an iterator without recursion.
local function heap(items)
  local c, i, first = {}, 1, true
  for k = 1, #items do c[k] = 1 end
  return function()
    if first then first = false return items end
    while i <= #items do
      if c[i] < i then
        local j = i % 2 == 1 and 1 or c[i]
        items[j], items[i] = items[i], items[j]
        c[i] = c[i] + 1
        i = 1
        return items
      end
      c[i] = 1
      i = i + 1
    end
  end
end
out = {}
for p in heap { "x", "y", "z" } do out[#out + 1] = table.concat(p) end
print(table.concat(out, " ")) -- expect: xyz yxz zxy xzy yzx zyx
local n = 0
for _ in heap { 1, 2, 3, 4, 5, 6 } do n = n + 1 end
print(n) -- expect: 720
