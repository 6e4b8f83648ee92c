-- The extra arguments of a vararg function expand like a call.
local function f(...) return ... end
print(f(1, 2, 3), f()) -- expect: 1
local function g(a, ...) return a, "rest", ... end
print(g()) -- expect: nil	rest
print(g(1)) -- expect: 1	rest
print(g(1, 2, nil, 4)) -- expect: 1	rest	2	nil	4
local function first(...) return (...) end
print(first(1, 2), first()) -- expect: 1	nil
local function middle(...) return ..., "end" end
print(middle(1, 2)) -- expect: 1	end
local function to_table(...) return { ... }, { n = ..., ... }, { ..., "last" } end
local x, y, z = to_table("p", "q")
print(#x, x[2], y.n, y[2], #z, z[1], z[2]) -- expect: 2	q	p	q	2	p	last
local function locals(...) local a, b, c = ... return c, b, a end
print(locals(1, 2)) -- expect: nil	2	1
local function assign(...) local a, b a, b = ... return b, a end
print(assign(1, 2, 3)) -- expect: 2	1
local function arithmetic(...) return ... + 1, -..., #{ ... }, ... == 5 end
print(arithmetic(5, 6)) -- expect: 6	-5	2	true
local function loop(...) local n = 0 for _, v in ipairs { ... } do n = n + v end return n end
print(loop(1, 2, 3), loop()) -- expect: 6	0
print(select("#", f(nil, nil)), select("#", f(f(), f(), f()))) -- expect: 2	2
-- The main chunk is a vararg function too, and nested functions do not see its arguments.
print(select("#", ...), load("return ...")(7, 8)) -- expect: 0	7	8
print(select(2, load("function f() return ... end", "=c")))
-- expect: c:1: cannot use '...' outside a vararg function near '...'
