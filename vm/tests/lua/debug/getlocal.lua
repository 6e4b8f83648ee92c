-- getlocal lists parameters, variables and temporary values of active functions.
local function show(level, co)
  local out, i = {}, 1
  while true do
    local name, value
    if co then name, value = debug.getlocal(co, level, i) else name, value = debug.getlocal(level + 1, i) end
    if not name then break end
    if name:sub(1, 1) ~= "(" then out[#out + 1] = name .. "=" .. tostring(value) end
    i = i + 1
  end
  print(table.concat(out, " "))
end
local function f(a, b, ...)
  local c, d = a + b, nil
  do
    local inner = "inner"
    show(1)
  end
  show(1)
  local d = "second d"
  local e <const>, g <const> = 5, c
  show(1)
  for i = 1, 1 do
    local body = i
    show(1)
  end
  for k, v in pairs { key = "value" } do show(1) end
  return c
end
f(1, 2, "extra", "more")
-- expect: a=1 b=2 c=3 d=nil inner=inner
-- expect: a=1 b=2 c=3 d=nil
-- expect: a=1 b=2 c=3 d=nil d=second d e=5 g=3
-- expect: a=1 b=2 c=3 d=nil d=second d e=5 g=3 i=1 body=1
-- expect: a=1 b=2 c=3 d=nil d=second d e=5 g=3 k=key v=value
-- Negative indices are the extra arguments.
local function varargs(a, ...)
  print(debug.getlocal(1, -1))
  print(debug.getlocal(1, -2))
  print(debug.getlocal(1, -3), debug.getlocal(1, -100))
end
varargs("a", "first extra", "second extra")
-- expect: (vararg)	first extra
-- expect: (vararg)	second extra
-- expect: nil	nil
-- The names of parameters of functions that are not active.
local function params(x, y, ...) local z end
print(debug.getlocal(params, 1), debug.getlocal(params, 2), debug.getlocal(params, 3)) -- expect: x	y	nil
print(debug.getlocal(print, 1), debug.getlocal(function() end, 1), debug.getlocal(function(...t) end, 1))
-- expect: nil	nil	nil
-- Of a suspended coroutine.
local co = coroutine.create(function(p) local q = p * 2 coroutine.yield() end)
coroutine.resume(co, 21)
show(1, co) -- expect: p=21 q=42
print(debug.getlocal(co, 1, 1)) -- expect: p	21
local function message(...) local ok, text = pcall(...) print(ok and "no error" or text) end
message(debug.getlocal, 100, 1) -- expect: bad argument #1 to 'debug.getlocal' (level out of range)
message(debug.getlocal, -1, 1) -- expect: bad argument #1 to 'debug.getlocal' (level out of range)
message(debug.getlocal, 1) -- expect: bad argument #2 to 'debug.getlocal' (number expected, got no value)
message(debug.getlocal, "x", 1) -- expect: bad argument #1 to 'debug.getlocal' (number expected, got string)
message(debug.getlocal, co, 50, 1) -- expect: bad argument #2 to 'debug.getlocal' (level out of range)
message(debug.getlocal) -- expect: bad argument #2 to 'debug.getlocal' (number expected, got no value)
