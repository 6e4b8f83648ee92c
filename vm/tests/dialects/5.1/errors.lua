-- Messages, positions, levels and tracebacks as 5.1 words them.
local function message(text, ...)
  local chunk, problem = loadstring(text, "=c")
  if not chunk then return problem end
  return select(2, pcall(chunk, ...))
end
print(message "local x; x.y = 1") -- expect: c:1: attempt to index local 'x' (a nil value)
print(message "local t = {} t.x.y = 1") -- expect: c:1: attempt to index field 'x' (a nil value)
print(message "undefined.x = 1") -- expect: c:1: attempt to index global 'undefined' (a nil value)
print(message "undefined()") -- expect: c:1: attempt to call global 'undefined' (a nil value)
print(message "local t = {} t.missing()") -- expect: c:1: attempt to call field 'missing' (a nil value)
print(message "local t = {} t:missing()") -- expect: c:1: attempt to call method 'missing' (a nil value)
print(message "local s = 'x' s:missing()") -- expect: c:1: attempt to call method 'missing' (a nil value)
print(message "local up; local function f() return up.x end return f()")
-- expect: c:1: attempt to index upvalue 'up' (a nil value)
print(message "return 1 + nil") -- expect: c:1: attempt to perform arithmetic on a nil value
print(message "local a = {} return a + 1") -- expect: c:1: attempt to perform arithmetic on local 'a' (a table value)
print(message "local t = {} return t.x * 2") -- expect: c:1: attempt to perform arithmetic on field 'x' (a nil value)
print(message "return -{}") -- expect: c:1: attempt to perform arithmetic on a table value
print(message "return #nil") -- expect: c:1: attempt to get length of a nil value
print(message "local n = 5 return #n") -- expect: c:1: attempt to get length of local 'n' (a number value)
print(message "return 'a' .. {}") -- expect: c:1: attempt to concatenate a table value
print(message "local t = {} return t.name .. 'x'") -- expect: c:1: attempt to concatenate field 'name' (a nil value)
print(message "return {} < {}") -- expect: c:1: attempt to compare two table values
print(message "return 1 < 'x'") -- expect: c:1: attempt to compare number with string
print(message "return nil > 1") -- expect: c:1: attempt to compare number with nil
print(message "return {} <= 'x'") -- expect: c:1: attempt to compare table with string
print(message "return print < print") -- expect: c:1: attempt to compare two function values
print(message "return 'abc' + 1") -- expect: c:1: attempt to perform arithmetic on a string value
print(message "return 2 ^ {}") -- expect: c:1: attempt to perform arithmetic on a table value
print(message "return (1)()") -- expect: c:1: attempt to call a number value
print(message "return ('x')()") -- expect: c:1: attempt to call a string value
print(message "local a a = a.b.c") -- expect: c:1: attempt to index local 'a' (a nil value)
print(message "for i = 1, 'x' do end") -- expect: c:1: 'for' limit must be a number
print(message "for k in 5 do end") -- expect: c:1: attempt to call a number value
print(message "for k in nil do end") -- expect: c:1: attempt to call a nil value
print(message "x = 1 = 2") -- expect: c:1: unexpected symbol near '='
print(message "return return") -- expect: c:1: unexpected symbol near 'return'
print(message "local function end") -- expect: c:1: '<name>' expected near 'end'
print(message "for i = 1 do end") -- expect: c:1: ',' expected near 'do'
print(message "if x then") -- expect: c:1: 'end' expected near '<eof>'
print(message "x = }") -- expect: c:1: unexpected symbol near '}'
print(message "goto = 1; local goto = 2; return goto + x")
-- expect: c:1: attempt to perform arithmetic on global 'x' (a nil value)
print(message "break") -- expect: c:1: no loop to break near '<eof>'
print(message "while true do break; x = 1 end") -- expect: c:1: 'end' expected near 'x'
print(message "do local a <const> = 1 end") -- expect: c:1: unexpected symbol near '<'
print(message "return 1 // 2") -- expect: c:1: unexpected symbol near '/'
print(message "return 1 & 2") -- expect: c:1: '<eof>' expected near '&'
print(message "return ~1") -- expect: c:1: unexpected symbol near '~'
print(message "return 1 << 2") -- expect: c:1: unexpected symbol near '<'
print(message "::label::") -- expect: c:1: unexpected symbol near ':'
print(message "goto label") -- expect: c:1: '=' expected near 'label'
print(message "local x = 'a\nb'") -- expect: c:1: unfinished string near ''a'
print(message "x = '\\xzz'")
-- expect:
print(message "return ...; x = 1") -- expect: c:1: '<eof>' expected near 'x'
print(message "function f() return ... end") -- expect: c:1: cannot use '...' outside a vararg function near '...'
print(message "f\n(1)") -- expect: c:2: ambiguous syntax (function call x new statement) near '('
print(message "a.b:c = 1") -- expect: c:1: function arguments expected near '='
print(message "x = 3x") -- expect: c:1: malformed number near '3x'
print(message "x = 0x") -- expect: c:1: malformed number near '0x'
print(message "x = 1..2") -- expect: c:1: malformed number near '1..2'
print(message "x = [=") -- expect: c:1: invalid long string delimiter near '[='
print(message "--[[ never closed")
-- expect: c:1: unfinished long comment near '<eof>'
print(message "x = @") -- expect: c:1: unexpected symbol near '@'
print(message(("x = "):rep(3) .. "(")) -- expect: c:1: unexpected symbol near '='

print(pcall(error)) -- expect: false	nil
print(pcall(error, nil)) -- expect: false	nil
print(pcall(error, "text", 0)) -- expect: false	text
print(message "error('level 1')") -- expect: c:1: level 1
print(message "local function f() error('level 2', 2) end\n\nf()") -- expect: c:3: level 2
print(message "local function f() error('level 3', 3) end\nlocal function g()\nf()\nend\n\ng()")
-- expect: c:6: level 3
print(message "error({})" ~= nil, type(message "error({ code = 1 })"), message "error({ code = 7 })".code)
-- expect: true	table	7
print(message "error(12)", message "error(true)", message "assert(false)", message "assert(nil, 'own')", pcall(assert, 1, 2))
-- expect: c:1: 12	true	c:1: assertion failed!	c:1: own	true	1	2
print(pcall(assert)) -- expect: false	bad argument #1 to '?' (value expected)
print(message "string.rep()") -- expect: c:1: bad argument #1 to 'rep' (string expected, got no value)
print(message "('x'):rep()") -- expect: c:1: bad argument #1 to 'rep' (number expected, got no value)
print(message "('x'):rep({})") -- expect: c:1: bad argument #1 to 'rep' (number expected, got table)
print(message "string.rep('x', 'y')") -- expect: c:1: bad argument #2 to 'rep' (number expected, got string)
print(message "setmetatable(1, {})") -- expect: c:1: bad argument #1 to 'setmetatable' (table expected, got number)
print(message "setmetatable({}, 1)") -- expect: c:1: bad argument #2 to 'setmetatable' (nil or table expected)
print(message "getmetatable()") -- expect: c:1: bad argument #1 to 'getmetatable' (value expected)
print(message "ipairs()") -- expect: c:1: bad argument #1 to 'ipairs' (table expected, got no value)
print(message "tostring()") -- expect: c:1: bad argument #1 to 'tostring' (value expected)
print(message "select(0)") -- expect: c:1: bad argument #1 to 'select' (index out of range)
print(message "io.open({})") -- expect: c:1: bad argument #1 to 'open' (string expected, got table)
print(message "local t = setmetatable({}, { __index = function(t, k) error('no ' .. k) end }) return t.x")
-- expect: c:1: no x
print(message "string.format('%d', 'x')") -- expect: c:1: bad argument #2 to 'format' (number expected, got string)
print(message "local m = string.rep m()") -- expect: c:1: bad argument #1 to 'm' (string expected, got no value)
print(message "(string.rep)()") -- expect: c:1: bad argument #1 to 'rep' (string expected, got no value)
print(message "local t = { rep = string.rep } t.rep()")
-- expect: c:1: bad argument #1 to 'rep' (string expected, got no value)

print(xpcall(function() error("boom", 0) end, function(m) return "handled " .. m, "dropped" end))
-- expect: false	handled boom
print(xpcall(function(...) return select("#", ...), "fine" end, print, 1, 2)) -- expect: true	0	fine
print(xpcall(function() local x; x() end, function(m) return (m:gsub("^.-:%d+: ", "")) end))
-- expect: false	attempt to call local 'x' (a nil value)
print(xpcall(function() error("a", 0) end, function(m) error("b", 0) end)) -- expect: false	error in error handling
print(pcall(pcall), pcall(pcall, error, "e")) -- expect: false	true	false	e
print(select(2, pcall(xpcall, print))) -- expect: bad argument #2 to '?' (value expected)

-- Tracebacks name functions by their callers; a tail call is a level of its own.
local function trace() return (debug.traceback("m", 2):gsub("\n%s*%[C%].*", "")) end
function traced() local text = trace() return text end
local list = { field = function() local text = traced() return text end }
function list:method() local text = list.field() return text end
local text = loadstring("local list = ... local text = list:method() return text", "=c")(list)
print((text:gsub("\n\t", " | "):gsub("errors%.lua:%d+", "here")))
-- expect: m
-- expect: stack traceback: | here: in function 'traced' | here: in function 'field' | here: in function 'method' | c:1: in main chunk | here: in main chunk
local function tail() return trace() end
local function caller() local text = tail() return text end
print((caller():gsub("\n\t", " | "):gsub("errors%.lua:%d+", "here")))
-- expect: m
-- expect: stack traceback: | (tail call): ? | here: in function 'caller' | here: in main chunk
print(debug.traceback({}) ~= nil, debug.traceback(nil), debug.traceback("only", 50))
-- expect: true	nil	only
-- expect: stack traceback:

-- Errors pass through native functions and coroutines, and the stack is limited.
print(pcall(string.gsub, "x", "x", function() error("inside", 0) end)) -- expect: false	inside
print(pcall(table.sort, { 2, 1 }, function() error({}) end) == false) -- expect: true
local co = coroutine.create(function() error("in coroutine", 0) end)
print(coroutine.resume(co), coroutine.status(co)) -- expect: false	dead
print(coroutine.resume(co)) -- expect: false	cannot resume dead coroutine
print(pcall(coroutine.wrap(function() error("wrapped", 0) end))) -- expect: false	wrapped
print(pcall(coroutine.wrap(function() local x = nil; x() end)))
-- expect: false	errors.lua:135: attempt to call local 'x' (a nil value)
local function deep() return 1 + deep() end
print((select(2, pcall(deep)):gsub("^.-:%d+: ", ""):gsub("%s*%(.*", ""))) -- expect: stack overflow
local function endless() return endless end
local function tail_calls(n) if n == 0 then return "done" end return tail_calls(n - 1) end
print(tail_calls(200000)) -- expect: done
local nested = "return " .. ("("):rep(150) .. "1" .. (")"):rep(150)
print(loadstring(nested)(), (loadstring("return " .. ("("):rep(300) .. "1" .. (")"):rep(300), "=c"))) -- expect: 1	nil
