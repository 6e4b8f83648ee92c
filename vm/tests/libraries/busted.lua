-- dialects: 5.1 5.2 5.3 5.4
-- specs: argparse inspect luassert mediator say
-- The test runner busted, and with it what the authors of these libraries demand of them. Runs in a folder of sources.
package.preload.lfs = function() return dofile(SHIMS .. '/lfs.lua') end
package.preload.system = function() return { gettime = os.time, monotime = os.clock, sleep = function() end } end
package.preload.term = function() return { isatty = function() return false end, colors = {} } end
package.path = package.path .. ';./?.lua'
arg = { [0] = 'busted', '--output=TAP', 'spec' }
require 'busted.runner' { standalone = false }
