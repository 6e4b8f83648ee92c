-- Deep recursion inside coroutines, yields from the depth, and coroutines nested in coroutines.
local function depth(n) if n == 0 then return coroutine.yield "at the bottom" end return 1 + depth(n - 1) end
local co = coroutine.create(depth)
print(coroutine.resume(co, 10000)) -- expect: true	at the bottom
print(coroutine.resume(co, 0)) -- expect: true	10000
local function nest(n) if n == 0 then return "innermost" end return coroutine.wrap(nest)(n - 1) .. "." end
print(#nest(100)) -- expect: 109
local function relay(n)
  if n == 0 then
    for i = 1, 3 do coroutine.yield(i) end
    return "end"
  end
  local inner = coroutine.wrap(relay)
  local v = inner(n - 1)
  while v ~= "end" do
    coroutine.yield(v)
    v = inner()
  end
  return "end"
end
local outer = coroutine.wrap(relay)
print(outer(50), outer(), outer(), outer()) -- expect: 1	2	3	end
-- Tail calls inside coroutines use no stack.
local function spin(n) if n == 0 then return coroutine.yield "spun" end return spin(n - 1) end
local spinner = coroutine.wrap(spin)
print(spinner(200000), spinner "back") -- expect: spun	back
local function hanoi(n, a, b, c) if n > 0 then hanoi(n - 1, a, c, b) coroutine.yield(a, b) hanoi(n - 1, c, b, a) end end
local moves = 0
for _ in coroutine.wrap(function() hanoi(8, 1, 2, 3) end) do moves = moves + 1 end
print(moves) -- expect: 255
