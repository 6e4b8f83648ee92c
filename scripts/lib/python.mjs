// Finds Python, and keeps a virtual environment with the reference implementation of Lua in it.

import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cache } from './paths.mjs'
import { run } from './process.mjs'

/** The release of `lupa` that carries the reference Lua and its official test suites. */
export const lupa = 'lupa==2.8'

const environment = join(cache, 'python')
const inEnvironment =
  process.platform === 'win32' ? join(environment, 'Scripts', 'python.exe') : join(environment, 'bin', 'python')

/** The command of a Python 3.9 or later on this machine; throws a message for people when there is none. */
export async function findPython() {
  const probe = ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']
  for (const command of process.platform === 'win32' ? ['python', 'py'] : ['python3', 'python']) {
    if ((await run(command, probe, { seconds: 60 })).code === 0) return command
  }
  throw new Error('Python 3.9 or later is needed and was not found.')
}

/** Runs a command again after a pause while it fails, as a registry may be busy. */
export async function withRetries(attempt, times = 3) {
  for (let left = times; ; left--) {
    const result = await attempt()
    if (result.code === 0 || left <= 1) return result
    await new Promise((wake) => setTimeout(wake, 3000))
  }
}

/** The last lines of what a failed command said. */
export function lastWords(result, lines = 6) {
  return (result.stderr + result.stdout).trim().split('\n').slice(-lines).join('\n')
}

/** A Python that can import `lupa`, installed on first use; throws a message for people when it cannot be had. */
export async function pythonWithLupa() {
  const works = () => run(inEnvironment, ['-c', 'import lupa.lua55'], { seconds: 60 })
  if (existsSync(inEnvironment) && (await works()).code === 0) return inEnvironment
  const python = await findPython()
  rmSync(environment, { recursive: true, force: true })
  mkdirSync(cache, { recursive: true })
  const made = await run(python, ['-m', 'venv', environment], { seconds: 300 })
  if (made.code !== 0) throw new Error(`A virtual environment could not be made:\n${lastWords(made)}`)
  const pip = ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', lupa]
  const installed = await withRetries(() => run(inEnvironment, pip, { seconds: 600 }))
  if (installed.code !== 0) throw new Error(`${lupa} could not be installed:\n${lastWords(installed)}`)
  return inEnvironment
}
