-- Bitwise metamethods, for values that are not integers.
local mt = {}
for _, name in ipairs { "band", "bor", "bxor", "shl", "shr", "bnot" } do
  mt["__" .. name] = function(a, b)
    local function show(x) return type(x) == "table" and "object" or tostring(x) end
    return name .. "(" .. show(a) .. "," .. show(b) .. ")"
  end
end
local o = setmetatable({}, mt)
print(o & 1, 1 & o, o | 2, 2 | o, o ~ 3, 3 ~ o)
-- expect: band(object,1)	band(1,object)	bor(object,2)	bor(2,object)	bxor(object,3)	bxor(3,object)
print(o << 4, 4 << o, o >> 5, 5 >> o, ~o)
-- expect: shl(object,4)	shl(4,object)	shr(object,5)	shr(5,object)	bnot(object,object)
print(o & 1.5, "x" | o, o ~ nil, {} << o, o & o)
-- expect: band(object,1.5)	bor(x,object)	bxor(object,nil)	shl(object,object)	band(object,object)
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(function() return {} & 1 end)) -- expect: attempt to perform bitwise operation on a table value
print(message(function() return 1 << setmetatable({}, { __shr = print }) end))
-- expect: attempt to perform bitwise operation on a table value
print(message(function() return ~setmetatable({}, {}) end))
-- expect: attempt to perform bitwise operation on a table value
-- Strings can be given bitwise operators through their metatable.
local smt = getmetatable ""
smt.__band = function(a, b) return "and:" .. a .. b end
smt.__bnot = function(a) return "not:" .. a end
print("x" & "y", ~"z", "1" & 2) -- expect: and:xy	not:z	and:12
smt.__band, smt.__bnot = nil, nil
print(message(function() return "x" & "y" end))
-- expect: attempt to perform bitwise operation on a string value (constant 'x')
-- Sets as objects with bitwise operators.
local Set = {}
Set.__index = Set
local function new(...) local s = setmetatable({}, Set) for _, v in ipairs { ... } do s[v] = true end return s end
function Set.__bor(a, b) local s = new() for k in pairs(a) do s[k] = true end for k in pairs(b) do s[k] = true end return s end
function Set.__band(a, b) local s = new() for k in pairs(a) do if rawget(b, k) then s[k] = true end end return s end
function Set.__len(s) local n = 0 for _ in pairs(s) do n = n + 1 end return n end
print(#(new(1, 2, 3) | new(3, 4)), #(new(1, 2, 3) & new(2, 3, 4)), #(new() | new())) -- expect: 4	2	0
