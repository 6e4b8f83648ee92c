-- table.sort orders in place, with < or with a given comparison.
local function show(t, ...) table.sort(t, ...) print(table.concat(t, " ")) end
show { 3, 1, 2 } -- expect: 1 2 3
show { "pear", "apple", "fig" } -- expect: apple fig pear
show { 2.5, -1, 10, 0.1, 2 } -- expect: -1 0.1 2 2.5 10
show({ 3, 1, 2 }, function(a, b) return a > b end) -- expect: 3 2 1
show({ "bb", "a", "ccc" }, function(a, b) return #a > #b end) -- expect: ccc bb a
show { 1 } -- expect: 1
show { 2, 1 } -- expect: 1 2
show { 5, 5, 5, 1, 1 } -- expect: 1 1 5 5 5
print(select("#", table.sort {})) -- expect: 0
local many, copy = {}, {}
local seed = 7
for i = 1, 1000 do seed = (seed * 1103515245 + 12345) % 2147483648 many[i] = seed % 500 copy[i] = many[i] end
table.sort(many)
for i = 2, #many do assert(many[i - 1] <= many[i]) end
table.sort(copy, function(a, b) return a > b end)
for i = 2, #copy do assert(copy[i - 1] >= copy[i]) end
print(many[1] == copy[1000], many[1000] == copy[1]) -- expect: true	true
for n = 1, 100 do
  local up, down = {}, {}
  for i = 1, n do up[i] = i down[i] = n - i end
  table.sort(up)
  table.sort(down)
  for i = 1, n do assert(up[i] == i and down[i] == i - 1) end
end
local people = { { "Ann", 31 }, { "Bob", 25 }, { "Cid", 31 } }
table.sort(people, function(a, b) if a[2] ~= b[2] then return a[2] < b[2] end return a[1] < b[1] end)
print(people[1][1], people[2][1], people[3][1]) -- expect: Bob	Ann	Cid
-- Equal elements that can be told apart come in the order of the reference's steps.
local mixed, zeros = {}, {}
local seed = 7
for position = 1, 40 do
  seed = seed * 16807 % 2147483647
  mixed[position] = seed % 3 == 0 and seed % 5 or seed % 5 + 0.0
  zeros[position] = seed % 2 == 0 and 0.0 or -1 / (1 / 0)
end
table.sort(mixed)
table.sort(zeros)
print(table.concat(mixed, " "))
-- expect: 0.0 0.0 0 0 0 0.0 0 0.0 1.0 1.0 1 1.0 1 1 2.0 2.0 2 2.0 2.0 2 2.0 2.0 3.0 3 3.0 3.0 3 3.0 3.0 3 3.0 3.0 4.0 4.0 4.0 4.0 4 4.0 4.0 4.0
for position, zero in ipairs(zeros) do zeros[position] = 1 / zero > 0 and "+" or "-" end
print(table.concat(zeros))
-- expect: -+-++--------+------+--++-+--+-++----++-
