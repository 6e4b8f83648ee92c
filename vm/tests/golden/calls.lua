f()
f(1, "two", nil)
local a, b = f(g(), h())
local c = (f())
local d = f{1} .. f"s"
a.b.c(a[1], ...)
f(...)(2)
local e = {f(), f()}
