// What it costs to cross between JavaScript and Lua, beside lua-native: `npm run bench:crossing`.
//
// crossing.mjs [--rounds N] [--install] [WORD...]
//
// Every path runs in rounds that are interleaved with those of the others; the best round counts, because everything
// that disturbs a round makes it slower. What is synchronous is measured in CPU time of the process. `--install` gets
// lua-native into `bench/.peers`; where it has no binary for this platform, its recorded figures stand in, scaled by
// what an empty native call costs. Words choose the paths that contain one of them. The addon should be a release
// build.

import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import ours from '../index.mjs'
import { limitsOf, MEMORY, pathsOf, RECORDED, RECORDED_EMPTY, TARGETS } from './crossing/paths.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const peers = join(here, '.peers')
const require = createRequire(join(peers, 'index.js'))
const ROUND_MS = 20

const { values: options, positionals: words } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '9' }, install: { type: 'boolean' } },
})

/** The other package, if it runs here. */
async function peer() {
  if (options.install) {
    mkdirSync(peers, { recursive: true })
    execFileSync('npm', ['install', '--prefix', peers, '--ignore-scripts', '--no-audit', '--no-fund', 'lua-native@1.1.0'], { stdio: 'inherit' })
  }
  try {
    return (await import(require.resolve('lua-native'))).default
  } catch {
    return undefined
  }
}

/** A native function that does nothing. */
function emptyCall() {
  mkdirSync(peers, { recursive: true })
  const output = join(peers, 'empty.node')
  execFileSync('rustc', ['--edition=2024', '--crate-type=cdylib', '-O', '-C', 'link-arg=-Wl,--allow-shlib-undefined', '-o', output, join(here, 'crossing', 'empty.rs')], { stdio: ['ignore', 'inherit', 'inherit'] })
  return require(output)
}

/** CPU time of the process in nanoseconds. */
const processorTime = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) * 1000
}

/**
 * A function that answers the time of one crossing in nanoseconds, of so many calls. Each path has a loop of its own:
 * a shared one would add the cost of calling whatever function comes.
 */
const meter = (path) => new Function('path', 'processorTime', path.wait
  ? `return async (count) => {
      const start = process.hrtime.bigint()
      for (let i = 0; i < count; i++) await path.wait()
      return Number(process.hrtime.bigint() - start) / count
    }`
  : `const enter = path.enter ?? path
    return (count) => {
      const start = processorTime()
      for (let i = 0; i < count; i++) enter()
      return (processorTime() - start) / count / ${path.crossings ?? 1}
    }`)(path, processorTime)

/** The best times of all paths, interleaved. */
async function best(paths) {
  const times = paths.map(() => Infinity)
  const runs = []
  for (const path of paths) {
    const measure = meter(path)
    const time = async (count) => (await measure(count)) * (path.crossings ?? 1)
    // Long enough that everything is compiled.
    let count = 10
    while ((await time(count)) * count < 5e6 && count < 1e6) count *= 4
    runs.push([measure, Math.max(1, Math.round((ROUND_MS * 1e6) / (await time(count))))])
  }
  for (let round = 0; round < Number(options.rounds); round++) {
    // Each begins with an empty stack: errors capture what is on it, which is not to depend on this program.
    for (const [i, [measure, count]] of runs.entries()) times[i] = Math.min(times[i], await Promise.resolve(count).then(measure))
  }
  return times
}

/** How many bytes a context of a package takes. */
function memoryOf(file, script) {
  const program = join(here, 'crossing', 'memory.mjs')
  const args = ['--expose-gc', program, pathToFileURL(file).href, ...(script ? [script] : [])]
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}

/** The table of the memory that contexts take. */
function memoryTable() {
  const kilobytes = (bytes) => (bytes / 1024).toFixed(1)
  const rows = MEMORY.filter(({ name }) => isChosen(`context ${name}`)).map(({ name, script, target, recorded }) => {
    const own = memoryOf(join(here, '..', 'index.mjs'), script)
    const theirs = other ? memoryOf(require.resolve('lua-native'), script) : recorded
    return `| ${name} | ${kilobytes(own)} | ${kilobytes(theirs)} | ${(own / theirs).toFixed(2)} | ${kilobytes(target)} |`
  })
  const head = ['| context with all libraries: resident KB | perilune | lua-native | ratio | target |', '|---|---:|---:|---:|---:|']
  return rows.length > 0 ? ['', ...head, ...rows] : []
}

const isChosen = (name) => words.length === 0 || words.some((word) => name.includes(word))
const chosen = (all) => Object.entries(all).filter(([name]) => isChosen(name))
const shown = (time) => (time === undefined ? '' : time < 1000 ? time.toFixed(0) : `${(time / 1000).toFixed(time < 10_000 ? 2 : 1)} k`)

const other = await peer()
const mine = chosen({ ...pathsOf(ours), ...limitsOf(ours) })
const theirs = other ? chosen(pathsOf(other)) : []
const [empty, ...times] = await best([emptyCall(), ...mine.map(([, path]) => path), ...theirs.map(([, path]) => path)])
const scale = empty / RECORDED_EMPTY

const note = `Nanoseconds for each crossing; an empty native call took ${empty.toFixed(1)}. The figures of lua-native 1.1.0 ${other ? 'are of the same run' : `were recorded where one took ${RECORDED_EMPTY.toFixed(1)}, and are scaled, as the targets are: it has no binary for this platform`}.`
const lines = [
  '| path | perilune | lua-native | ratio | target |',
  '|---|---:|---:|---:|---:|',
]
for (const [i, [name]] of mine.entries()) {
  const found = theirs.findIndex(([other]) => other === name)
  const recorded = RECORDED[name] === undefined ? undefined : RECORDED[name] * scale
  const theirTime = found < 0 ? recorded : times[mine.length + found]
  const ratio = theirTime === undefined ? '' : (times[i] / theirTime).toFixed(2)
  const target = TARGETS[name] === undefined ? undefined : TARGETS[name] * scale
  lines.push(`| ${name} | ${shown(times[i])} | ${shown(theirTime)} | ${ratio} | ${shown(target)} |`)
}
console.log([...lines, ...memoryTable(), '', note].join('\n'))
process.exit()
