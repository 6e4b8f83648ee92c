// The parts that `npm test` and `npm run check` are put together from, and the running of them.

import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cache, root } from './paths.mjs'
import { run } from './process.mjs'
import { isGreen, readSummary, summaryLine, total } from './summary.mjs'

const npx = (...args) => ['npx', '--no-install', ...args]
const script = (name, ...args) => ['node', join('scripts', `${name}.mjs`), ...args]
const cargo = (...args) => ['cargo', ...args]

/** Adds up the lines that cargo's test harness closes each binary with. */
export function countCargo(text) {
  const lines = [...text.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;/gm)]
  return total(lines.map(([, passed, failed, skipped]) =>
    ({ passed: Number(passed), failed: Number(failed), skipped: Number(skipped) })))
}

const vitestReport = join(cache, 'vitest.json')

function countVitest() {
  if (!existsSync(vitestReport)) return { passed: 0, failed: 1, skipped: 0 }
  const report = JSON.parse(readFileSync(vitestReport, 'utf8'))
  rmSync(vitestReport)
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + (report.numFailedTests === 0 && !report.success ? 1 : 0),
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

const vitest = (...args) => npx('vitest', 'run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`)

/** The dialects besides the default one, and those of them that have a suite. */
const otherDialects = ['5.1', '5.2', '5.3', '5.4']
const dialectsWithSuite = ['5.1', '5.3', '5.4']

/** The names of the parts that compare the other dialects with their references, quickly or at length. */
export const shortDialects = [
  ...dialectsWithSuite.map((dialect) => `wholeSuite${dialect}`),
  ...otherDialects.map((dialect) => `oracle${dialect}`),
]
export const fullDialects = [
  ...dialectsWithSuite.map((dialect) => `suite${dialect}`),
  ...otherDialects.map((dialect) => `longOracle${dialect}`),
]

/** One part for each of some dialects: named `<name>5.4`. */
const perDialect = (dialects, name, part) =>
  Object.fromEntries(dialects.map((dialect) => [`${name}${dialect}`, { ...part(dialect), count: readSummary }]))

/**
 * Every part by name: its title, its command, perhaps more environment, the minutes it may take where they are not
 * the usual ones, and a way to count, which is a function from its output to { passed, failed, skipped }. Without one
 * the part as a whole counts as one check.
 */
export const parts = {
  format: { title: 'Formatting', command: cargo('fmt', '--all', '--check') },
  clippy: {
    title: 'Lints',
    command: cargo('clippy', '--locked', '--workspace', '--all-targets', '--', '-D', 'warnings'),
  },
  rust: { title: 'Rust tests', command: cargo('test', '--locked', '-p', 'perilune'), count: countCargo },
  interpreter: { title: 'Build of the interpreter', command: ['npm', 'run', '--silent', 'build:vm'] },
  handlers: { title: 'Shape of the instruction handlers', command: script('handlers'), count: readSummary },
  instructions: { title: 'Instruction counts of the kernels', command: script('instructions'), count: readSummary },
  suite: { title: 'Official Lua 5.5 suite', command: script('suite'), count: readSummary },
  oracle: { title: 'Comparison with the reference', command: script('oracle'), count: readSummary },
  ...perDialect(dialectsWithSuite, 'wholeSuite', (dialect) => ({
    title: `Lua ${dialect} suite as a whole`,
    command: script('suite', '--dialect', dialect, '--only', 'all', '--optional'),
  })),
  ...perDialect(dialectsWithSuite, 'suite', (dialect) => ({
    title: `Lua ${dialect} suite`,
    command: script('suite', '--dialect', dialect, '--optional'),
  })),
  ...perDialect(otherDialects, 'oracle', (dialect) => ({
    title: `Comparison with the reference of ${dialect}`,
    command: script('oracle', '--dialect', dialect, '--programs', '100'),
  })),
  ...perDialect(otherDialects, 'longOracle', (dialect) => ({
    title: `Comparison with the reference of ${dialect}, 10000 programs`,
    minutes: 60,
    command: script('oracle', '--dialect', dialect, '--programs', '10000'),
  })),
  runtimes: { title: 'Other JavaScript runtimes', command: script('runtimes'), count: readSummary },
  libraries: { title: 'Libraries that people use', command: script('libraries'), count: readSummary },
  typescript: { title: 'TypeScript compiled to Lua', command: script('typescript'), count: readSummary },
  longOracle: {
    title: 'Comparison with the reference, 10000 programs',
    minutes: 60,
    command: script('oracle', '--programs', '10000'),
    count: readSummary,
  },
  addon: { title: 'Build of the addon', command: ['npm', 'run', '--silent', 'build'] },
  node: { title: 'Node tests', command: vitest(), count: countVitest },
  types: { title: 'Types', command: npx('tsc', '--noEmit', '--project', 'tsconfig.json') },
  typeTests: { title: 'Type tests', command: vitest('--typecheck.only'), count: countVitest },
  hostileCollector: {
    title: 'Scripts, collecting at every safepoint',
    minutes: 60,
    command: cargo('test', '--locked', '-p', 'perilune', '--test', 'scripts'),
    env: { PERILUNE_COLLECT_ALWAYS: '1', PERILUNE_SCRIPT_SECONDS: '600' },
    count: countCargo,
  },
  loop: {
    title: 'Rust tests, loop dispatch',
    command: cargo('test', '--locked', '-p', 'perilune', '--features', 'loop-dispatch'),
    count: countCargo,
  },
  sanitizer: {
    title: 'Scripts under AddressSanitizer, loop dispatch, collecting at every safepoint',
    minutes: 120,
    command: script('sanitize'),
    count: readSummary,
  },
}

/** How long a part may take where it does not say, in minutes; the slowest takes a few. */
const usualMinutes = 15

/**
 * Runs a command at the root, shows what it prints, and answers its exit code and its text. A command that takes too
 * long is killed: what hangs is to fail, and what comes after it is still to run.
 */
async function follow({ command: [program, ...args], env, minutes = usualMinutes }) {
  const shell = process.platform === 'win32'
  const result = await run(program, args, { cwd: root, env, seconds: minutes * 60, echo: true, shell })
  if (result.timedOut) console.log(`\nstopped after ${minutes} minutes`)
  return { code: result.code, text: result.stdout + result.stderr }
}

async function runPart(part) {
  console.log(`\n== ${part.title}: ${part.command.join(' ')}`)
  const { code, text } = await follow(part)
  if (!part.count) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }
  const counts = part.count(text) ?? { passed: 0, failed: 0, skipped: 0 }
  // A runner that dies before it counts, or that fails for another reason than a test, has failed too.
  const silent = counts.passed + counts.skipped === 0
  if (counts.failed === 0 && (code !== 0 || silent)) counts.failed = 1
  return counts
}

/** Runs the named parts in order, all of them even when one fails, and sets the exit code. */
export async function runParts(names) {
  mkdirSync(cache, { recursive: true })
  const results = []
  for (const name of names) results.push([parts[name].title, await runPart(parts[name])])
  const counts = total(results.map(([, result]) => result))
  console.log('\n== Summary')
  for (const [title, result] of results) console.log(`${result.failed ? 'FAIL' : 'ok  '} ${title}: ${summaryLine(result)}`)
  console.log(summaryLine(counts))
  process.exitCode = isGreen(counts) ? 0 : 1
}
