-- `module`, `package.seeall`, `require` and its message.
local G = _G
local assert, module, package, setfenv, print, pcall, require, select = assert, module, package, setfenv, print, pcall, require, select
X = nil
x = 0
module "X"; x = 1
print(_M == G.X, _NAME, _PACKAGE == "", G.X.x, package.loaded.X == G.X, print ~= nil, tostring)
-- expect: true	X	true	1	true	true	nil
module "X.a.b.c"; x = 2
print(_NAME, _PACKAGE, G.X.a.b.c.x, G.X.a._NAME) -- expect: X.a.b.c	X.a.b.	2	nil
module("X.a.b", package.seeall); x = 3
print(_NAME, _PACKAGE, G.X.a.b.x, tostring ~= nil, G.X.a.b.tostring == tostring) -- expect: X.a.b	X.a.	3	true	true
local function import(...)
  local wanted = { ... }
  return function(m) for i = 1, #wanted do m[wanted[i]] = G[wanted[i]] end end
end
module("X.a", import("type", "X")); x = 4
print(_NAME, G.X.a.x, type(X), G.X.a._M == G.X.a) -- expect: X.a	4	table	true
module("X.a.b", package.seeall)
print(x) -- expect: 3
setfenv(1, G)
print(x, X.x, pcall(module, "x")) -- expect: 0	1	false	name conflict for module 'x'
print(pcall(module, "math.sin")) -- expect: false	name conflict for module 'math.sin'
print(pcall(module)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(loadstring('module("fromchunk", 5)', "=c"))) -- expect: false	attempt to call a number value
print(pcall(loadstring('module(...)', "=c"), "made.here"), made.here._NAME, package.loaded["made.here"] == made.here)
-- expect: true	made.here	true
print(pcall(package.seeall)) -- expect: false	bad argument #1 to '?' (table expected, got no value)
local sealed = {}
package.seeall(sealed)
print(sealed.print == print, getmetatable(sealed).__index == _G) -- expect: true	true

package.preload.pre = function(...) module(...) function add(a) return a + 20 end end
print(require "pre" == pre, pre.add(10), require "pre" == package.loaded.pre) -- expect: true	30	true
package.preload.value = function(name) return name .. " loaded" end
package.preload.nothing = function() end
package.preload.falsy = function() return false end
print(require "value", require "value", require "nothing", package.loaded.nothing, require "falsy", package.loaded.falsy)
-- expect: value loaded	value loaded	true	true	false	false
package.preload.broken = function() error("cannot start", 0) end
print(pcall(require, "broken")) -- expect: false	cannot start
print(pcall(require, "broken")) -- expect: false	loop or previous error loading module 'broken'
package.preload.loop = function() require "loop" end
print(pcall(require, "loop")) -- expect: false	modules.lua:43: loop or previous error loading module 'loop'
print(pcall(require)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(require, {})) -- expect: false	bad argument #1 to '?' (string expected, got table)

local path, cpath = package.path, package.cpath
package.path, package.cpath = "./?.none;./?/init.none", "./?.lib"
print((select(2, pcall(require, "a.b")):gsub("\n\t", " | ")))
-- expect: module 'a.b' not found: | no field package.preload['a.b'] | no file './a/b.none' | no file './a/b/init.none' | no file './a/b.lib' | no file './a.lib'
package.path = ""
print((select(2, pcall(require, "missing")):gsub("\n\t", " | ")))
-- expect: module 'missing' not found: | no field package.preload['missing'] | no file './missing.lib'
package.path = nil
print(pcall(require, "missing")) -- expect: false	'package.path' must be a string
package.path, package.cpath = path, cpath
print(#package.loaders, package.searchers, package.searchpath, type(package.loadlib), package.config:sub(1, 1))
-- expect: 4	nil	nil	function	/
print(select("#", package.loadlib("no such file", "f")), (package.loadlib("no such file", "f"))) -- expect: 3	nil
local file = os.tmpname()
local out = io.open(file, "w")
out:write("# a first line\nlocal name, extra = ... return { name = name, extra = extra, env = getfenv() }")
out:close()
package.path = file:gsub("[^/]+$", "?")
local name = file:match("[^/]+$")
local found = require(name)
print(found.name == name, found.extra, found.env == _G, require(name) == found) -- expect: true	nil	true	true
out = io.open(file, "w")
out:write("x = = 1")
out:close()
package.loaded[name] = nil
print((select(2, pcall(require, name)):gsub("%S*" .. name:gsub("%p", "%%%0"), "FILE")))
-- expect: error loading module FILE' from file FILE':
-- expect: 	FILE:1: unexpected symbol near '='
os.remove(file)
package.loaders[#package.loaders + 1] = function(n) if n == "by loader" then return function(...) return select("#", ...) .. ... end end return "\n\tnot by loader" end
package.path, package.cpath = "", ""
print(require "by loader", (select(2, pcall(require, "other")):gsub("\n\t", " | ")))
-- expect: 1by loader	module 'other' not found: | no field package.preload['other'] | not by loader
package.path, package.cpath = "./nowhere/?.x;;./?", ""
print((select(2, pcall(require, "(4;6)")):gsub("\n\t", " | ")))
-- expect: module '(4;6)' not found: | no field package.preload['(4;6)'] | no file './nowhere/(4;6).x' | no file './(4;6)' | not by loader
