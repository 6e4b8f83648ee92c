-- getmetatable and setmetatable of the debug library work on every value and ignore __metatable.
local t = setmetatable({}, { __metatable = "hidden" })
print(getmetatable(t), type(debug.getmetatable(t)), debug.getmetatable(t).__metatable) -- expect: hidden	table	hidden
print(debug.setmetatable(t, nil) == t, getmetatable(t)) -- expect: true	nil
print(debug.getmetatable(1), debug.getmetatable(nil), debug.getmetatable(print), debug.getmetatable "s" == getmetatable "s")
-- expect: nil	nil	nil	true
print(debug.setmetatable(10, { __index = { ten = "ten" } }) == 10, (5).ten) -- expect: true	ten
debug.setmetatable(1, nil)
print(debug.setmetatable("s", debug.getmetatable "s"), #"abc", ("x"):upper()) -- expect: s	3	X
local saved = debug.getmetatable ""
debug.setmetatable("", nil)
print(pcall(function() return ("x"):upper() end) == false, getmetatable "") -- expect: true	nil
debug.setmetatable("", saved)
print(("x"):upper()) -- expect: X
local function message(...) local ok, text = pcall(...) print(ok and "no error" or text) end
message(debug.setmetatable) -- expect: bad argument #2 to 'debug.setmetatable' (nil or table expected, got no value)
message(debug.setmetatable, {}, 5)
-- expect: bad argument #2 to 'debug.setmetatable' (nil or table expected, got number)
message(debug.setmetatable, {})
-- expect: bad argument #2 to 'debug.setmetatable' (nil or table expected, got no value)
message(debug.getmetatable) -- expect: bad argument #1 to 'debug.getmetatable' (value expected)
