-- A name after '...' collects the extra arguments in a table with a field n.
local function f(...t) return t.n, #t, t[1], t[2], t[t.n] end
print(f()) -- expect: 0	0	nil	nil	nil
print(f(1)) -- expect: 1	1	1	nil	1
print(f("a", nil, "c")) -- expect: 3	1	a	nil	c
print(f(nil, nil)) -- expect: 2	0	nil	nil	nil
local function g(a, b, ...rest) return a, b, rest.n, ... end
print(g(1)) -- expect: 1	nil	0
print(g(1, 2, 3, 4)) -- expect: 1	2	2	3	4
-- The table can be kept and changed, and '...' reads from it.
local function h(...args)
  args[1] = "changed"
  args[args.n + 1] = "added"
  return ...
end
print(h(1, 2)) -- expect: changed	2
local function longer(...args) args.n = 3 return ... end
print(longer("x")) -- expect: x	nil	nil
local function shorter(...args) args.n = 1 return ... end
print(shorter("x", "y", "z")) -- expect: x
local function keep(...args) return args end
local t = keep("k", "l")
print(type(t), t.n, t[1], t[2], getmetatable(t), keep() == keep()) -- expect: table	2	k	l	nil	false
local function capture(...list) return function(i) return list[i], list.n end end
print(capture("p", "q")(2)) -- expect: q	2
local function iterate(...list) local s = 0 for i = 1, list.n do s = s + (list[i] or 100) end return s end
print(iterate(1, nil, 3), iterate()) -- expect: 104	0
