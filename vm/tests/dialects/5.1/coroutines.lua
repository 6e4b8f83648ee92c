-- Coroutines of 5.1: `running` of the main program, environments, statuses, errors.
local yield, resume = coroutine.yield, coroutine.resume
print(coroutine.running(), coroutine.isyieldable, coroutine.close, type(coroutine.wrap(function() return coroutine.running() end)()))
-- expect: nil	nil	nil	thread
local co = coroutine.create(function(...) local got = yield(select("#", ...), ...) return got, "end" end)
print(resume(co, 1, nil), coroutine.status(co), resume(co, "x"), coroutine.status(co))
-- expect: true	suspended	true	dead
print(resume(co)) -- expect: false	cannot resume dead coroutine
print(pcall(resume, 5)) -- expect: false	bad argument #1 to '?' (coroutine expected)
print(pcall(coroutine.create, print) == true, pcall(coroutine.create, 5))
-- expect: false	false	bad argument #1 to '?' (Lua function expected)
print(pcall(yield)) -- expect: false	attempt to yield across metamethod/C-call boundary
local function me(co) return coroutine.running() == co, resume(co), coroutine.status(co) end
co = coroutine.create(me)
print(resume(co, co)) -- expect: true	true	false	running
print(resume(co, co)) -- expect: false	cannot resume dead coroutine
local outer
outer = coroutine.create(function()
  return resume(coroutine.create(function() return coroutine.status(outer), resume(outer) end))
end)
print(resume(outer)) -- expect: true	true	normal	false	cannot resume normal coroutine
local function all(list, size, depth)
  if depth == 0 then yield(list) else for i = 1, size do list[depth] = i all(list, size, depth - 1) end end
end
local n = 0
for _ in coroutine.wrap(function() all({}, 5, 4) end) do n = n + 1 end
print(n) -- expect: 625
local function numbers(limit) return coroutine.wrap(function() for i = 2, limit do yield(i) end end) end
local function filter(p, source)
  return coroutine.wrap(function() for i in source do if i % p ~= 0 then yield(i) end end end)
end
local primes, source = {}, numbers(60)
while true do
  local p = source()
  if not p then break end
  primes[#primes + 1] = p
  source = filter(p, source)
end
print(table.concat(primes, " ")) -- expect: 2 3 5 7 11 13 17 19 23 29 31 37 41 43 47 53 59
local failing = coroutine.create(function() yield(3) error(resume) end)
print(resume(failing)) -- expect: true	3
print(select(2, resume(failing)) == resume, coroutine.status(failing), resume(failing))
-- expect: true	dead	false	cannot resume dead coroutine
print((debug.traceback(failing):gsub("%d+", "N")))
-- expect: stack traceback:
-- expect: 	[C]: in function 'error'
-- expect: 	coroutines.lua:N: in function <coroutines.lua:N>
print(pcall(coroutine.wrap(function() error({ code = 1 }) end)) == false, pcall(coroutine.wrap(function() error("text") end)))
-- expect: true	false	coroutines.lua:48: text
local dead = coroutine.wrap(function() end)
dead()
print(pcall(dead)) -- expect: false	cannot resume dead coroutine
local waiting = coroutine.create(function() local own, other = 1, 2 yield() end)
resume(waiting)
print(debug.getinfo(waiting, 1, "l").currentline, debug.getlocal(waiting, 1, 1), debug.getlocal(waiting, 1, 2), debug.setlocal(waiting, 1, 1, 5))
-- expect: 53	own	other	own
print((debug.traceback(waiting):gsub("coroutines%.lua", "here")))
-- expect: stack traceback:
-- expect: 	[C]: in function 'yield'
-- expect: 	here:53: in function <here:53>
print((debug.traceback(waiting, "with message", 1):gsub("coroutines%.lua", "here")))
-- expect: with message
-- expect: stack traceback:
-- expect: 	here:53: in function <here:53>
local function tail() return yield "tail" end
co = coroutine.wrap(function() for i = 1, 2 do print(tail()) end return "last" end)
-- expect: a
-- expect: b
print(co(), co("a"), co("b")) -- expect: tail	tail	last
local thread = coroutine.create(function() yield(getfenv(0)) return loadstring("return a")() end)
local box = { a = 15 }
debug.setfenv(thread, box)
print(debug.getfenv(thread) == box, select(2, resume(thread)) == box, select(2, resume(thread)))
-- expect: true	true	15
pending = coroutine.wrap(function() local a = 10 local x = function() a = a + 1 end yield() end)
pending()
print(select("#", resume(coroutine.create(function() return nil, nil end)))) -- expect: 3
