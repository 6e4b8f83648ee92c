-- What a loader returns, stores or leaves out decides the value of a module.
local function define(name, f) package.preload[name] = f end
define("returns.table", function() return { 1 } end)
define("returns.false", function() return false end)
define("returns.nil", function() return nil end)
define("returns.nothing", function() end)
define("returns.many", function() return "first", "second" end)
define("stores", function(name) package.loaded[name] = "stored" end)
define("stores.and.returns", function(name) package.loaded[name] = "stored" return "returned" end)
print(type(require "returns.table"), package.loaded["returns.table"][1]) -- expect: table	1
print(require "returns.false", package.loaded["returns.false"]) -- expect: false	false
print(require "returns.false") -- expect: false	:preload:
print(require "returns.nil", package.loaded["returns.nil"]) -- expect: true	true
print(require "returns.nothing") -- expect: true	:preload:
print(require "returns.many") -- expect: first	:preload:
print(require "stores", package.loaded.stores) -- expect: stored	stored
print(require "stores.and.returns") -- expect: returned	:preload:
-- The table of loaded modules can be set directly.
package.loaded.direct = "value set directly"
print(require "direct", select("#", require "direct")) -- expect: value set directly	1
package.loaded.direct = false
print(pcall(require, "direct") == false) -- expect: true
-- The standard libraries are in it.
for _, name in ipairs { "string", "table", "math", "io", "os", "coroutine", "utf8", "debug", "package" } do
  assert(require(name) == _G[name] and package.loaded[name] == _G[name])
end
print(require "_G" == _G, package.loaded._G == _G) -- expect: true	true
-- A module that requires itself in a circle.
define("circle.a", function() return { b = require "circle.b" } end)
define("circle.b", function() local ok, e = pcall(require, "circle.a") return ok end)
print(type(require "returns.table")) -- expect: table
