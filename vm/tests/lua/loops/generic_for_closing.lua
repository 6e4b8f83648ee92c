-- The fourth value of a generic for is closed when the loop ends in any way.
local function iterator(n, name)
  local i = 0
  return function() i = i + 1 if i <= n then return i end end, nil, nil,
    setmetatable({}, { __close = function(_, err) print("close " .. name, err) end })
end
for i in iterator(2, "normal") do print(i) end
-- expect: 1
-- expect: 2
-- expect: close normal	nil
for i in iterator(2, "break") do print(i) break end
-- expect: 1
-- expect: close break	nil
for i in iterator(0, "empty") do print(i) end -- expect: close empty	nil
local function returns() for i in iterator(5, "return") do if i == 2 then return "value", i end end end
print(returns())
-- expect: close return	nil
-- expect: value	2
print(pcall(function() for i in iterator(5, "error") do error("boom", 0) end end))
-- expect: close error	boom
-- expect: false	boom
for i in iterator(2, "goto") do goto out end -- expect: close goto	nil
::out::
local co = coroutine.wrap(function() for i in iterator(2, "yield") do coroutine.yield(i) end return "finished" end)
print(co(), co(), co())
-- expect: close yield	nil
-- expect: 1	2	finished
for i in iterator(1, "outer") do for j in iterator(1, "inner") do print(i, j) end end
-- expect: 1	1
-- expect: close inner	nil
-- expect: close outer	nil
print(pcall(load("for _ in next, {}, nil, {} do end", "=c")))
-- expect: false	c:1: variable '(for state)' got a non-closable value
print(pcall(load("for _ in print, 1, nil, 42 do end", "=c")))
-- expect: false	c:1: variable '(for state)' got a non-closable value
for _ in next, {}, nil, nil do end
for _ in next, {}, nil, false do end
print(pcall(function()
  for i in function() error("in iterator", 0) end, nil, nil, setmetatable({}, { __close = function(_, e) print("got", e) end }) do end
end))
-- expect: got	in iterator
-- expect: false	in iterator
