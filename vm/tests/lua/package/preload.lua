-- require takes modules from package.preload and calls the loader with name and ":preload:".
local calls = 0
package.preload["made.up"] = function(...)
  calls = calls + 1
  print("loading", ...)
  return { value = 42 }
end
local m, extra = require "made.up" -- expect: loading	made.up	:preload:
print(m.value, extra, calls) -- expect: 42	:preload:	1
print(require "made.up" == m, select("#", require "made.up"), calls) -- expect: true	1	1
print(package.loaded["made.up"] == m) -- expect: true
package.loaded["made.up"] = nil
print(require("made.up") ~= m, calls)
-- expect: loading	made.up	:preload:
-- expect: true	2
-- Removing the loader afterwards does not matter.
package.preload["made.up"] = nil
print(require("made.up").value) -- expect: 42
-- Any name may be used.
package.preload["with space and ünicode"] = function(name) return name end
print(require "with space and ünicode") -- expect: with space and ünicode	:preload:
package.preload[""] = function() return "empty name" end
print(require "") -- expect: empty name	:preload:
-- Loaders may be any callable value, and may themselves require.
package.preload.outer = function() return "outer needs " .. require "inner" end
package.preload.inner = function() return "inner" end
print(require "outer", package.loaded.inner) -- expect: outer needs inner	inner
package.preload.failing = function() error("loader failed", 0) end
print(pcall(require, "failing")) -- expect: false	loader failed
print(package.loaded.failing) -- expect: nil
