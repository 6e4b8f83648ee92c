// Compares the interpreter with the reference implementation, which Python's `lupa` carries.
//
//   node scripts/oracle.mjs [--lua PATH] [--dialect 5.5] [--programs N] [--first SEED] [--keep FOLDER]
//
// Where Python or `lupa` cannot be had the comparison is skipped, and says so.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { interpreter, root } from './lib/paths.mjs'
import { run } from './lib/process.mjs'
import { pythonWithLupa } from './lib/python.mjs'
import { summaryLine } from './lib/summary.mjs'

const { values } = parseArgs({
  options: {
    lua: { type: 'string', default: interpreter() },
    dialect: { type: 'string', default: '5.5' },
    programs: { type: 'string', default: '300' },
    first: { type: 'string', default: '0' },
    keep: { type: 'string' },
  },
})

let python
try {
  python = await pythonWithLupa()
} catch (error) {
  console.log(`The comparison with the reference is skipped: ${error.message}`)
  console.log(summaryLine({ passed: 0, failed: 0, skipped: 1 }))
  process.exit(0)
}

const args = [join(root, 'vm/tests/oracle/run.py'), '--scripts', join(root, 'vm/tests/lua')]
const ofDialect = join(root, 'vm/tests/dialects', values.dialect)
if (existsSync(ofDialect)) args.push('--scripts', ofDialect)
for (const [name, value] of Object.entries(values)) args.push(`--${name}`, value)
const result = await run(python, args, { inherit: true })
process.exitCode = result.code ?? 1
