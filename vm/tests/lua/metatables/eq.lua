-- __eq is tried for two different tables or two userdata, and its result made boolean.
local calls = 0
local mt = { __eq = function(a, b) calls = calls + 1 return a.v == b.v end }
local a, b, c = setmetatable({ v = 1 }, mt), setmetatable({ v = 1 }, mt), setmetatable({ v = 2 }, mt)
print(a == b, a == c, a ~= b, a ~= c, calls) -- expect: true	false	false	true	4
print(a == a, calls, rawequal(a, b)) -- expect: true	4	false
-- Not called for different types or primitive values.
print(a == 1, a == "x", a == nil, 1 == a, a ~= nil, calls) -- expect: false	false	false	false	true	4
-- One operand with the metamethod is enough, the first is asked first.
local plain = { v = 1 }
print(a == plain, plain == a, plain == { v = 1 }) -- expect: true	true	false
local left = setmetatable({}, { __eq = function() return "left" end })
local right = setmetatable({}, { __eq = function() return nil end })
print(left == right, right == left, left == {}, {} == right) -- expect: true	false	true	false
-- Any true value becomes true, false and nil become false.
print(setmetatable({}, { __eq = function() return 0 end }) == {}, setmetatable({}, { __eq = function() return false end }) == {})
-- expect: true	false
-- Table keys and rawequal ignore it.
local t = { [a] = "a" }
print(t[a], t[b], rawequal(a, b)) -- expect: a	nil	false
if a == b then print("equal in a condition") end -- expect: equal in a condition
if a ~= c then print("different in a condition") end -- expect: different in a condition
print(not (a == b), a == b and "yes" or "no", (a == c) == false) -- expect: false	yes	true
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(function() return setmetatable({}, { __eq = function() error("in eq", 0) end }) == {} end))
-- expect: in eq
