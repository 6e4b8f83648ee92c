// Runs the scripts and the official suite with an interpreter that AddressSanitizer watches.
//
//   node scripts/sanitize.mjs
//
// The sanitizer is not a stable feature of the compiler, so the project's own toolchain is told to be a nightly one; it
// brings the sanitizer's run-time library on Linux. Elsewhere the run is skipped and says so.
// The scripts run with a collection at every safepoint; the suite, which would take hours that way, without.

import { join } from 'node:path'
import { root, target } from './lib/paths.mjs'
import { run } from './lib/process.mjs'
import { countCargo } from './lib/parts.mjs'
import { isGreen, readSummary, summaryLine, total } from './lib/summary.mjs'

const host = { x64: 'x86_64-unknown-linux-gnu', arm64: 'aarch64-unknown-linux-gnu' }[process.arch]
const folder = join(target, 'sanitize')
const binary = join(folder, host ?? '', 'sanitize', 'perilune')

/** Builds the interpreter with the sanitizer, which wants ordinary calls instead of chained handlers. */
async function build() {
  const args = ['build', '--locked', '-p', 'perilune', '--bin', 'perilune', '--profile', 'sanitize']
  const env = { RUSTC_BOOTSTRAP: '1', RUSTFLAGS: '-Zsanitizer=address', CARGO_TARGET_DIR: folder }
  const result = await run('cargo', [...args, '--target', host, '--features', 'loop-dispatch'], { cwd: root, env })
  if (result.code !== 0) throw new Error(result.stderr)
}

/** Runs a command against the watched interpreter and shows what it prints. */
async function watch(command, args, count, more = {}) {
  const env = { ASAN_OPTIONS: 'detect_leaks=0', ...more }
  const result = await run(command, args, { cwd: root, env })
  process.stdout.write(result.stdout + (result.code === 0 ? '' : result.stderr))
  const counts = count(result.stdout) ?? { passed: 0, failed: 1, skipped: 0 }
  return result.code === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 }
}

async function main() {
  if (process.platform !== 'linux' || !host) {
    console.log('The sanitizer run is skipped: it needs Linux.')
    return { passed: 0, failed: 0, skipped: 1 }
  }
  await build()
  const tests = ['test', '--locked', '-p', 'perilune', '--test', 'scripts']
  const hostile = { PERILUNE_COLLECT_ALWAYS: '1', PERILUNE_INTERPRETER: binary, PERILUNE_SCRIPT_SECONDS: '1200' }
  const scripts = await watch('cargo', tests, countCargo, hostile)
  const limits = ['--lua', binary, '--megabytes', '0', '--seconds', '1800']
  const suite = await watch('node', ['scripts/suite.mjs', ...limits], readSummary)
  return total([scripts, suite])
}

const counts = await main()
console.log(summaryLine(counts))
process.exitCode = isGreen(counts) || (counts.skipped > 0 && counts.failed === 0) ? 0 : 1
