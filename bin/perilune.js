#!/usr/bin/env node
// `perilune script.lua arguments`: runs a script with all libraries, its own arguments, and the real streams.

'use strict'

const { readFileSync } = require('node:fs')
const { Lua } = require('../index.js')

const [, , script, ...rest] = process.argv

if (script === undefined || script === '--help' || script === '-h') {
  console.error('usage: perilune script.lua [arguments]\n       perilune - [arguments]   (the script comes from standard input)')
  process.exit(script === undefined ? 1 : 0)
}

const vm = new Lua({}, { libraries: 'all' })

// `arg` is set by a script, because its script name has the key 0.
vm.set_global('arg', rest)
vm.set_global('perilune.script', script)
vm.execute_script('arg[0], arg[-1] = perilune.script, "perilune"; perilune = nil')

try {
  // The chunk gets the arguments as `...` through a function that passes them on.
  const load = vm.execute_script('return function(name, source, ...) local f = name and assert(load(source, name)) or assert(loadfile(source)); return f(...) end')
  if (script === '-') load('=stdin', readFileSync(0), ...rest)
  else load(null, script, ...rest)
} catch (error) {
  console.error(`perilune: ${error.message}`)
  process.exitCode = 1
}
