-- When no searcher finds a module, the error lists all places that were tried.
local function search(name)
  print((select(2, pcall(require, name)):gsub("\t", "| ")))
end
package.path = "./nowhere/?.lua;./nowhere/?/init.lua"
package.cpath = "./nowhere/?.so"
search("missing.module")
-- expect: module 'missing.module' not found:
-- expect: | no field package.preload['missing.module']
-- expect: | no file './nowhere/missing/module.lua'
-- expect: | no file './nowhere/missing/module/init.lua'
-- expect: | no file './nowhere/missing/module.so'
-- expect: | no file './nowhere/missing.so'
package.path = ""
package.cpath = ""
search("m")
-- expect: module 'm' not found:
-- expect: | no field package.preload['m']
-- expect: | no file ''
-- expect: | no file ''
package.path = "no-template"
search("x.y")
-- expect: module 'x.y' not found:
-- expect: | no field package.preload['x.y']
-- expect: | no file 'no-template'
-- expect: | no file ''
-- expect: | no file ''
package.path = "?"
package.cpath = "./c/?.so;./d/?.so"
search("a-b.c")
-- expect: module 'a-b.c' not found:
-- expect: | no field package.preload['a-b.c']
-- expect: | no file 'a-b/c'
-- expect: | no file './c/a-b/c.so'
-- expect: | no file './d/a-b/c.so'
-- expect: | no file './c/a-b.so'
-- expect: | no file './d/a-b.so'
package.path = nil
search("m") -- expect: 'package.path' must be a string
package.path = 5
print((select(2, pcall(require, "m")):match "^[^\n]*")) -- expect: module 'm' not found:
package.path = {}
search("m") -- expect: 'package.path' must be a string
package.path, package.cpath = "", nil
search("m") -- expect: 'package.cpath' must be a string
print(pcall(require)) -- expect: false	bad argument #1 to 'require' (string expected, got no value)
print(pcall(require, {})) -- expect: false	bad argument #1 to 'require' (string expected, got table)
print(pcall(require, nil)) -- expect: false	bad argument #1 to 'require' (string expected, got nil)
