-- Generic loops over tables by next, pairs and ipairs, whatever happens to the table meanwhile.
local function size(t) local n = 0 for _ in pairs(t) do n = n + 1 end return n end
local keys = { 10, 20, 30, nil, 50, x = 1, [2.5] = 2, [true] = 3, [false] = 4, [print] = 5, [-1] = 6 }
local function sum(...) local s = 0 for _, v in ... do s = s + v end return s end
print(sum(pairs(keys)), sum(next, keys), sum(next, keys, 1), size(keys)) -- expect: 131	131	121	10
-- One variable, more than two, and a start that is not the beginning.
local count = 0
for k in next, keys do count = count + 1 end
for k, v, w, u in next, keys do if w == nil and u == nil then count = count + 1 end end
for k, v, w in ipairs({ 1, 2, 3 }) do if w == nil then count = count + v end end
print(count) -- expect: 26
local list = { "a", "b", "c", "d" }
local seen = {}
for i, v in next, list, 2 do seen[#seen + 1] = i .. v end
print(table.concat(seen, " ")) -- expect: 3c 4d
-- Entries that go away during the walk, with a collection, and values that change.
local fields = {}
for i = 1, 200 do fields["key" .. i] = { i } end
local total = 0
for k, v in pairs(fields) do
  total = total + v[1]
  fields[k] = nil
  if v[1] % 50 == 0 then collectgarbage() end
end
print(total, next(fields)) -- expect: 20100	nil
local squares = {}
for i = 1, 9 do squares[i], squares["f" .. i] = i, i end
for k, v in pairs(squares) do squares[k] = v * v end
print(sum(pairs(squares))) -- expect: 570
-- Two walks of one table, one inside the other.
local pairs_seen = 0
for a in pairs(list) do for b in pairs(list) do if a ~= b then pairs_seen = pairs_seen + 1 end end end
print(pairs_seen) -- expect: 12
-- The list ends, grows and shrinks under ipairs; metamethods are asked behind its end.
local grown = { 1, 2, 3 }
for i, v in ipairs(grown) do if i < 6 then grown[i + 3] = v * 2 end end
print(table.concat(grown, " ")) -- expect: 1 2 3 2 4 6 4 8
local proxy = setmetatable({ 1, 2 }, { __index = function(_, i) if i <= 4 then return i * 10 end end })
local text = {}
for i, v in ipairs(proxy) do text[#text + 1] = v end
print(table.concat(text, " ")) -- expect: 1 2 30 40
for i in ipairs({ nil, 2 }) do print("never") end
for k in pairs({}) do print("never") end
-- A walk that a coroutine suspends, and one that an error leaves.
local walk = coroutine.wrap(function() for i, v in ipairs(list) do coroutine.yield(i, v) end return "end" end)
print(walk(), select(2, walk()), (walk())) -- expect: 1	b	3
print(pcall(function() for k, v in pairs(list) do error(k .. v, 0) end end)) -- expect: false	1a
-- A key that is not in the table, and an iterator that only looks like next.
print(pcall(function() for k in next, {}, "absent" do end end) and "walked" or "refused") -- expect: refused
local mine = function(t, k) return next(t, k) end
local mixed = 0
for k, v in mine, list do mixed = mixed + k end
print(mixed, select("#", next({})), rawequal(next({}), nil)) -- expect: 10	1	true
-- A table that is filled anew while it is walked can be left at any time.
local moving = { a = 1, b = 2, c = 3 }
local ok = pcall(function()
  for k in pairs(moving) do for i = 1, 100 do moving[i .. k] = i end if size(moving) > 500 then break end end
end)
print(type(ok)) -- expect: boolean
-- With a hook the walk is the same.
local lines = 0
debug.sethook(function() lines = lines + 1 end, "", 1)
local with_hook = sum(pairs(keys)) + sum(ipairs({ 1, 2, 3 }))
debug.sethook()
print(with_hook, lines > 20) -- expect: 137	true
-- Sorting by a function that is called again and again: results of any kind, an error in the middle, a yield that is refused.
local numbers = {}
for i = 1, 100 do numbers[i] = (i * 37) % 101 end
local comparisons = 0
table.sort(numbers, function(a, b, c) comparisons = comparisons + (c == nil and 1 or 0) return a > b and "yes" or nil end)
print(numbers[1], numbers[50], numbers[100], comparisons > 300) -- expect: 100	51	1	true
local calls = 0
print(pcall(table.sort, numbers, function(a, b) calls = calls + 1 if calls == 60 then error("tired", 0) end return a < b end))
-- expect: false	tired
print(pcall(coroutine.wrap(function() table.sort(numbers, function(a, b) coroutine.yield() return a < b end) end)) == false)
-- expect: true
table.sort(numbers, function(...) local a, b = ... return a < b end)
print(numbers[1], numbers[100]) -- expect: 1	100
