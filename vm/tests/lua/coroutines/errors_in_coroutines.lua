-- An error ends the coroutine and is returned by resume.
local co = coroutine.create(function() error("failed", 0) end)
print(coroutine.resume(co)) -- expect: false	failed
print(coroutine.status(co), coroutine.resume(co)) -- expect: dead	false	cannot resume dead coroutine
co = coroutine.create(load("local t = nil\nreturn t.x", "=c"))
print(coroutine.resume(co)) -- expect: false	c:2: attempt to index a nil value (local 't')
local object = { code = 1 }
co = coroutine.create(function() coroutine.yield "before" error(object) end)
print(coroutine.resume(co)) -- expect: true	before
print(select(2, coroutine.resume(co)) == object, coroutine.status(co)) -- expect: true	dead
co = coroutine.create(function() error() end)
print(coroutine.resume(co)) -- expect: false	<no error object>
print(coroutine.resume(coroutine.create(function() return nil + 1 end)) == false) -- expect: true
-- Errors caught inside do not end it.
co = coroutine.create(function()
  local ok, e = pcall(error, "inside", 0)
  local v = coroutine.yield(ok, e)
  return "went on with", v
end)
print(coroutine.resume(co)) -- expect: true	false	inside
print(coroutine.resume(co, "value")) -- expect: true	went on with	value
-- The stack of a failed coroutine can be looked at.
co = coroutine.create(load("local function f() local var = 'in f' error 'x' end\nf()", "=c"))
coroutine.resume(co)
print((debug.traceback(co):gsub("\t", "| ")))
-- expect: stack traceback:
-- expect: | [C]: in global 'error'
-- expect: | c:1: in local 'f'
-- expect: | c:2: in main chunk
print(debug.getlocal(co, 1, 1)) -- expect: var	in f
-- Library functions as bodies.
print(coroutine.resume(coroutine.create(print), "printed", "by the body"))
-- expect: printed	by the body
-- expect: true
print(coroutine.resume(coroutine.create(error), "library error")) -- expect: false	library error
print(coroutine.resume(coroutine.create(string.rep), "x", {}))
-- expect: false	bad argument #2 to 'string.rep' (number expected, got table)
print(coroutine.resume(coroutine.create(math.max), 3, 7)) -- expect: true	7
