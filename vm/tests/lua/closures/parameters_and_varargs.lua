-- Parameters can be captured; the extra arguments have to be saved in a variable first.
local function capture(a, b) return function() a, b = b, a return a, b end end
local swap = capture(1, 2)
print(swap()) -- expect: 2	1
print(swap()) -- expect: 1	2
local function keep(...)
  local args, n = { ... }, select("#", ...)
  return function() return table.unpack(args, 1, n) end
end
print(keep(1, nil, 3)()) -- expect: 1	nil	3
local function bind(f, ...)
  local bound = table.pack(...)
  return function(...)
    local all = table.move(bound, 1, bound.n, 1, {})
    for i = 1, select("#", ...) do all[bound.n + i] = (select(i, ...)) end
    return f(table.unpack(all, 1, bound.n + select("#", ...)))
  end
end
print(bind(math.max, 3, 9)(4), bind(string.format, "%s-%s")("x", "y"), bind(select, "#", nil)(nil)) -- expect: 9	x-y	2
local function self_capture() local function f() return f end return f end
print(self_capture()() ~= nil, self_capture() == self_capture()) -- expect: true	false
local function compose(f, g) return function(...) return f(g(...)) end end
print(compose(string.upper, string.reverse)("abc"), compose(compose(math.abs, tonumber), tostring)(-5))
-- expect: CBA	5
