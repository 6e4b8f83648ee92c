-- %f[set] matches the empty place where the set begins.
print(("THE (quick) fox"):find "%f[%a]%a+%f[%A]") -- expect: 1	3
for w in ("THE (quick) fox"):gmatch "%f[%a]%a+" do io.write(w, ";") end
print() -- expect: THE;quick;fox;
print((("hello world"):gsub("%f[%w]%w+", string.upper)), (("hello world"):gsub("%f[%w]", "<")))
-- expect: HELLO WORLD	<hello <world
print((("hello world"):gsub("%f[%W]", ">")), (("hello world"):gsub("%f[%w]%l", string.upper)))
-- expect: hello> world>	Hello World
print(("the cathedral cat"):find "%f[%w]cat%f[%W]", ("cat"):find "%f[%w]cat%f[%W]", ("cats"):find "%f[%w]cat%f[%W]")
-- expect: 15	1	nil
-- The beginning and the end count as the character \0.
print(("abc"):find "%f[\0]", ("abc"):find "%f[^\0]", ("abc"):match "()%f[^%z]", (""):find "%f[%z]", (""):find "%f[a]")
-- expect: 4	1	1	nil	nil
print(("0xff 0x10"):gsub("%f[%w]0x(%x+)", function(h) return tonumber(h, 16) end)) -- expect: 255 16	2
print(("aaa"):gsub("%f[a]", "^"), ("a-a"):gsub("%f[%-]", "|"), ("x y"):gsub("%f[%s]", "_"))
-- expect: ^aaa	a|-a	x_ y	1
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(string.find, "a", "%f")) -- expect: missing '[' after '%f' in pattern
print(message(string.find, "a", "%fa")) -- expect: missing '[' after '%f' in pattern
print(message(string.find, "a", "%f[a")) -- expect: malformed pattern (missing ']')
