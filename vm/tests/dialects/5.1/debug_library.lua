-- The debug library of 5.1: `getinfo`, hooks with their lines and counts, locals and upvalues.
local names = {}
for name in pairs(debug) do names[#names + 1] = name end
table.sort(names)
print(table.concat(names, " "))
-- expect: debug getfenv gethook getinfo getlocal getmetatable getregistry getupvalue setfenv sethook setlocal setmetatable setupvalue traceback
local function f(a, b) local c = 1 return debug.getinfo(1, "nSlufL") end
local info = f()
print(info.name, info.namewhat, info.what, info.short_src, info.source, info.linedefined, info.lastlinedefined, info.currentline, info.nups, info.func == f, info.activelines ~= nil)
-- expect: f	local	Lua	debug_library.lua	@debug_library.lua	7	7	7	0	true	true
info = debug.getinfo(tostring)
print(info.what, info.short_src, info.source, info.currentline, info.linedefined, info.nups, info.name, info.namewhat == "", info.func == tostring)
-- expect: C	[C]	=[C]	-1	-1	0	nil	true	true
print(debug.getinfo(1).what, debug.getinfo(1, "l").currentline, debug.getinfo(100), pcall(debug.getinfo, 1, "X"))
-- expect: main	14	nil	false	bad argument #2 to '?' (invalid option)
print(pcall(debug.getinfo, "x")) -- expect: false	bad argument #1 to '?' (function or level expected)
print(pcall(debug.getinfo)) -- expect: false	bad argument #1 to '?' (function or level expected)
print(debug.getinfo(loadstring("return 1", "=name")).short_src, debug.getinfo(loadstring("return 1", "@file.lua")).short_src, debug.getinfo(loadstring("return 1\n-- line")or print).short_src)
-- expect: name	file.lua	[string "return 1..."]
print(debug.getinfo(loadstring("-- a long text " .. ("x"):rep(80))).short_src)
-- expect: [string "-- a long text xxxxxxxxxxxxxxxxxxxxxxxxxxxx..."]
print(debug.getinfo(loadstring("return 1", "=" .. ("n"):rep(80))).short_src, debug.getinfo(loadstring("return 1", "@" .. ("f"):rep(80))).short_src)
-- expect: nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn	...ffffffffffffffffffffffffffffffffffffffffffffffffffff
local lines = {}
for line in pairs(debug.getinfo(loadstring("local a = 1\n\nif a then\n  a = 2\nend\nreturn a", "=c"), "L").activelines) do lines[#lines + 1] = line end
table.sort(lines)
print(lines[1], lines[2], lines[#lines]) -- expect: 1	3	6

local function traced(text, mask, count)
  local seen = {}
  local chunk = assert(loadstring(text, "=c"))
  local function hook(event, line)
    local where = debug.getinfo(2, "S")
    if where.short_src == "c" or event == "count" then seen[#seen + 1] = event:sub(1, 1) .. (line or "") end
  end
  debug.sethook(hook, mask, count)
  chunk()
  debug.sethook()
  return table.concat(seen, " ")
end
print(traced("local a = 1\nlocal b = 2\n\na = b", "l")) -- expect: l1 l2 l4
print(traced("for i = 1, 3 do\n  local x = i\nend", "l")) -- expect: l1 l2 l1 l2 l1 l2 l1 l3
print(traced("local function f()\n  return 1\nend\nlocal x = f()\nx = f()", "l")) -- expect: l3 l4 l2 l5 l2
print(traced("local t = {\n  1,\n  2,\n}\nwhile t do\n  t = nil\nend", "l")) -- expect: l1 l2 l4 l5 l6 l5 l7
print(traced("if\nmath.sin(1)\nthen\n  a = 1\nelse\n  a = 2\nend", "l")) -- expect: l2 l4 l7
print(traced("local a\nif a\nthen\n  a = 1\nelseif\na\nthen a = 3\nelse\n  a = 2\nend", "l")) -- expect: l2 l6 l9 l10
print(traced("local function f() end\nf()\nf()", "cr")) -- expect: c c r c r r
print(traced("repeat\n  local a = 1\nuntil a", "l")) -- expect: l2 l3
print(#traced("for i = 1, 100 do end", "", 10) > 5, debug.gethook() == nil) -- expect: true	true
local function hook() end
debug.sethook(hook, "crl", 7)
print(debug.gethook() == hook, select(2, debug.gethook()), select(3, debug.gethook())) -- expect: true	crl	7
debug.sethook()
print(select("#", debug.gethook()), pcall(debug.sethook, 5))
-- expect: 3	false	bad argument #2 to '?' (string expected, got no value)
local co = coroutine.create(function() local x = 1 coroutine.yield() x = 2 end)
local count = 0
debug.sethook(co, function() count = count + 1 end, "l")
coroutine.resume(co) coroutine.resume(co)
print(count > 0, debug.gethook() == nil) -- expect: true	true
print(pcall(function() debug.sethook(function() debug.sethook() error("from hook", 0) end, "l") local x = 1
-- expect: false	from hook
  x = 2 end))

local function locals(a, b, ...)
  local c = 3
  do local inner = 4 end
  local found = {}
  for i = 1, 10 do
    local name, value = debug.getlocal(1, i)
    if not name then break end
    found[#found + 1] = name .. "=" .. tostring(type(value) == "table" and "table" or value)
  end
  return table.concat(found, " ")
end
print(locals(1, 2, 5)) -- expect: a=1 b=2 arg=table c=3 found=table (for index)=6 (for limit)=10 (for step)=1 i=9
local function changes() local x, y = 1, 2 print(debug.setlocal(1, 1, "new"), debug.setlocal(1, 50, 0)) return x, y end
-- expect: x	nil
print(changes()) -- expect: new	2
print(pcall(debug.getlocal, 100, 1)) -- expect: false	bad argument #1 to '?' (level out of range)
print(pcall(debug.getlocal, {}, 1)) -- expect: false	bad argument #1 to '?' (number expected, got table)
local up1, up2 = "one", "two"
local function captures() return up1, up2 end
print(debug.getupvalue(captures, 1), debug.getupvalue(captures, 2), debug.getupvalue(captures, 3), debug.setupvalue(captures, 1, "set"), up1)
-- expect: up1	up2	nil	up1	set
print(debug.getupvalue(tostring, 1), debug.getupvalue(string.gmatch("x", "x"), 1), pcall(debug.setupvalue, tostring, 1, 5))
-- expect: nil	nil	true
print(debug.getmetatable("").__index == string, debug.setmetatable({}, { x = 1 }) ~= nil, debug.getregistry() ~= nil, debug.upvalueid, debug.getuservalue)
-- expect: true	true	true	nil	nil
for i = 1, 2 do local name = debug.getlocal(1, 1) end
local loops = {}
for index = 1, 1 do for k, v in pairs { 1 } do
  for i = 1, 60 do local name = debug.getlocal(1, i) if name and name:sub(1, 1) == "(" then loops[#loops + 1] = name end end
end end
print(table.concat(loops, " "))
-- expect: (for index) (for limit) (for step) (for generator) (for state) (for control) (for index) (for limit) (for step)
print((debug.traceback("a\0b"):gsub("%z", "0"):gsub("\n.*", ""))) -- expect: a0b
