-- Runs one of the programs of this folder: LIBRARIES is where the libraries are, SHIMS what stands in for C libraries.
local program
LIBRARIES, SHIMS, program = arg[1], arg[2], arg[3]
package.path = LIBRARIES .. '/?.lua;' .. LIBRARIES .. '/?/init.lua'
-- A few libraries are packaged in two versions: for 5.1, which others can read too, and for 5.3 and later.
if math.type then package.path = LIBRARIES:gsub('5%.1$', '5.3') .. '/?.lua;' .. package.path end
package.cpath = ''
dofile(program)
