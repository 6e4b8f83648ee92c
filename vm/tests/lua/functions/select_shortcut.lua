-- `select` with `...` gives the same whether the extra arguments are copied or not.
local function one(i, ...) local x = select(i, ...) return x end
local function number(...) return (select("#", ...)) end
print(one(1, "a", "b"), one(2, "a", "b"), one(3, "a", "b")) -- expect: a	b	nil
print(one(-1, "a", "b"), one(-2, "a", "b"), one("2", "a", "b"), one(2.0, "a", "b")) -- expect: b	a	b	b
print(number(), number(nil), number(nil, nil, 3), one("#", 1, 2)) -- expect: 0	1	3	2
print(pcall(one, 0, "a")) -- expect: false	select_shortcut.lua:2: bad argument #1 to 'select' (index out of range)
print(pcall(one, -3, "a")) -- expect: false	select_shortcut.lua:2: bad argument #1 to 'select' (index out of range)
print(pcall(one, {}, "a")) -- expect: false	select_shortcut.lua:2: bad argument #1 to 'select' (number expected, got table)
print(one(math.maxinteger, 1), one(1)) -- expect: nil	nil
-- Another function of that name is called.
do
  local select = function(...) return "mine", ... end
  local function first(...) local x = select(1, ...) return x end
  print(first("a")) -- expect: mine
end
local original = select
select = function(which, ...) return original("#", ...) * 100 + which end
print(one(2, "a", "b", "c")) -- expect: 302
select = original
print(one(2, "a", "b", "c")) -- expect: b
-- Hooks see the call.
local calls = 0
local function counted(...)
  debug.sethook(function() local info = debug.getinfo(2, "f") if info.func == select then calls = calls + 1 end end, "c")
  local x = select(2, ...)
  debug.sethook()
  return x
end
print(counted("a", "b"), calls) -- expect: b	1
