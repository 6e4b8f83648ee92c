-- Strings have the string library as their methods, through a shared metatable.
local mt = getmetatable("")
print(type(mt), mt.__index == string, getmetatable("a") == getmetatable("b")) -- expect: table	true	true
print(("x"):upper(), ("%d"):format(3), #("abc"):rep(2), ("a,b"):find(",", 1, true)) -- expect: X	3	6	2	2
function string.shout(s, mark) return s:upper() .. (mark or "!") end
print(("hey"):shout(), ("hey"):shout "?", ("a"):shout():lower():shout "...") -- expect: HEY!	HEY?	A!...
string.shout = nil
print(("x").shout, ("x")[1], ("x").len == string.len, ("abc")["sub"]("abc", 2)) -- expect: nil	nil	true	bc
print(pcall(function() return ("x"):missing() end) == false) -- expect: true
-- The metatable can be extended, here with calls and indices by number.
mt.__call = function(self, ...) return self .. "(" .. table.concat({ ... }, ",") .. ")" end
mt.__index = function(self, key)
  if math.type(key) == "integer" then return self:sub(key, key) end
  return string[key]
end
print(("f")(1, 2), ("hello")[1], ("hello")[-1], ("abc"):upper()[2]) -- expect: f(1,2)	h	o	B
mt.__index, mt.__call = string, nil
print(("hello")[1], pcall(function() ("x")() end) == false) -- expect: nil	true
