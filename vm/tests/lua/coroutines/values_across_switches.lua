-- dialects: 5.2, 5.3, 5.4, 5.5 (5.1 cannot yield in metamethods)
-- Any number of values crosses a switch in both directions, whatever number is wanted.
local resume, yield, create, wrap = coroutine.resume, coroutine.yield, coroutine.create, coroutine.wrap
local function count(...) return select("#", ...) end
local echo = create(function(...)
  local n = count(...)
  while true do n = count(yield(n, n)) end
end)
resume(echo)
local ok, a, b = resume(echo, 1, 2, 3)
print(ok, a, b) -- expect: true	3	3
local c, d, e, f = resume(echo)
print(c, d, e, f) -- expect: true	0	0	nil
resume(echo, nil, nil)
print((resume(echo, nil))) -- expect: true
print(resume(echo, table.unpack({}, 1, 200))) -- expect: true	200	200
print(count(resume(echo))) -- expect: 3
-- What yield gives, with one value wanted, several, none and all.
local co = create(function()
  local one = yield()
  local x, y, z = yield(one)
  yield(x, y, z)
  yield()
  print(yield("all"))
  return yield("last")
end)
print(resume(co)) -- expect: true
print(resume(co, "one", "more")) -- expect: true	one
print(resume(co, 1, 2)) -- expect: true	1	2	nil
print(resume(co, "dropped")) -- expect: true
print(resume(co, "dropped")) -- expect: true	all
print(resume(co, "p", nil, "q", nil))
-- expect: p	nil	q	nil
-- expect: true	last
print(resume(co, "r", nil)) -- expect: true	r	nil
print(resume(co)) -- expect: false	cannot resume dead coroutine
-- More values than a small stack holds, in both directions, while it waits in a yield.
co = create(function() while true do yield(yield()) end end)
resume(co)
print(count(resume(co, table.unpack({}, 1, 1000)))) -- expect: 1001
local function deep(n, ...) if n == 0 then return count(resume(co)), count(resume(co, ...)) end return deep(n - 1, ...) end
print(deep(10, table.unpack({}, 1, 50))) -- expect: 1	51
-- Functions of wrap, called and in loops.
local step = wrap(function(...) local got = {...} while true do got = {yield(#got, table.unpack(got))} end end)
print(step(1, 2)) -- expect: 2	1	2
print(step()) -- expect: 0
print(step("x")) -- expect: 1	x
for i, j, k in wrap(function() yield(1) yield(2, "b") yield(3, "c", true, "dropped") end) do print(i, j, k) end
-- expect: 1	nil	nil
-- expect: 2	b	nil
-- expect: 3	c	true
for state, control in wrap(function(...) print(...) print(yield(1, 2)) print(yield(2, 3)) end), "state", "control" do print(state, control) end
-- expect: state	control
-- expect: 1	2
-- expect: state	1
-- expect: 2	3
-- expect: state	2
-- Through pcall, metamethods and tail calls.
co = create(function()
  print(pcall(yield, "protected"))
  local t = setmetatable({}, {__index = function(_, k) return yield(k) end, __add = yield, __lt = function() return yield() end})
  print(t.key, (t + 1), t < t)
  return (function() return yield("tail") end)()
end)
print(select(2, resume(co))) -- expect: protected
print(select(2, resume(co, "in", "side")))
-- expect: true	in	side
-- expect: key
print(select("#", resume(co, "value"))) -- expect: 3
print(resume(co, "sum", "dropped")) -- expect: true
print(resume(co, false, true))
-- expect: value	sum	false
-- expect: true	tail
print(resume(co, 7, 8)) -- expect: true	7	8
-- A coroutine that waits in a yield cannot be resumed from itself or from what it resumed.
local outer
outer = create(function()
  print(resume(outer)) -- expect: false	cannot resume non-suspended coroutine
  local inner = create(function() yield() return resume(outer) end)
  resume(inner)
  print(resume(inner)) -- expect: true	false	cannot resume non-suspended coroutine
  yield()
end)
resume(outer)
print(coroutine.status(outer)) -- expect: suspended
-- The other stack is as it was left: its variables, what debug sees of it, and where its errors are.
co = create(load("local a, b = ...\nlocal c = coroutine.yield(a)\nerror('at ' .. c)", "=c"))
resume(co, "first", "second")
print(debug.getlocal(co, 1, 2)) -- expect: b	second
print(debug.getinfo(co, 1, "l").currentline) -- expect: 2
resume(co, "the end")
print(debug.getinfo(co, 1, "l").currentline) -- expect: 3
-- Hooks of one side only see that side.
local calls = 0
co = create(function() while true do yield() end end)
resume(co)
debug.sethook(co, function(event) calls = calls + 1 end, "c")
resume(co)
resume(co)
print(calls) -- expect: 2
debug.sethook(co)
resume(co)
print(calls) -- expect: 2
debug.sethook(function(event) calls = calls + 1 end, "r")
resume(co)
debug.sethook()
print(calls >= 4) -- expect: true
-- Between switches everything may be collected but what the stacks hold.
co = wrap(function() local kept = {"kept"} while true do local got = yield({kept[1]}) kept[2] = got end end)
co()
for i = 1, 50 do local t = co({i}) collectgarbage("step") assert(t[1] == "kept") end
print(#co()) -- expect: 1
