// Counts the machine instructions of ten small programs and compares them with what is recorded.
//
//   node scripts/instructions.mjs [--binary PATH] [--update]
//
// Time on shared machines says little about a change of a few per cent; instruction counts repeat. What an empty program
// costs is subtracted. Hash seeds differ from run to run, so the record is the middle of three runs, and a kernel fails
// where three runs in a row need more than the tolerance allows. `--update` records new counts, which belong to one
// processor architecture and one compiler.

import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { interpreter, root } from './lib/paths.mjs'
import { run } from './lib/process.mjs'
import { isGreen, summaryLine } from './lib/summary.mjs'

/** How much more than recorded is let through. */
const tolerance = 0.02

/** How many runs tell what a kernel needs. */
const runs = 3

const kernels = join(root, 'bench', 'kernels')
const record = join(kernels, 'instructions.json')

/** The number of instructions that callgrind counted, from what it printed. */
export function collected(text) {
  const found = /Collected\s*:\s*(\d+)/.exec(text)
  return found ? Number(found[1]) : undefined
}

/** What is to be said about a kernel: `undefined` where it is within the tolerance. */
export function verdict(count, recorded) {
  if (recorded === undefined) return { bad: true, text: 'has no record' }
  const change = count / recorded - 1
  const text = `${count} instructions, ${(change * 100).toFixed(1)} % against ${recorded}`
  if (change > tolerance) return { bad: true, text }
  if (change < -tolerance) return { bad: false, text: `${text}: better, to be recorded with --update` }
  return undefined
}

/** Planted differences that must be reported, and one that must not. */
function selfTest() {
  if (!verdict(1030, 1000)?.bad || !verdict(5, undefined)?.bad) throw new Error('A planted loss is not reported')
  if (verdict(1010, 1000) || verdict(900, 1000)?.bad !== false) throw new Error('A harmless change is refused')
  if (collected('==7== Collected : 1234\n') !== 1234) throw new Error('A count is not read')
}

async function count(binary, args) {
  const done = await run('valgrind', ['--tool=callgrind', '--callgrind-out-file=/dev/null', binary, ...args])
  const instructions = collected(done.stderr)
  if (done.code !== 0 || instructions === undefined) throw new Error(`${args.join(' ')}: ${done.stderr}`)
  return instructions
}

/** The middle of several runs. */
async function middle(binary, args) {
  const counts = []
  for (let index = 0; index < runs; index += 1) counts.push(await count(binary, args))
  return counts.sort((a, b) => a - b)[Math.floor(runs / 2)]
}

/** What is wrong with a kernel by the best of several runs, of which no more are made than needed. */
async function check(binary, args, start, recorded) {
  let found
  for (let index = 0; index < runs; index += 1) {
    found = verdict(await count(binary, args) - start, recorded)
    if (!found?.bad) return found
  }
  return found
}

/** The compiler, which the counts depend on. */
async function compiler() {
  return (await run('rustc', ['--version'])).stdout.trim()
}

async function main() {
  const { values } = parseArgs({
    options: {
      binary: { type: 'string', default: interpreter() },
      update: { type: 'boolean', default: false },
    },
  })
  selfTest()
  const known = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : { counts: {} }
  const here = { architecture: process.arch, compiler: await compiler() }
  const reason = process.platform !== 'linux' ? 'this platform has no callgrind'
    : (await run('valgrind', ['--version'])).code !== 0 ? 'valgrind is not installed'
    : values.update ? undefined
    : known.architecture !== here.architecture ? `the record is for ${known.architecture}`
    : known.compiler !== here.compiler ? `the record is for ${known.compiler}`
    : undefined
  if (reason) {
    console.log(`Instructions are not counted: ${reason}.`)
    return { passed: 0, failed: 0, skipped: 1 }
  }
  if (!existsSync(values.binary)) throw new Error(`${values.binary} is not built`)
  const start = await middle(values.binary, ['-e', ''])
  const names = readdirSync(kernels).filter((name) => name.endsWith('.lua')).sort()
  const counts = {}
  const totals = { passed: 0, failed: 0, skipped: 0 }
  for (const name of names) {
    const args = [join(kernels, name)]
    if (values.update) counts[name] = await middle(values.binary, args) - start
    const found = values.update ? undefined : await check(values.binary, args, start, known.counts[name])
    if (found) console.log(`${found.bad ? 'FAIL' : 'note'} ${name}: ${found.text}`)
    totals[found?.bad ? 'failed' : 'passed'] += 1
  }
  if (values.update) writeFileSync(record, `${JSON.stringify({ ...here, counts }, null, 2)}\n`)
  return totals
}

try {
  const totals = await main()
  console.log(summaryLine(totals))
  process.exitCode = isGreen(totals) || (totals.skipped > 0 && totals.failed === 0) ? 0 : 1
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
