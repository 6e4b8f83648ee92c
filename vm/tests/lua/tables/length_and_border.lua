-- The length is a border; for a sequence that is the number of items.
local t = {}
for i = 1, 100 do
  t[i] = i
  assert(#t == i)
end
for i = 100, 51, -1 do
  t[i] = nil
  assert(#t == i - 1)
end
print(#t) -- expect: 50
local function is_border(t)
  local n = #t
  return (n == 0 or t[n] ~= nil) and t[n + 1] == nil
end
local holes = { 1, 2, nil, 4 }
print(is_border(holes), is_border { nil, nil, 3 }, is_border { n = 1 }, is_border { [2] = 2 }, is_border { [0] = 0, [-1] = -1 })
-- expect: true	true	true	true	true
for size = 1, 40 do
  for hole = 1, size do
    local u = {}
    for i = 1, size do u[i] = i end
    u[hole] = nil
    assert(is_border(u))
  end
end
local backwards = {}
for i = 20, 1, -1 do backwards[i] = i end
print(#backwards) -- expect: 20
local hash = { x = 1 }
for i = 1, 10 do hash[i] = i end
print(#hash) -- expect: 10
hash[11.0] = 11
print(#hash) -- expect: 11
print(#"", #"abc", #"\0\0", -#{ 1, 2 }, #{ 1, 2 } * 2) -- expect: 0	3	2	-2	4
local big = {}
for i = 1, 1000 do big[i] = true end
for i = 1, 999 do big[i] = nil end
print(is_border(big), rawlen { 1, 2 }, rawlen "four") -- expect: true	2	4
print(pcall(rawlen, 5)) -- expect: false	bad argument #1 to 'rawlen' (table or string expected, got number)
