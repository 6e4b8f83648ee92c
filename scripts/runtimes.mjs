// Runs a smoke test of the addon in the JavaScript runtimes that can be had, and the tests in the other versions of Node.
//
//   node scripts/runtimes.mjs [--only NAME,NAME] [--suite] [--seconds N]
//
// Each runtime is a package of the npm registry that brings a binary; it is fetched into .cache. `--suite` runs the
// whole of the Node tests in each version of Node too. A runtime that cannot be had is skipped, which is said. The addon
// must have been built.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { cache, root } from './lib/paths.mjs'
import { run } from './lib/process.mjs'
import { isGreen, summaryLine } from './lib/summary.mjs'

const suffix = process.platform === 'win32' ? '.exe' : ''

/** The runtimes: the package, where it leaves the binary, and what comes before the program. */
const runtimes = {
  node20: { package: 'node@20', binary: `node/bin/node${suffix}`, arguments: [] },
  node22: { package: 'node@22', binary: `node/bin/node${suffix}`, arguments: [] },
  node24: { package: 'node@24', binary: `node/bin/node${suffix}`, arguments: [] },
  bun: { package: 'bun@1', binary: 'bun/bin/bun.exe', arguments: [] },
  deno: { package: 'deno@2', binary: `deno/deno${suffix}`, arguments: ['run', '--allow-all'] },
}

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, suite: { type: 'boolean' }, seconds: { type: 'string', default: '120' } },
})

/** The binary of a runtime; fetched if it is not there yet. Nothing if it cannot be had. */
async function binaryOf(name, runtime) {
  const home = join(cache, 'runtimes', name)
  const binary = join(home, 'node_modules', runtime.binary)
  if (!existsSync(binary)) {
    mkdirSync(home, { recursive: true })
    writeFileSync(join(home, 'package.json'), '{ "private": true }\n')
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    await run(npm, ['install', '--no-audit', '--no-fund', runtime.package], { cwd: home, seconds: 300 })
  }
  if (!existsSync(binary)) return undefined
  const version = await run(binary, ['--version'], { seconds: 60 })
  return version.code === 0 ? { binary, version: version.stdout.split('\n')[0].trim() } : undefined
}

const chosen = options.only?.split(',') ?? Object.keys(runtimes)
const counts = { passed: 0, failed: 0, skipped: 0 }

for (const name of chosen) {
  const runtime = runtimes[name]
  if (!runtime) throw new Error(`no runtime is called ${name}; there are ${Object.keys(runtimes).join(', ')}`)
  const found = await binaryOf(name, runtime)
  if (!found) {
    console.log(`skipped ${name}: ${runtime.package} cannot be installed here, or has no binary for this platform`)
    counts.skipped++
    continue
  }
  const seconds = Number(options.seconds)
  const smoke = await run(found.binary, [...runtime.arguments, join(root, 'scripts/runtimes/smoke.mjs')], { cwd: root, seconds })
  const passed = smoke.stdout.match(/^ok /gm)?.length ?? 0
  const failed = (smoke.stdout.match(/^not ok /gm)?.length ?? 0) + (smoke.code === 0 || /^not ok /m.test(smoke.stdout) ? 0 : 1)
  console.log(`${name} (${found.version}): ${passed} passed, ${failed} failed`)
  if (failed > 0) console.log(smoke.stdout.split('\n').filter((line) => !line.startsWith('ok ')).join('\n') + smoke.stderr)
  counts.passed += passed
  counts.failed += failed
  if (!options.suite || !name.startsWith('node')) continue
  const path = dirname(found.binary) + delimiter + process.env.PATH
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const suite = await run(found.binary, [vitest, 'run'], { cwd: root, env: { PATH: path }, seconds: 10 * seconds })
  const line = suite.stdout.match(/^.*Tests .*$/m)?.[0].replace(/\x1b\[\d+m/g, '').trim()
  console.log(`${name}: the tests: ${line ?? 'did not end'}`)
  counts[suite.code === 0 ? 'passed' : 'failed']++
  if (suite.code !== 0) console.log((suite.stdout + suite.stderr).split('\n').filter((text) => /FAIL|Error/.test(text)).join('\n'))
}

console.log(summaryLine(counts))
process.exit(isGreen(counts) ? 0 : 1)
