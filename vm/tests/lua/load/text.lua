-- load compiles a string to a function, or gives fail and a message.
print(load("return 1 + 1")()) -- expect: 2
print(load("local a, b = ... return b, a")(1, 2)) -- expect: 2	1
print(load("")(), select("#", load("")())) -- expect: nil	0
print(load("x_loaded = 5")(), x_loaded) -- expect: nil	5
print(load("return ...", "=c")("vararg")) -- expect: vararg
print(load("return x +", "=c")) -- expect: nil	c:1: unexpected symbol near <eof>
print(load("syntax error here", "=c")) -- expect: nil	c:1: syntax error near 'error'
print(select("#", load("return")), select("#", load("return +"))) -- expect: 1	2
print(type(load("return function() end")()), load("return load")() == load) -- expect: function	true
-- Each load gives a new function, with nothing of the caller's locals.
local hidden = "local"
print(load("return hidden")(), load("return 1") ~= load("return 1")) -- expect: nil	true
print(pcall(load)) -- expect: false	bad argument #1 to 'load' (function expected, got no value)
print(pcall(load, nil)) -- expect: false	bad argument #1 to 'load' (function expected, got nil)
print(pcall(load, {})) -- expect: false	bad argument #1 to 'load' (function expected, got table)
print(pcall(load, 5, "=c")) -- expect: true	nil	c:1: unexpected symbol near '5'
print(load(42, "=c")) -- expect: nil	c:1: unexpected symbol near '42'
print(load("-- only a comment")() == nil, load(";;;")() == nil, load("return;")() == nil) -- expect: true	true	true
local many = {}
for i = 1, 2000 do many[i] = ("local function f%d() return %d end"):format(i % 150, i) if i % 150 == 149 then many[i] = many[i] .. " do end" end end
print((load("do " .. table.concat(many, " end do ") .. " end return 'long source'")())) -- expect: long source
