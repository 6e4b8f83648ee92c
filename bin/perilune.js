#!/usr/bin/env node
// `perilune script.lua arguments`: runs a script with all libraries, its arguments, and the streams of the process.

'use strict'

const { readFileSync } = require('node:fs')
const { Lua } = require('../index.js')

const usage = `usage: perilune script.lua [arguments]
       perilune - [arguments]    the script comes from the standard input`

// The script sees what the stand-alone interpreter would give it: `arg`, and the arguments as `...`.
const launcher = `
return function(script, source, ...)
  arg = {[-1] = "perilune", [0] = script, ...}
  local main, message
  if source then
    main, message = load(source, "=stdin")
  else
    main, message = loadfile(script)
  end
  if not main then error(message, 0) end
  main(...)
end`

const [script, ...rest] = process.argv.slice(2)

if (script === undefined || script === '-h' || script === '--help') {
  console.error(usage)
  process.exitCode = script === undefined ? 1 : 0
} else {
  const vm = new Lua({}, { libraries: 'all' })
  try {
    const launch = vm.execute_script(launcher, { chunkName: '=perilune' })
    launch(script, script === '-' ? readFileSync(0) : null, ...rest)
    vm.dispose()
  } catch (error) {
    console.error(`perilune: ${error?.message ?? error}`)
    process.exitCode = 1
  }
}
