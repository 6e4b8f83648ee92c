-- Runs one of the programs of this folder: LIBRARIES is where the libraries are, SHIMS what stands in for C libraries.
local program
LIBRARIES, SHIMS, program = arg[1], arg[2], arg[3]
package.path = LIBRARIES .. '/?.lua;' .. LIBRARIES .. '/?/init.lua'
package.cpath = ''
dofile(program)
