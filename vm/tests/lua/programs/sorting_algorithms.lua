-- Ten sorting algorithms give the same result on the same data.
local sorts = {}
function sorts.bubble(t)
  repeat
    local swapped = false
    for i = 2, #t do if t[i] < t[i - 1] then t[i], t[i - 1], swapped = t[i - 1], t[i], true end end
  until not swapped
end
function sorts.selection(t)
  for i = 1, #t - 1 do
    local least = i
    for j = i + 1, #t do if t[j] < t[least] then least = j end end
    t[i], t[least] = t[least], t[i]
  end
end
function sorts.insertion(t)
  for i = 2, #t do
    local v, j = t[i], i - 1
    while j >= 1 and t[j] > v do t[j + 1] = t[j] j = j - 1 end
    t[j + 1] = v
  end
end
function sorts.shell(t)
  local gap = #t // 2
  while gap > 0 do
    for i = gap + 1, #t do
      local v, j = t[i], i
      while j > gap and t[j - gap] > v do t[j] = t[j - gap] j = j - gap end
      t[j] = v
    end
    gap = gap // 2
  end
end
function sorts.merge(t)
  local function sort(from, to)
    if from >= to then return end
    local middle = (from + to) // 2
    sort(from, middle)
    sort(middle + 1, to)
    local left = table.move(t, from, middle, 1, {})
    local i, j, k = 1, middle + 1, from
    while i <= #left do
      if j <= to and t[j] < left[i] then t[k] = t[j] j = j + 1 else t[k] = left[i] i = i + 1 end
      k = k + 1
    end
  end
  sort(1, #t)
end
function sorts.quick(t)
  local function sort(low, high)
    while low < high do
      local pivot, i, j = t[(low + high) // 2], low, high
      repeat
        while t[i] < pivot do i = i + 1 end
        while t[j] > pivot do j = j - 1 end
        if i <= j then t[i], t[j] = t[j], t[i] i, j = i + 1, j - 1 end
      until i > j
      if j - low < high - i then sort(low, j) low = i else sort(i, high) high = j end
    end
  end
  sort(1, #t)
end
function sorts.heap(t)
  local function sift(i, n)
    while 2 * i <= n do
      local child = 2 * i
      if child < n and t[child] < t[child + 1] then child = child + 1 end
      if t[i] >= t[child] then return end
      t[i], t[child] = t[child], t[i]
      i = child
    end
  end
  for i = #t // 2, 1, -1 do sift(i, #t) end
  for n = #t, 2, -1 do
    t[1], t[n] = t[n], t[1]
    sift(1, n - 1)
  end
end
function sorts.counting(t)
  local counts, least, most = {}, math.huge, -math.huge
  for _, v in ipairs(t) do counts[v] = (counts[v] or 0) + 1 least, most = math.min(least, v), math.max(most, v) end
  local k = 0
  if least <= most then for v = least, most do for _ = 1, counts[v] or 0 do k = k + 1 t[k] = v end end end
end
function sorts.radix(t)
  local base = 0
  for _, v in ipairs(t) do base = math.min(base, v) end
  for i = 1, #t do t[i] = t[i] - base end
  for shift = 0, 24, 4 do
    local buckets = {}
    for d = 0, 15 do buckets[d] = {} end
    for _, v in ipairs(t) do local b = buckets[v >> shift & 15] b[#b + 1] = v end
    local k = 0
    for d = 0, 15 do for _, v in ipairs(buckets[d]) do k = k + 1 t[k] = v end end
  end
  for i = 1, #t do t[i] = t[i] + base end
end
sorts.library = table.sort
local seed = 12345
local function random(n) seed = (seed * 1103515245 + 12345) % 2147483648 return seed // 65536 % n end
local inputs = { {}, { 1 }, { 2, 1 }, { 3, 3, 3 }, {}, {}, {} }
for i = 1, 60 do inputs[5][i] = random(100) - 50 inputs[6][i] = i inputs[7][i] = 60 - i end
local names = {}
for name in pairs(sorts) do names[#names + 1] = name end
table.sort(names)
for _, name in ipairs(names) do
  local sums = {}
  for i, input in ipairs(inputs) do
    local t = table.move(input, 1, #input, 1, {})
    sorts[name](t)
    local sum = 0
    for k, v in ipairs(t) do
      assert(k == 1 or t[k - 1] <= v, name)
      sum = sum + k * v
    end
    assert(#t == #input)
    sums[i] = sum
  end
  print(name, table.concat(sums, " "))
end
-- expect: bubble	0 1 5 18 38442 73810 71980
-- expect: counting	0 1 5 18 38442 73810 71980
-- expect: heap	0 1 5 18 38442 73810 71980
-- expect: insertion	0 1 5 18 38442 73810 71980
-- expect: library	0 1 5 18 38442 73810 71980
-- expect: merge	0 1 5 18 38442 73810 71980
-- expect: quick	0 1 5 18 38442 73810 71980
-- expect: radix	0 1 5 18 38442 73810 71980
-- expect: selection	0 1 5 18 38442 73810 71980
-- expect: shell	0 1 5 18 38442 73810 71980
-- Stability of the merge sort, shown with objects that compare by one field.
local mt = { __lt = function(a, b) return a.key < b.key end, __le = function(a, b) return a.key <= b.key end }
local objects = {}
for i = 1, 12 do objects[i] = setmetatable({ key = i % 3, order = i }, mt) end
sorts.merge(objects)
for i, o in ipairs(objects) do objects[i] = o.key .. ":" .. o.order end
print(table.concat(objects, " ")) -- expect: 0:3 0:6 0:9 0:12 1:1 1:4 1:7 1:10 2:2 2:5 2:8 2:11
