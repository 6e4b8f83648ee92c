-- debug.traceback lists the calls from the innermost outwards.
local function strip(text)
  return (text:gsub("\t", "| "))
end
local chunk = load([[
local function inner(level) return debug.traceback("message", level) end
local function middle(level) local t = inner(level) return t end
function outer(level) local t = middle(level) return t end
local co = coroutine.create(function(level) local t = outer(level) coroutine.yield(t) end)
local _, text = coroutine.resume(co, ...)
return text, co
]], "=chunk", "t", setmetatable({}, { __index = _G }))
print(strip((chunk(1))))
-- expect: message
-- expect: stack traceback:
-- expect: | chunk:1: in upvalue 'inner'
-- expect: | chunk:2: in upvalue 'middle'
-- expect: | chunk:3: in global 'outer'
-- expect: | chunk:4: in function <chunk:4>
print(strip((chunk(2))))
-- expect: message
-- expect: stack traceback:
-- expect: | chunk:2: in upvalue 'middle'
-- expect: | chunk:3: in global 'outer'
-- expect: | chunk:4: in function <chunk:4>
print(strip((chunk(0))))
-- expect: message
-- expect: stack traceback:
-- expect: | [C]: in field 'traceback'
-- expect: | chunk:1: in upvalue 'inner'
-- expect: | chunk:2: in upvalue 'middle'
-- expect: | chunk:3: in global 'outer'
-- expect: | chunk:4: in function <chunk:4>
local text, co = chunk()
print(strip(text))
-- expect: message
-- expect: stack traceback:
-- expect: | chunk:1: in upvalue 'inner'
-- expect: | chunk:2: in upvalue 'middle'
-- expect: | chunk:3: in global 'outer'
-- expect: | chunk:4: in function <chunk:4>
-- Of another coroutine.
print(strip(debug.traceback(co)))
-- expect: stack traceback:
-- expect: | [C]: in field 'yield'
-- expect: | chunk:4: in function <chunk:4>
print(strip(debug.traceback(co, "with message")))
-- expect: with message
-- expect: stack traceback:
-- expect: | [C]: in field 'yield'
-- expect: | chunk:4: in function <chunk:4>
print(strip(debug.traceback(co, nil, 1)))
-- expect: stack traceback:
-- expect: | chunk:4: in function <chunk:4>
print(strip(debug.traceback(co, "level", 5)))
-- expect: level
-- expect: stack traceback:
print(strip(debug.traceback(coroutine.create(print)))) -- expect: stack traceback:
-- Messages that are not strings are returned as they are.
local object = {}
print(debug.traceback(object) == object, debug.traceback(42, 1):match "^42\nstack traceback:" ~= nil)
-- expect: true	true
print(debug.traceback("only message", 100))
-- expect: only message
-- expect: stack traceback:
