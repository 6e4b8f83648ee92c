// Compiles the TypeScript programs of vm/tests/typescript to Lua and compares what they print with the reference.
//
//   node scripts/typescript.mjs [--lua PATH] [--only NAME,NAME] [--seconds N]
//
// The compiler typescript-to-lua is fetched into .cache; each program is compiled for each target and runs on every
// dialect the target is for. Where the compiler or the reference cannot be had, it is skipped and says so.

import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { cache, interpreter, root } from './lib/paths.mjs'
import { inParallel, run } from './lib/process.mjs'
import { lastWords, pythonWithLupa, withRetries } from './lib/python.mjs'
import { isGreen, summaryLine } from './lib/summary.mjs'

const programs = join(root, 'vm/tests/typescript')
const compiler = 'typescript-to-lua@1.37.1'
const home = join(cache, 'typescript-to-lua')

/** What the compiler is asked for, and where the result can run. */
const targets = {
  5.1: ['5.1'],
  5.4: ['5.4'],
  5.5: ['5.5'],
  universal: ['5.1', '5.2', '5.3', '5.4', '5.5'],
}

/** The compiler's own program; fetched when it is not there yet. */
async function fetchCompiler() {
  const program = join(home, 'node_modules/typescript-to-lua/dist/tstl.js')
  if (existsSync(program)) return program
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const install = ['install', '--no-audit', '--no-fund', compiler]
  const result = await withRetries(() => run(npm, install, { cwd: home, seconds: 300 }))
  if (result.code !== 0) throw new Error(`${compiler} could not be installed:\n${lastWords(result)}`)
  return program
}

/** The folder with the programs compiled for a target. */
async function compiled(program, target) {
  const folder = join(home, 'out', target)
  rmSync(folder, { recursive: true, force: true })
  const options = {
    compilerOptions: {
      target: 'esnext', lib: ['esnext'], strict: true, types: [], skipLibCheck: true,
      outDir: folder, rootDir: programs,
    },
    include: [join(programs, '*.ts')],
    tstl: { luaTarget: target, luaLibImport: 'inline', noHeader: true },
  }
  const project = join(home, `tsconfig.${target}.json`)
  writeFileSync(project, JSON.stringify(options))
  const result = await run(process.execPath, [program, '--project', project], { cwd: home, seconds: 300 })
  if (result.code !== 0) throw new Error(`The programs do not compile for ${target}:\n${lastWords(result, 20)}`)
  return folder
}

/** Runs a file on the reference implementation of a dialect. */
const reference = (dialect) => `
import sys
from lupa.lua${dialect.replace('.', '')} import LuaRuntime
lua = LuaRuntime(encoding=None, register_eval=False, register_builtins=False)
lua.eval(b"function(file) local run = assert(loadfile(file)) run() io.stdout:flush() end")(sys.argv[1].encode())
`

async function compare({ file, dialect }, python, { lua, seconds }) {
  const theirs = await run(python, ['-c', reference(dialect), file], { seconds })
  if (theirs.code !== 0) return `the reference itself fails: ${lastWords(theirs, 3)}`
  const ours = await run(lua, ['--lua', dialect, file], { seconds })
  if (ours.timedOut) return `timed out after ${seconds} s`
  if (ours.code !== 0) return `exit code ${ours.code ?? ours.signal}: ${lastWords(ours)}`
  if (ours.stdout === theirs.stdout) return undefined
  const [left, right] = [ours.stdout.split('\n'), theirs.stdout.split('\n')]
  const at = left.findIndex((line, index) => line !== right[index])
  return `line ${at + 1}\n     ours:      ${left[at]}\n     reference: ${right[at]}`
}

async function main() {
  const { values } = parseArgs({
    options: {
      lua: { type: 'string', default: interpreter() },
      only: { type: 'string' },
      seconds: { type: 'string', default: '120' },
    },
  })
  let python, program
  try {
    python = await pythonWithLupa()
    program = await fetchCompiler()
  } catch (error) {
    console.log(`The TypeScript programs are skipped: ${error.message}`)
    console.log(summaryLine({ passed: 0, failed: 0, skipped: 1 }))
    return
  }
  const only = values.only?.split(',')
  const options = { lua: resolve(values.lua), seconds: Number(values.seconds) }
  const cases = []
  for (const [target, dialects] of Object.entries(targets)) {
    const folder = await compiled(program, target)
    const names = readdirSync(folder).filter((name) => !only || only.includes(basename(name, '.lua')))
    for (const name of names) for (const dialect of dialects) cases.push({ target, dialect, file: join(folder, name) })
  }
  const failures = await inParallel(cases, 2, async (one) => {
    const failure = await compare(one, python, options)
    if (failure) console.log(`FAIL ${basename(one.file)} for ${one.target} on ${one.dialect}: ${failure}`)
    return failure
  })
  const failed = failures.filter(Boolean).length
  const counts = { passed: cases.length - failed, failed, skipped: 0 }
  console.log(summaryLine(counts))
  process.exitCode = isGreen(counts) ? 0 : 1
}

await main()
