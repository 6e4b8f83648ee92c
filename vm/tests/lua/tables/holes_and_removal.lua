-- Assigning nil removes a field; the others stay where they are.
local t = { "a", "b", "c", "d", "e", k = 1, l = 2 }
t[3] = nil
t.k = nil
print(t[2], t[3], t[4], t.k, t.l) -- expect: b	nil	d	nil	2
local count = 0
for _ in pairs(t) do count = count + 1 end
print(count) -- expect: 5
t[3] = "again"
print(#t, table.concat(t, "")) -- expect: 5	abagainde
-- Filling and clearing repeatedly does not lose or resurrect anything.
local u = {}
for round = 1, 20 do
  for i = 1, 50 do u["k" .. i] = round u[i * round] = i end
  for i = 1, 50 do
    assert(u["k" .. i] == round)
    u["k" .. i] = nil
    u[i * round] = nil
  end
  assert(next(u) == nil)
end
print(next(u), #u) -- expect: nil	0
-- Keys of very different sizes live together.
local sparse = { [1] = "a", [1000] = "b", [1000000] = "c", [2^40] = "d", [-5] = "e", [math.maxinteger] = "f" }
local keys = {}
for k in pairs(sparse) do keys[#keys + 1] = k end
table.sort(keys)
print(table.concat(keys, " ")) -- expect: -5 1 1000 1000000 1099511627776 9223372036854775807
local queue, first, last = {}, 1, 0
for i = 1, 500 do last = last + 1 queue[last] = i if i % 2 == 0 then queue[first] = nil first = first + 1 end end
print(first, last, queue[first], queue[last], queue[first - 1]) -- expect: 251	500	251	500	nil
