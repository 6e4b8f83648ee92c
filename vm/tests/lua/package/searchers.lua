-- package.searchers is a list of functions that can be extended.
print(type(package.searchers), #package.searchers) -- expect: table	4
for _, s in ipairs(package.searchers) do assert(type(s) == "function") end
table.insert(package.searchers, 2, function(name)
  if name:match "^virtual%." then
    return function(...) return { args = { ... } } end, "extra value for " .. name
  elseif name == "nothing" then
    return nil
  elseif name == "explained" then
    return "no virtual module '" .. name .. "'"
  end
end)
local m, extra = require "virtual.x"
print(m.args[1], m.args[2], extra) -- expect: virtual.x	extra value for virtual.x	extra value for virtual.x
package.path, package.cpath = "", ""
local function search(name)
  print((select(2, pcall(require, name)):gsub("\t", "| ")))
end
search "nothing"
-- expect: module 'nothing' not found:
-- expect: | no field package.preload['nothing']
-- expect: | no file ''
-- expect: | no file ''
search "explained"
-- expect: module 'explained' not found:
-- expect: | no field package.preload['explained']
-- expect: | no virtual module 'explained'
-- expect: | no file ''
-- expect: | no file ''
-- A searcher that fails, and one that gives a loader without extra value.
table.insert(package.searchers, 1, function(name)
  if name == "bad" then error("searcher failed", 0) end
  if name == "no.extra" then return function(...) return select("#", ...), ... end end
end)
print(pcall(require, "bad")) -- expect: false	searcher failed
print(require "no.extra") -- expect: 2	nil
-- The first searcher looks into package.preload.
package.preload.p = function() return "p" end
local preload = package.searchers[2]
local loader, value = preload "p"
print(type(loader), value, preload "absent") -- expect: function	:preload:	no field package.preload['absent']
-- Without searchers nothing is found; the list itself must be a table.
local saved = package.searchers
package.searchers = {}
search "virtual.y" -- expect: module 'virtual.y' not found:
package.searchers = nil
search "virtual.y" -- expect: 'package.searchers' must be a table
package.searchers = saved
print(require "virtual.y".args[1]) -- expect: virtual.y
