-- dialects: 5.1 5.2 5.3 5.4
-- The analyser luacheck over all files of penlight and of itself.
package.preload.lfs = function() return dofile(SHIMS .. '/lfs.lua') end
local luacheck = require 'luacheck'
local files = {}
for name in io.popen('cd "' .. LIBRARIES .. '" && find pl luacheck argparse.lua moses.lua luaunit.lua -name "*.lua" | LC_ALL=C sort'):lines() do
  files[#files + 1] = name
end
local total = 0
for _, name in ipairs(files) do
  local file = assert(io.open(LIBRARIES .. '/' .. name))
  local report = luacheck.check_strings({ file:read '*a' }, { std = 'max' })
  file:close()
  for _, event in ipairs(report[1]) do
    total = total + 1
    print(name, event.line, event.column, event.code, luacheck.get_message(event))
  end
end
print(#files, total)
