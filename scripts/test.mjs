// `npm test`: everything that must pass before a change lands. `--full` adds what takes long.

import { fullDialects, runParts, shortDialects } from './lib/parts.mjs'

const short = ['rust', 'interpreter', 'handlers', 'suite', 'oracle', ...shortDialects, 'libraries', 'typescript', 'addon', 'node']
const full = ['rust', 'loop', 'interpreter', 'handlers', 'suite', 'longOracle', ...fullDialects, 'libraries', 'typescript', 'hostileCollector', 'sanitizer', 'addon', 'node', 'runtimes', 'typeTests']

await runParts(process.argv.includes('--full') ? full : short)
