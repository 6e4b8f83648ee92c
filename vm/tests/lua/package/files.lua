-- require finds files through package.path and passes the file name as second argument.
local base = os.tmpname()
os.remove(base)
local function write(suffix, text)
  local file <close> = assert(io.open(base .. suffix, "w"))
  file:write(text)
end
local function remove(...) for _, suffix in ipairs { ... } do os.remove(base .. suffix) end end
local directory, stem = base:match "^(.*/)([^/]*)$"
write("_mod.lua", "local name, path = ... return { name = name, path = path, line = debug.getinfo(1, 'l').currentline }")
package.path = directory .. "?.lua"
local m, where = require(stem .. "_mod")
print(m.name == stem .. "_mod", m.path == base .. "_mod.lua", where == m.path, m.line) -- expect: true	true	true	1
print(require(stem .. "_mod") == m, select("#", require(stem .. "_mod"))) -- expect: true	1
-- Dots become directory separators.
package.path = directory .. "?_mod.lua"
print(pcall(require, stem .. ".x") == false, require(stem).name == stem) -- expect: true	true
-- Several templates are tried in order.
write("_second.lua", "return 'second'")
package.path = directory .. "none_?.lua;" .. directory .. "?.lua"
print((require(stem .. "_second"))) -- expect: second
-- Errors in the file are reported with the file.
write("_syntax.lua", "return +")
local text = select(2, pcall(require, stem .. "_syntax"))
print((text:gsub(base:gsub("%p", "%%%0"), "FILE"):gsub(stem:gsub("%p", "%%%0"), "NAME"):gsub("\t", "| ")))
-- expect: error loading module 'NAME_syntax' from file 'FILE_syntax.lua':
-- expect: | FILE_syntax.lua:1: unexpected symbol near '+'
write("_error.lua", "error('raised by the file', 0)")
print(pcall(require, stem .. "_error")) -- expect: false	raised by the file
write("_error.lua", "return 'now fine'")
print((require(stem .. "_error"))) -- expect: now fine
write("_global.lua", "global_of_module = 'set' local hidden = 'hidden'")
print(require(stem .. "_global"), global_of_module, hidden) -- expect: true	set	nil
remove("_mod.lua", "_second.lua", "_syntax.lua", "_error.lua", "_global.lua")
