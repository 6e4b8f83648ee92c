-- Arithmetic metamethods are taken from the first operand that has one.
local names = { "add", "sub", "mul", "div", "mod", "pow", "idiv", "unm" }
local mt = {}
for _, name in ipairs(names) do
  mt["__" .. name] = function(a, b)
    local function show(x) return type(x) == "table" and (x.name or "table") or tostring(x) end
    return name .. "(" .. show(a) .. "," .. show(b) .. ")"
  end
end
local a, b = setmetatable({ name = "a" }, mt), setmetatable({ name = "b" }, mt)
print(a + b, a - b, a * b, a / b) -- expect: add(a,b)	sub(a,b)	mul(a,b)	div(a,b)
print(a % b, a ^ b, a // b, -a) -- expect: mod(a,b)	pow(a,b)	idiv(a,b)	unm(a,a)
print(a + 1, 1 + a, a - 2.5, 2.5 - a, "x" + a, a * "y")
-- expect: add(a,1)	add(1,a)	sub(a,2.5)	sub(2.5,a)	add(x,a)	mul(a,y)
print(10 % a, a % 10, 2 ^ a, a ^ 2, 7 // a, a // 7, 1 / a, a / 1)
-- expect: mod(10,a)	mod(a,10)	pow(2,a)	pow(a,2)	idiv(7,a)	idiv(a,7)	div(1,a)	div(a,1)
print(a + nil, nil + a, {} - a, a * true, (a // print):sub(1, 6))
-- expect: add(a,nil)	add(nil,a)	sub(table,a)	mul(a,true)	idiv(a
-- The first operand wins, the second is asked only if the first has none.
local other = setmetatable({ name = "other" }, { __add = function() return "other's add" end })
print(a + other, other + a, other + 1, 1 + other) -- expect: add(a,other)	other's add	other's add	other's add
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(function() return other - 1 end))
-- expect: attempt to perform arithmetic on a table value (upvalue 'other')
print(message(function() return 1 * other end))
-- expect: attempt to perform arithmetic on a table value (upvalue 'other')
print(message(function() return -other end))
-- expect: attempt to perform arithmetic on a table value (upvalue 'other')
print(message(function() return other + a, other % other end))
-- expect: attempt to perform arithmetic on a table value (upvalue 'other')
-- A metamethod may return anything, but only the first value counts.
local many = setmetatable({}, { __add = function() return 1, 2, 3 end, __sub = function() end, __mul = function() return nil end })
print(many + 1, select("#", many + 1), many - 1, many * 1) -- expect: 1	1	nil	nil
