-- The traceback names functions by how they were called or where they are.
local chunk = load([[
local t = {}
function t.field() error("x", 0) end
function t:method() t.field() end
local function loc() t:method() end
function glob() loc() end
local up = function() glob() end
local function caller() local function nested() up() end nested() end
local mt = setmetatable({}, { __index = function(_, k) caller() end })
local function tail() return mt.x, 1 end
local function tailed() return tail() end
local co = coroutine.create(function() tailed() end)
coroutine.resume(co)
return debug.traceback(co)
]], "=chunk", "t", setmetatable({}, { __index = _G }))
print((chunk():gsub("\t", "| ")))
-- expect: stack traceback:
-- expect: | [C]: in global 'error'
-- expect: | chunk:2: in field 'field'
-- expect: | chunk:3: in method 'method'
-- expect: | chunk:4: in upvalue 'loc'
-- expect: | chunk:5: in global 'glob'
-- expect: | chunk:6: in upvalue 'up'
-- expect: | chunk:7: in local 'nested'
-- expect: | chunk:7: in upvalue 'caller'
-- expect: | chunk:8: in metamethod 'index'
-- expect: | chunk:9: in function <chunk:9>
-- expect: | (...tail calls...)
-- expect: | chunk:11: in function <chunk:11>
-- Long stacks are cut in the middle.
local function deep(n) if n == 0 then coroutine.yield() end return deep(n - 1) + 0 end
local co = coroutine.create(deep)
coroutine.resume(co, 50)
local text = debug.traceback(co)
local count = select(2, text:gsub("\n", ""))
print(count, text:match "%.%.%.%s*%(skipping %d+ levels%)") -- expect: 22	...	(skipping 30 levels)
-- Library functions by their full name.
co = coroutine.create(function() table.sort({ 1, 2, 3 }, function() error "in sort" end) end)
coroutine.resume(co)
for line in debug.traceback(co):gmatch "\t(%[C%][^\n]*)" do print(line) end
-- expect: [C]: in global 'error'
-- expect: [C]: in field 'sort'
