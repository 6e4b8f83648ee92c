// Runs the official suite of a version of Lua: every file that its all.lua runs, each alone in a process of its own,
// and then all.lua as a whole.
//
//   node scripts/suite.mjs [--lua PATH] [--dialect 5.5] [--only NAME,NAME] [--seconds N] [--megabytes N] [--jobs N] [--keep]
//                          [--optional]
//
// With --optional, the run is skipped where the suite cannot be had (no network, no Debian), and says so.
//
// A file runs alone in a copy of the suite in which all.lua has been reduced to its set-up and the one step that
// runs that file, so each file meets the globals, the redefined `dofile` and the collector tracing that it expects.
// The interpreter is called by the name of its version, such as lua5.4, which says which dialect it is to run also
// where the suite calls it again. What the suite cannot do is in the ledger of the version.

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { suiteFolder } from './fetch-suite.mjs'
import { interpreter, root } from './lib/paths.mjs'
import { inParallel, run } from './lib/process.mjs'
import { isGreen, summaryLine } from './lib/summary.mjs'

const whole = 'all.lua'

/** The name of a version, such as 'lua54' of '5.4': that of its suite and of its ledger. */
const named = (dialect) => `lua${dialect.replace('.', '')}`

/** What is known not to work in the suite of a version. */
function ledgerOf(dialect) {
  const path = join(root, 'vm/tests/suite', `${named(dialect)}.json`)
  if (!existsSync(path)) throw new Error(`There is no ledger for the suite of ${dialect}`)
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** The text with the passage that a ledger entry names replaced, in as many lines. */
export function change(text, { file, from, to = from, becomes = '' }) {
  const lines = text.split('\n')
  const first = lines.indexOf(from)
  const last = lines.indexOf(to, first)
  if (first < 0 || last < 0 || lines.indexOf(from, first + 1) >= 0) {
    throw new Error(`The ledger changes a passage of ${file} that is not there exactly once: ${from}`)
  }
  lines[first] = becomes
  return lines.map((line, at) => (at > first && at <= last ? '' : line)).join('\n')
}

/**
 * The steps of all.lua: for each file that it runs, the lines that belong to it.
 * Lines between the first and the last step that run no file are set-up for all that follow.
 */
export function steps(text) {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => /^dofile\(/.test(line))
  const last = lines.findLastIndex((line) => /^dofile\(/.test(line))
  if (first < 0) throw new Error(`${whole} does not run its files as expected`)
  const found = []
  for (let at = first; at <= last; at++) {
    const direct = /^(?:assert\()?(?:old)?dofile\('([\w.]+)'/.exec(lines[at])
    const reported = /^\s*report\s*\(?["']([\w.]+)["']/.exec(lines[at])
    const loaded = /\bloadfile\('([\w.]+)'\)/.exec(lines[at])
    if (loaded) found.push(loadedByHand(lines, at, loaded[1]))
    else if (direct) found.push({ file: direct[1], first: at, last: at })
    else if (reported) found.push(blockAround(lines, at, reported[1]))
    const step = found.at(-1)
    if (step && step.last > at) at = step.last
    else if (direct && lines[at + 1]?.startsWith('_G.')) step.last = ++at
  }
  return { lines, found }
}

/** A file run by hand: up to the end of the surrounding `if`, or for two lines after `report`. */
function blockAround(lines, at, file) {
  if (!/^if /.test(lines[at - 1])) return { file, first: at, last: at + 2 }
  return { file, first: at - 1, last: lines.indexOf('end', at) }
}

/** A file loaded by hand: the surrounding block, or the line that loads it and the one that calls it. */
function loadedByHand(lines, at, file) {
  if (lines[at - 1] !== 'do') return { file, first: at, last: at + 1 }
  return { file, first: at - 1, last: lines.indexOf('end', at) }
}

/** all.lua with every step but that of `file` emptied and everything after the last step kept out. */
function reduced(text, file, { closing = 'end' }) {
  const { lines, found } = steps(text)
  const wanted = found.findIndex((step) => step.file === file)
  const kept = lines.map((line, at) => {
    const owner = found.findIndex((step) => at >= step.first && at <= step.last)
    return at > found[wanted].last || (owner >= 0 && owner !== wanted) ? '' : line
  })
  return `${kept.join('\n').trimEnd()}\nprint('step done')\n${closing}\n`
}

async function runOne(source, file, { lua, dialect, ledger, seconds, megabytes, keep }) {
  const folder = mkdtempSync(join(tmpdir(), 'perilune-suite-'))
  cpSync(source, folder, { recursive: true })
  const path = (name) => join(folder, name)
  const program = path(`interpreter/lua${dialect}`)
  mkdirSync(path('interpreter'))
  symlinkSync(lua, program)
  for (const entry of ledger.changes) {
    writeFileSync(path(entry.file), change(readFileSync(path(entry.file), 'latin1'), entry), 'latin1')
  }
  if (file !== whole) writeFileSync(path(whole), reduced(readFileSync(path(whole), 'latin1'), file, ledger), 'latin1')
  // files.lua needs standard input to be a pipe, which Node's own "pipe" (a socket) is not.
  const limit = megabytes > 0 ? `ulimit -v ${megabytes * 1024}; ` : ''
  const result = await run('sh', ['-c', `${limit}: | "$0" "$@"`, program, whole], { cwd: folder, seconds, env: ledger.env })
  if (keep) console.log(`${file}: kept in ${folder}`)
  else rmSync(folder, { recursive: true, force: true })
  return { file, result, ...verdict(file, result, ledger) }
}

function verdict(file, result, ledger) {
  const done = file === whole ? 'final OK !!!' : 'step done'
  if (result.timedOut) return { failed: `timed out after ${result.seconds.toFixed(0)} s` }
  if (result.signal) return { failed: `killed by ${result.signal}` }
  if (result.code !== 0) return { failed: `exit code ${result.code}` }
  if (!result.stdout.includes(done)) return { failed: `ended without saying "${done}"` }
  const skip = ledger.skips.find((entry) => entry.file === file)
  if (!skip) return {}
  if (!result.stdout.includes(skip.says)) return { failed: 'did not skip itself as the ledger says' }
  return { skipped: skip.reason }
}

/** Parts that a file left out by itself, as it says between ">>>" and "<<<". */
function leftOut(result) {
  return [...result.stdout.matchAll(/>>>\s*(.*?skipping.*?|cannot load.*?)\s*<<</gs)].map((match) => match[1])
}

function show({ file, result, failed, skipped }) {
  const word = failed ? 'FAIL' : skipped ? 'skip' : 'ok  '
  console.log(`${word} ${file} (${result.seconds.toFixed(1)} s)${failed || skipped ? `: ${failed ?? skipped}` : ''}`)
  if (failed) console.log(`${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-15).join('\n').replace(/^/gm, '     | '))
  else if (!skipped && file !== whole) for (const part of leftOut(result)) console.log(`     left out by itself: ${part}`)
}

/** The folder of the suite; nothing where it cannot be had and need not be. */
async function suiteOf({ dialect, optional }) {
  try {
    return await suiteFolder(named(dialect))
  } catch (error) {
    if (!optional) throw error
    console.log(`The suite of ${dialect} is skipped, because it cannot be had: ${error.message}`)
    console.log(summaryLine({ passed: 0, failed: 0, skipped: 1 }))
    return undefined
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      lua: { type: 'string', default: interpreter() },
      dialect: { type: 'string', default: '5.5' },
      only: { type: 'string' },
      seconds: { type: 'string', default: '300' },
      megabytes: { type: 'string', default: '8192' },
      jobs: { type: 'string', default: '2' },
      keep: { type: 'boolean', default: false },
      optional: { type: 'boolean', default: false },
    },
  })
  const source = await suiteOf(values)
  if (!source) return
  const ledger = ledgerOf(values.dialect)
  const all = [...steps(readFileSync(join(source, whole), 'latin1')).found.map((step) => step.file), whole]
  const only = values.only?.split(',')
  const files = all.filter((file) => !only || only.includes(file) || only.includes(file.replace('.lua', '')))
  const options = { ...values, ledger, lua: resolve(values.lua), seconds: Number(values.seconds), megabytes: Number(values.megabytes) }
  const results = await inParallel(files, Number(values.jobs), async (file) => {
    const one = await runOne(source, file, options)
    show(one)
    return one
  })
  const failed = results.filter((one) => one.failed).length
  const skipped = results.filter((one) => one.skipped).length
  const counts = { passed: results.length - failed - skipped, failed, skipped }
  for (const entry of ledger.changes) console.log(`changed in ${entry.file}: ${entry.reason}`)
  console.log(summaryLine(counts))
  process.exitCode = isGreen(counts) ? 0 : 1
}

if (process.argv[1] === import.meta.filename) {
  try {
    await main()
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
