-- loadfile compiles a file, dofile runs it.
local name = os.tmpname()
local function write(text)
  local file <close> = assert(io.open(name, "wb"))
  file:write(text)
end
local function tidy(text) return (tostring(text):gsub(name, "FILE", 1):gsub("^[^ ]*FILE", "FILE")) end
write "return 1, 'two', ..."
print(dofile(name)) -- expect: 1	two
print(loadfile(name)("extra")) -- expect: 1	two	extra
write "x_from_file = 'set' return select('#', ...)"
print(dofile(name), x_from_file) -- expect: 0	set
local env = {}
print(loadfile(name, "t", setmetatable(env, { __index = _G }))(1, 2), env.x_from_file) -- expect: 2	set
write "\n\nsyntax error"
print(select("#", loadfile(name)), tidy(select(2, loadfile(name)))) -- expect: 2	FILE:3: syntax error near 'error'
print(tidy(select(2, pcall(dofile, name)))) -- expect: FILE:3: syntax error near 'error'
write "error 'raised'"
print(tidy(select(2, pcall(dofile, name)))) -- expect: FILE:1: raised
write "error('without position', 0)"
print(pcall(dofile, name)) -- expect: false	without position
write "error({ code = 5 })"
print(select(2, pcall(dofile, name)).code) -- expect: 5
write "#!/bin/lua\nreturn 'shebang', debug.getinfo(1, 'l').currentline"
print(dofile(name)) -- expect: shebang	2
write ""
print(select("#", dofile(name))) -- expect: 0
write "return debug.getinfo(1, 'S').source:sub(1, 1), debug.getinfo(1, 'S').what"
print(dofile(name)) -- expect: @	main
os.remove(name)
print(tidy(select(2, loadfile(name)))) -- expect: cannot open FILE: No such file or directory
print(pcall(dofile, "/nonexistent/file.lua"))
-- expect: false	cannot open /nonexistent/file.lua: No such file or directory
print(loadfile "/nonexistent/file.lua") -- expect: nil	cannot open /nonexistent/file.lua: No such file or directory
print(pcall(loadfile, {})) -- expect: false	bad argument #1 to 'loadfile' (string expected, got table)
print(pcall(dofile, {})) -- expect: false	bad argument #1 to 'dofile' (string expected, got table)
