-- Closures made in a loop keep their own variables while the collector runs, and dead coroutines leave theirs behind.
local shared, total = 0, { calls = 10 }
local function make(step)
  local made = {}
  for i = 1, 300 do
    local own = i
    do
      made[i] = function() total.calls = total.calls + 1; own = own + step; return own + shared end
    end
  end
  collectgarbage()
  return made
end
local made = make(100)
print(made[1](), made[3](), made[300](), total.calls) -- expect: 101	103	400	13
local sign = setmetatable({ {} }, { __mode = "kv" })
local rounds = 0
while sign[1] do rounds = rounds + 1; local garbage = { rounds .. "x" } end
shared = 5
print(made[1](), made[2](), made[3](), made[300](), total.calls, getmetatable(sign).__mode)
-- expect: 206	107	208	505	17	kv
collectgarbage()
print(made[1](), made[2](), made[3](), made[300](), total.calls) -- expect: 306	207	308	605	21

-- A function that a coroutine made outlives the coroutine, with the coroutine's variable.
local seen = setmetatable({}, { __mode = "kv" })
local step = coroutine.wrap(function()
  local count = 10
  local function add() count = count + 10; return count end
  while true do count = count + 1; coroutine.yield(add) end
end)
local add = step()
print(add(), step()(), step() == add) -- expect: 21	32	true
step = nil
collectgarbage()
print(add(), add()) -- expect: 43	53

-- So does one of a coroutine that ended in an error, also after its stack was used again.
local later
local co = coroutine.create(function()
  local count = 10
  later = function() count = count + 1; return count end
  error("x", 0)
end)
print(coroutine.resume(co)) -- expect: false	x
print(coroutine.resume(co, 1, 1, 1, 1, 1, 1, 1)) -- expect: false	cannot resume dead coroutine
print(later(), later()) -- expect: 11	12
