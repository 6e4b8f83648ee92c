// Runs real Lua libraries, as Debian packages them, on the interpreter and on the reference of the same dialect.
//
//   node scripts/libraries.mjs [--lua PATH] [--only NAME,NAME] [--seconds N]
//
// Each program of vm/tests/libraries says in its first line for which dialects it is; its output and exit code must be
// those of the reference. Where the packages cannot be had, as on other systems, it is skipped and says so.

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { cache, interpreter, root } from './lib/paths.mjs'
import { inParallel, run } from './lib/process.mjs'
import { isGreen, summaryLine } from './lib/summary.mjs'

const programs = join(root, 'vm/tests/libraries')

const packages = [
  'lua5.1', 'liblua5.1-0', 'lua5.4',
  'lua-argparse', 'lua-basexx', 'lua-binaryheap', 'lua-check', 'lua-dkjson', 'lua-fifo', 'lua-inspect',
  'lua-luassert', 'lua-markdown', 'lua-mediator', 'lua-messagepack', 'lua-moses', 'lua-penlight', 'lua-say', 'lua-unit',
  'lua-uri',
]

/** The folder with the packages unpacked; nothing is installed. */
async function packageFolder() {
  const folder = join(cache, 'debian')
  if (existsSync(folder)) return folder
  const partial = `${folder}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true })
  let fetched = await run('apt-get', ['download', ...packages], { cwd: partial, seconds: 300 })
  if (fetched.code !== 0 && process.getuid?.() === 0) {
    await run('apt-get', ['update'], { seconds: 300 })
    fetched = await run('apt-get', ['download', ...packages], { cwd: partial, seconds: 300 })
  }
  if (fetched.code !== 0) throw new Error(`apt-get cannot download the packages: ${fetched.stderr.trim().split('\n')[0]}`)
  for (const file of readdirSync(partial).filter((name) => name.endsWith('.deb'))) {
    const unpacked = await run('dpkg', ['-x', file, '.'], { cwd: partial, seconds: 60 })
    if (unpacked.code !== 0) throw new Error(`dpkg cannot unpack ${file}: ${unpacked.stderr.trim()}`)
  }
  renameSync(partial, folder)
  return folder
}

/** The folder under usr/lib that holds shared libraries, which Debian names after the processor. */
function libraryPath(folder) {
  const lib = join(folder, 'usr/lib')
  return readdirSync(lib).map((name) => join(lib, name)).join(':')
}

/** The programs with their dialects. */
function cases(only) {
  const files = readdirSync(programs).filter((name) => name.endsWith('.lua') && name !== 'runner.lua')
  return files
    .filter((name) => !only || only.includes(basename(name, '.lua')))
    .flatMap((name) => {
      const [, dialects] = /^-- dialects: (.*)/.exec(readFileSync(join(programs, name), 'utf8'))
      return dialects.split(' ').map((dialect) => ({ name, dialect }))
    })
}

/** The first line in which two texts differ, from both. */
function difference(ours, theirs) {
  const [left, right] = [ours.split('\n'), theirs.split('\n')]
  const at = left.findIndex((line, index) => line !== right[index])
  const line = at < 0 ? left.length : at
  return `line ${line + 1}\n     ours:      ${left[line]}\n     reference: ${right[line]}`
}

async function compare({ name, dialect }, folder, { lua, seconds }) {
  const args = [join(programs, 'runner.lua'), join(folder, 'usr/share/lua/5.1'), join(programs, 'shims'), join(programs, name)]
  const env = { LD_LIBRARY_PATH: libraryPath(folder), LUA_INIT: '', LANG: 'C', LC_ALL: 'C', TZ: 'UTC' }
  const theirs = await run(join(folder, 'usr/bin', `lua${dialect}`), args, { env, seconds })
  if (theirs.code !== 0) return `the reference itself fails: ${theirs.stderr.trim().split('\n')[0]}`
  const ours = await run(lua, ['--lua', dialect, ...args], { seconds, env })
  if (ours.timedOut) return `timed out after ${seconds} s`
  if (ours.code !== 0) return `exit code ${ours.code ?? ours.signal}: ${ours.stderr.trim().split('\n').slice(0, 8).join('\n     ')}`
  const [left, right] = [ours, theirs].map(({ stdout }) => stdout.replace(/0x[0-9a-f]+/g, '0x'))
  return left === right ? undefined : difference(left, right)
}

const { values } = parseArgs({
  options: {
    lua: { type: 'string', default: interpreter() },
    only: { type: 'string' },
    seconds: { type: 'string', default: '120' },
  },
})

let folder
try {
  folder = await packageFolder()
} catch (error) {
  console.log(`The libraries are skipped: ${error.message}`)
  console.log(summaryLine({ passed: 0, failed: 0, skipped: 1 }))
  process.exit(0)
}
const options = { lua: resolve(values.lua), seconds: Number(values.seconds) }
const results = await inParallel(cases(values.only?.split(',')), 2, async (one) => {
  const failure = await compare(one, folder, options)
  console.log(`${failure ? 'FAIL' : 'ok  '} ${one.name} on ${one.dialect}${failure ? `: ${failure}` : ''}`)
  return failure
})
const failed = results.filter(Boolean).length
const counts = { passed: results.length - failed, failed, skipped: 0 }
console.log(summaryLine(counts))
process.exitCode = isGreen(counts) ? 0 : 1
