-- traceback takes an optional coroutine, message and level.
local f = load([[
local function a(...) return (debug.traceback(...)) end
local function b(...) local t = a(...) return t end
return coroutine.wrap(function(...) local t = b(...) return t end)
]], "=c")
local function show(...)
  print((f()(...):gsub("\t", "| ")))
end
show()
-- expect: stack traceback:
-- expect: | c:1: in upvalue 'a'
-- expect: | c:2: in upvalue 'b'
-- expect: | c:3: in function <c:3>
show "message"
-- expect: message
-- expect: stack traceback:
-- expect: | c:1: in upvalue 'a'
-- expect: | c:2: in upvalue 'b'
-- expect: | c:3: in function <c:3>
show("message", 2)
-- expect: message
-- expect: stack traceback:
-- expect: | c:2: in upvalue 'b'
-- expect: | c:3: in function <c:3>
show("message", 3)
-- expect: message
-- expect: stack traceback:
-- expect: | c:3: in function <c:3>
show("message", 4)
-- expect: message
-- expect: stack traceback:
show("multi\nline", 1)
-- expect: multi
-- expect: line
-- expect: stack traceback:
-- expect: | c:1: in upvalue 'a'
-- expect: | c:2: in upvalue 'b'
-- expect: | c:3: in function <c:3>
show(nil, 3)
-- expect: stack traceback:
-- expect: | c:3: in function <c:3>
show(42, 3)
-- expect: 42
-- expect: stack traceback:
-- expect: | c:3: in function <c:3>
print(debug.traceback({ 1 })[1], debug.traceback(true), debug.traceback(print) == print) -- expect: 1	true	true
local co = coroutine.create(function() local function inside() coroutine.yield() end inside() error({}) end)
print((debug.traceback(co):gsub("\t", "| "))) -- expect: stack traceback:
coroutine.resume(co)
print(select(2, debug.traceback(co):gsub("\n", "")), debug.traceback(co, "m"):match "^m\nstack traceback:\n" ~= nil)
-- expect: 3	true
print(debug.traceback(co, { 2 })[1], debug.traceback(co, nil):match "^stack traceback:" ~= nil) -- expect: 2	true
local function message(...) local ok, text = pcall(...) print(ok and "no error" or text) end
message(debug.traceback, "m", "x") -- expect: bad argument #2 to 'debug.traceback' (number expected, got string)
message(debug.traceback, co, "m", {}) -- expect: bad argument #3 to 'debug.traceback' (number expected, got table)
