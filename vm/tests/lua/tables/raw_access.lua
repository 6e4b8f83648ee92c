-- rawget, rawset, rawequal and rawlen bypass metamethods.
local mt = {
  __index = function() return "from __index" end,
  __newindex = function() error "must not be called" end,
  __len = function() return 42 end,
  __eq = function() return true end,
}
local a, b = setmetatable({}, mt), setmetatable({}, mt)
print(a.x, rawget(a, "x"), #a, rawlen(a), a == b, rawequal(a, b), rawequal(a, a))
-- expect: from __index	nil	42	0	true	false	true
print(rawset(a, "x", 1) == a, a.x, rawget(a, "x")) -- expect: true	1	1
rawset(a, 1, "one")
print(#a, rawlen(a), a[1]) -- expect: 42	1	one
rawset(a, "x", nil)
print(a.x) -- expect: from __index
print(rawequal(1, 1.0), rawequal("a", "a"), rawequal(nil, nil), rawequal({}, {}), rawequal(nil, false), rawequal(0, -0.0))
-- expect: true	true	true	false	false	true
print(rawlen "hello", rawlen {}) -- expect: 5	0
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(rawget, 1, 2)) -- expect: bad argument #1 to 'rawget' (table expected, got number)
print(message(rawget, {})) -- expect: bad argument #2 to 'rawget' (value expected)
print(message(rawset, {}, 1)) -- expect: bad argument #3 to 'rawset' (value expected)
print(message(rawset, "x", 1, 2)) -- expect: bad argument #1 to 'rawset' (table expected, got string)
print(message(rawlen, 1)) -- expect: bad argument #1 to 'rawlen' (table or string expected, got number)
print(message(rawlen)) -- expect: bad argument #1 to 'rawlen' (table or string expected, got no value)
print(message(rawequal, 1)) -- expect: bad argument #2 to 'rawequal' (value expected)
print(message(rawget)) -- expect: bad argument #1 to 'rawget' (table expected, got no value)
