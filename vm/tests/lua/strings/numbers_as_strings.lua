-- String functions accept numbers as their text; methods do not exist on numbers.
print(string.sub(12345, 2, 3), string.len(10.5), string.rep(7, 3), string.upper(1e100)) -- expect: 23	4	777	1E+100
print(string.find(12345, 34), string.gsub(1001, 0, 2), string.match(3.14, "%d+$"), string.byte(9))
-- expect: 3	1221	14	57
print(string.format("%s %s", 1, 1.0), ("x"):rep("3"), ("abc"):sub("2"), string.reverse(-12))
-- expect: 1 1.0	xxx	bc	21-
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(function() local n = 5 return n:rep(2) end)) -- expect: attempt to index a number value (local 'n')
print(message(function() return (5):rep(2) end)) -- expect: attempt to index a number value
print(message(function() return (5).x end)) -- expect: attempt to index a number value
-- Numbers may be given methods like anything else.
debug.setmetatable(0, { __index = math })
print((2.5):floor(), (-3):abs(), (16):sqrt()) -- expect: 2	3	4.0
debug.setmetatable(0, nil)
print(message(function() return (-3):abs() end)) -- expect: attempt to index a number value
