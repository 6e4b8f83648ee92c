-- Coroutines yield across `pcall`, `xpcall`, metamethods and iterators; `coroutine.running` tells the main one.
local function run(f, ...)
  local co = coroutine.create(f)
  local log = {}
  local results = table.pack(coroutine.resume(co, ...))
  while coroutine.status(co) == "suspended" do
    log[#log + 1] = tostring(results[2])
    results = table.pack(coroutine.resume(co, #log))
  end
  for i = 1, results.n do log[#log + 1] = tostring(results[i]) end
  return table.concat(log, " ")
end
local yield = coroutine.yield
print(run(function() return pcall(function() local x = yield "a" error(x, 0) end) end)) -- expect: a true false 1
print(run(function() return pcall(pcall, function() yield "b" return "r" end) end)) -- expect: b true true true r
print(run(function() return xpcall(function(...) yield(...) error("e", 0) end, function(m) return "h" .. m end, "c") end))
-- expect: c true false he
print(run(function() return select(2, pcall(function() yield "d" local x = nil; x() end)) end))
-- expect: d true coroutines.lua:18: attempt to call local 'x' (a nil value)
local ops = setmetatable({}, {
  __index = function(_, k) return yield("index " .. k) end, __newindex = function(_, k) yield("newindex " .. k) end,
  __call = function(_, x) return yield("call " .. x) end, __add = function() return yield "add" end, __unm = function() return yield "unm" end,
  __concat = function() return yield "concat" end, __len = function() return yield "len" end, __eq = function() return yield "eq" end,
  __lt = function() return yield "lt" end, __le = function() return yield "le" end,
})
local like = setmetatable({}, getmetatable(ops))
print(run(function() local r = ops.x ops.y = 1 return r, ops(5) end)) -- expect: index x newindex y call 5 true 1 3
print(run(function() return ops + 1, 1 + ops, -ops, #ops end)) -- expect: add add unm len true 1 2 3 4
print(run(function() return ops .. "x", "a" .. "b" .. ops end)) -- expect: concat concat true 1 a2
print(run(function() return ops == like, ops ~= like, ops < like, ops <= like, not (ops > like) end))
-- expect: eq eq lt le lt true true false true true false
print(run(function() if ops == like then return "equal" end return "different" end)) -- expect: eq true equal
print(run(function() local n = 0 for v in function() n = n + 1 return yield("for " .. n) and n < 3 and n or nil end do end return n end))
-- expect: for 1 for 2 for 3 true 3
print(run(function() return (string.gsub("ab", ".", function(c) return c .. c end)) end)) -- expect: true aabb
print(run(function() return pcall(string.gsub, "x", "x", function() yield "never" end) end))
-- expect: true false attempt to yield across a C-call boundary
print(run(function() return pcall(table.sort, { 2, 1 }, function() yield "never" end) end))
-- expect: true false attempt to yield across a C-call boundary
print(run(function() return load(function() return nil end) ~= nil end)) -- expect: true true
print(run(function() return pcall(load, function() yield "never" end) end))
-- expect: true true nil attempt to yield across a C-call boundary
print(run(function() return dofile == nil, pcall(error) end)) -- expect: true false false nil
print(select("#", coroutine.running()), select(2, coroutine.running()), coroutine.isyieldable) -- expect: 2	true	nil
print(coroutine.wrap(function() local co, main = coroutine.running() return type(co), main end)())
-- expect: thread	false
print(pcall(yield, 1)) -- expect: false	attempt to yield from outside a coroutine
local co = coroutine.create(function() end)
print(coroutine.status(co), coroutine.resume(co), coroutine.status(co)) -- expect: suspended	true	dead
print(coroutine.resume(co)) -- expect: false	cannot resume dead coroutine
print(pcall(coroutine.resume, 5)) -- expect: false	bad argument #1 to 'coroutine.resume' (coroutine expected)
print(pcall(coroutine.create, 5))
-- expect: false	bad argument #1 to 'coroutine.create' (function expected, got number)
print(pcall(coroutine.wrap(function() error({ code = 1 }) end)) == false) -- expect: true
print(pcall(coroutine.wrap(function() error("text", 0) end))) -- expect: false	text
local dead = coroutine.wrap(function() return 1 end)
dead()
print(pcall(dead)) -- expect: false	cannot resume dead coroutine
local outer
outer = coroutine.create(function()
  local inner = coroutine.create(function() return coroutine.status(outer), coroutine.resume(outer) end)
  return coroutine.resume(inner)
end)
print(coroutine.resume(outer)) -- expect: true	true	normal	false	cannot resume non-suspended coroutine
print(run(function() local function deep(n) if n == 0 then return yield "bottom" end return (deep(n - 1)) end return deep(100) end))
-- expect: bottom true 1
print(run(function(...) return yield(...) end, "x", "y")) -- expect: x true 1
print(coroutine.close, coroutine.wrap(function(...) return select("#", ...) end)(nil, nil)) -- expect: nil	2
local wrapped = coroutine.wrap(function() for i = 1, 3 do yield(i) end end)
local sum = 0
for v in wrapped do sum = sum + v end
print(sum) -- expect: 6
