// Runs real Lua libraries, as Debian packages them, on the interpreter and on the reference of the same dialect.
//
//   node scripts/libraries.mjs [--lua PATH] [--only NAME,NAME] [--seconds N]
//
// Each program of vm/tests/libraries says in its first line for which dialects it is, and perhaps in the next one in which
// sources it runs; its output and exit code must be those of the reference. Where the packages cannot be had, as on other
// systems, it is skipped and says so.

import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { cache, interpreter, root } from './lib/paths.mjs'
import { inParallel, run } from './lib/process.mjs'
import { isGreen, summaryLine } from './lib/summary.mjs'

const programs = join(root, 'vm/tests/libraries')

const packages = [
  'lua5.1', 'liblua5.1-0', 'lua5.2', 'liblua5.2-0', 'lua5.3', 'lua5.4',
  'lua-argparse', 'lua-basexx', 'lua-binaryheap', 'lua-busted', 'lua-check',
  'lua-cliargs', 'lua-dkjson', 'lua-fifo', 'lua-inspect',
  'lua-luassert', 'lua-markdown', 'lua-mediator', 'lua-messagepack', 'lua-moses', 'lua-penlight', 'lua-say', 'lua-unit',
  'lua-uri',
]

/** Where Debian has sources; their lists are kept apart from those of the system. */
const sourceList = 'deb-src http://deb.debian.org/debian bookworm main\n'

/** The sources whose own specs are run, by the names of their packages. */
const sources = ['lua-argparse', 'lua-inspect', 'lua-luassert', 'lua-mediator', 'lua-say']

/** Downloads the sources into a folder, of each what its authors published: `argparse` for lua-argparse and so on. */
async function fetchSources(folder) {
  const lists = join(folder, 'lists')
  for (const name of ['state/lists/partial', 'cache/archives/partial']) mkdirSync(join(lists, name), { recursive: true })
  writeFileSync(join(lists, 'sources.list'), sourceList)
  const own = [
    `Dir::Etc::sourcelist=${lists}/sources.list`, 'Dir::Etc::sourceparts=-', `Dir::State::lists=${lists}/state/lists`,
    `Dir::Cache=${lists}/cache`,
  ].flatMap((option) => ['-o', option])
  const updated = await run('apt-get', [...own, 'update'], { seconds: 300 })
  if (updated.code !== 0) return
  for (const name of sources) {
    // The changes of the packagers need not be there; the sources are what counts.
    await run('apt-get', [...own, 'source', '--download-only', name], { cwd: lists, seconds: 120 })
    const archive = readdirSync(lists).find((file) => file.startsWith(`${name}_`) && file.endsWith('.orig.tar.gz'))
    if (!archive) continue
    const target = join(folder, 'sources', name.replace(/^lua-/, ''))
    mkdirSync(target, { recursive: true })
    await run('tar', ['xzf', join(lists, archive), '--strip-components=1', '-C', target], { seconds: 60 })
  }
  rmSync(lists, { recursive: true, force: true })
}

/** The folder with the packages unpacked; nothing is installed. One that was made of other packages is made again. */
async function packageFolder() {
  const folder = join(cache, 'debian')
  const list = 'packages.txt'
  const wanted = [...packages, ...sources].join('\n')
  const isCurrent = existsSync(join(folder, list)) && readFileSync(join(folder, list), 'utf8') === wanted
  if (isCurrent) return folder
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
  await fetchSources(partial)
  writeFileSync(join(partial, list), wanted)
  rmSync(folder, { recursive: true, force: true })
  renameSync(partial, folder)
  return folder
}

/** A folder with the program `lua`, which runs a command; what the specs start finds it there. */
function folderWithLua(folder, command, name) {
  const bin = join(folder, 'run', name)
  mkdirSync(bin, { recursive: true })
  writeFileSync(join(bin, 'lua'), `#!/bin/sh\nexec ${command.map((word) => `'${word}'`).join(' ')} "$@"\n`)
  chmodSync(join(bin, 'lua'), 0o755)
  return bin
}

/** The folder under usr/lib that holds shared libraries, which Debian names after the processor. */
function libraryPath(folder) {
  const lib = join(folder, 'usr/lib')
  return readdirSync(lib).map((name) => join(lib, name)).join(':')
}

/** The programs with their dialects and sources. */
function cases(folder, only) {
  const files = readdirSync(programs).filter((name) => name.endsWith('.lua') && name !== 'runner.lua')
  return files
    .filter((name) => !only || only.includes(basename(name, '.lua')))
    .flatMap((name) => {
      const text = readFileSync(join(programs, name), 'utf8')
      const dialects = /^-- dialects: (.*)/.exec(text)[1].split(' ')
      const specs = /^-- specs: (.*)/m.exec(text)?.[1].split(' ') ?? [undefined]
      return specs.flatMap((spec) => dialects.map((dialect) => ({ name, dialect, spec })))
    })
    .filter(({ name, dialect, spec }) => {
      const isThere = !spec || existsSync(join(folder, 'sources', spec))
      if (!isThere) console.log(`skip ${name} on ${dialect}: the sources of ${spec} cannot be had`)
      return isThere
    })
}

/** The first line in which two texts differ, from both. */
function difference(ours, theirs) {
  const [left, right] = [ours.split('\n'), theirs.split('\n')]
  const at = left.findIndex((line, index) => line !== right[index])
  const line = at < 0 ? left.length : at
  return `line ${line + 1}\n     ours:      ${left[line]}\n     reference: ${right[line]}`
}

async function compare({ name, dialect, spec }, folder, { lua, seconds }) {
  const libraries = join(folder, 'usr/share/lua/5.1')
  const args = [join(programs, 'runner.lua'), libraries, join(programs, 'shims'), join(programs, name)]
  const runBy = (command, who) => {
    const env = { LD_LIBRARY_PATH: libraryPath(folder), LUA_INIT: '', LANG: 'C', LC_ALL: 'C', TZ: 'UTC' }
    if (!spec) return run(command[0], [...command.slice(1), ...args], { env, seconds })
    const path = `${folderWithLua(folder, command, `${who}-${dialect}`)}:${process.env.PATH}`
    const specEnvironment = { ...env, PATH: path, LUA_PATH: `${libraries}/?.lua` }
    const cwd = join(folder, 'sources', spec)
    return run(command[0], [...command.slice(1), ...args], { env: specEnvironment, cwd, seconds })
  }
  const theirs = await runBy([join(folder, 'usr/bin', `lua${dialect}`)], 'reference')
  if (theirs.code !== 0) return `the reference itself fails: ${theirs.stderr.trim().split('\n')[0]}`
  const ours = await runBy([lua, '--lua', dialect], 'ours')
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
const results = await inParallel(cases(folder, values.only?.split(',')), 2, async (one) => {
  const failure = await compare(one, folder, options)
  const shown = one.spec ? `${one.name} (${one.spec})` : one.name
  console.log(`${failure ? 'FAIL' : 'ok  '} ${shown} on ${one.dialect}${failure ? `: ${failure}` : ''}`)
  return failure
})
const failed = results.filter(Boolean).length
const counts = { passed: results.length - failed, failed, skipped: 0 }
console.log(summaryLine(counts))
process.exitCode = isGreen(counts) ? 0 : 1
