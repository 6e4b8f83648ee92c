-- Generators: permutations, combinations, Fibonacci, merging and zipping.
local function permutations(list)
  return coroutine.wrap(function()
    local function permute(n)
      if n == 0 then coroutine.yield(table.concat(list)) return end
      for i = n, 1, -1 do
        list[i], list[n] = list[n], list[i]
        permute(n - 1)
        list[i], list[n] = list[n], list[i]
      end
    end
    permute(#list)
  end)
end
local out = {}
for p in permutations { "a", "b", "c" } do out[#out + 1] = p end
print(table.concat(out, " ")) -- expect: abc bac acb cab cba bca
local function combinations(list, k)
  return coroutine.wrap(function()
    local chosen = {}
    local function choose(from)
      if #chosen == k then coroutine.yield(table.concat(chosen)) return end
      for i = from, #list do
        chosen[#chosen + 1] = list[i]
        choose(i + 1)
        chosen[#chosen] = nil
      end
    end
    choose(1)
  end)
end
out = {}
for c in combinations({ 1, 2, 3, 4 }, 2) do out[#out + 1] = c end
print(table.concat(out, " ")) -- expect: 12 13 14 23 24 34
local function fibonacci() return coroutine.wrap(function() local a, b = 0, 1 while true do coroutine.yield(a) a, b = b, a + b end end) end
local function take(n, g) return coroutine.wrap(function() for _ = 1, n do coroutine.yield(g()) end end) end
out = {}
for f in take(15, fibonacci()) do out[#out + 1] = f end
print(table.concat(out, " ")) -- expect: 0 1 1 2 3 5 8 13 21 34 55 89 144 233 377
local function from(list) return coroutine.wrap(function() for _, v in ipairs(list) do coroutine.yield(v) end end) end
local function merge(f, g)
  return coroutine.wrap(function()
    local a, b = f(), g()
    while a or b do
      if not b or (a and a <= b) then coroutine.yield(a) a = f() else coroutine.yield(b) b = g() end
    end
  end)
end
out = {}
for v in merge(from { 1, 4, 6 }, merge(from { 2, 3 }, from { 0, 5, 7 })) do out[#out + 1] = v end
print(table.concat(out, " ")) -- expect: 0 1 2 3 4 5 6 7
local function zip(f, g) return function() local a, b = f(), g() if a ~= nil and b ~= nil then return a, b end end end
for a, b in zip(from { "x", "y", "z" }, fibonacci()) do io.write(a, b, " ") end
print("zipped") -- expect: x0 y1 z1 zipped
