-- A name in a message, in a traceback and in `debug.getinfo` ends at its first NUL, as names in C do.
local load = loadstring or load
local list = {}
local function message(text)
  return select(2, pcall(load("local t = ... " .. text, "=c"), list))
end
print(message('return t["a\\0b"].x')) -- expect: c:1: attempt to index a nil value (field 'a')
print(message('return t["a\\0b"]()')) -- expect: c:1: attempt to call a nil value (field 'a')
print(message('return t["\\0"].x.y')) -- expect: c:1: attempt to index a nil value (field '')
list["rep\0"] = tostring
print(message('return (t["rep\\0"]())')) -- expect: c:1: bad argument #1 to 'rep' (value expected)
list["x\0y"] = function() return debug.getinfo(1, "n").name end
print((list["x\0y"]())) -- expect: x
package.loaded["m\0n"] = { ["q\0r"] = function() return debug.traceback("a", 1):match("'(%a+)'") end }
print((package.loaded["m\0n"]["q\0r"]())) -- expect: q
