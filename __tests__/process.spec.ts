// Processes and workers: how they end while programs run, and the command line.

import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(__dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'perilune-'))
const write = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** Runs Node, and gives its output and its exit code. */
function node(args: string[], input = ''): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((done) => {
    const child = execFile(process.execPath, args, { timeout: 20_000 }, (error, stdout, stderr) => {
      done({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr })
    })
    child.stdin?.end(input)
  })
}

const load = `const { Lua } = require(${JSON.stringify(join(root, 'index.js'))});`

/** Terminates a worker that runs the code, shortly after it says that it has started. */
function terminated(name: string, code: string) {
  const worker = write(`${name}.cjs`, `${load} const { parentPort } = require('node:worker_threads')\n${code}`)
  return node([write(`terminate-${name}.cjs`, `
    const { Worker } = require('node:worker_threads')
    const worker = new Worker(${JSON.stringify(worker)})
    worker.on('message', () => setTimeout(async () => {
      await worker.terminate()
      console.log('terminated')
    }, 100))`)])
}

/** What is printed when nothing went wrong. */
const ended = { code: 0, stdout: 'terminated\n', stderr: '' }

describe('a process', () => {
  it('ends while programs run for ever', async () => {
    const script = write('exit.cjs', `${load}
      for (let i = 0; i < 6; i++) new Lua({}, { libraries: 'all' }).execute_script_async('while true do end')
      setTimeout(() => {
        process.on('exit', () => process.stdout.write('exit'))
        process.exit(7)
      }, 50)`)
    expect(await node([script])).toMatchObject({ code: 7, stdout: 'exit' })
  })

  it('ends whatever a context is doing', async () => {
    const options = `{ libraries: 'all', callbacks: 'hop', timeout: 60000 }`
    const states = {
      'inside a callback': `new Lua({ exit }, ${options}).execute_script('for i = 1, 10 do pcall(exit) end')`,
      'inside a callback of a coroutine': `new Lua({ exit }, ${options}).execute_script('coroutine.wrap(function() exit() end)()')`,
      'inside a finalizer': `new Lua({ exit }, ${options}).execute_script('setmetatable({}, {__gc = function() exit() end}) collectgarbage()')`,
      'inside a hook': `const vm = new Lua({}, ${options}); vm.set_hook(exit, { line: true }); vm.execute_script('local x = 1')`,
      'inside a getter': `const vm = new Lua({}, ${options}); vm.execute_script('return function(x) end')({ get x() { exit() } })`,
      'inside a callback of a run that waits': `new Lua({ exit, wait }, ${options}).execute_async('wait() exit() while true do end')`,
      'inside a callback of a run on the pool': `new Lua({ exit }, ${options}).execute_script_async('exit() while true do end')`,
      'while a run waits': `new Lua({ wait: () => new Promise(() => {}) }, ${options}).execute_async('wait()'); setTimeout(exit, 20)`,
      'while a run computes in turns': `new Lua({}, ${options}).execute_async('while true do end'); setTimeout(exit, 20)`,
      'while a run on the pool waits': `new Lua({ wait: () => new Promise(() => {}) }, ${options}).execute_script_async('wait()'); setTimeout(exit, 20)`,
      'with os.exit inside a run on the pool': `new Lua({}, ${options}).execute_script_async('os.exit(7)'); setTimeout(() => {}, 20000)`,
    }
    const runs = Object.entries(states).map(async ([name, code], i) => {
      const script = write(`state${i}.cjs`, `${load} const exit = () => process.exit(7), wait = async () => {}; ${code}`)
      return [name, (await node([script])).code]
    })
    expect(Object.fromEntries(await Promise.all(runs))).toEqual(Object.fromEntries(Object.keys(states).map((name) => [name, 7])))
  })

  it('survives a worker that is terminated while a program runs for ever', async () => {
    expect(await terminated('worker', `
      new Lua({}, { libraries: 'all' }).execute_script_async('while true do pcall(function() while true do end end) end')
      parentPort.postMessage('started')`)).toEqual(ended)
  })

  it('survives a worker that is terminated while it runs a program itself', async () => {
    expect(await terminated('busy-worker', `
      const vm = new Lua({ started: () => parentPort.postMessage('started') }, { libraries: 'all' })
      vm.execute_script('started() while true do pcall(function() while true do end end) end')`)).toEqual(ended)
  })

  it('survives a worker that is terminated while its programs wait, compute, and call back', async () => {
    expect(await terminated('mixed-worker', `
      const never = () => new Promise(() => {})
      const get = async (x) => x
      const open = () => new Lua({ never, get }, { libraries: 'all' })
      open().execute_async('never()')
      open().execute_async('while true do get(1) end')
      open().execute_async('while true do end')
      open().execute_script_async('while true do get(1) end', { callbacks: 'hop' })
      open().execute_script_async('never()', { callbacks: 'hop' })
      open().execute_script_async('while true do end')
      parentPort.postMessage('started')`)).toEqual(ended)
  })

  it('tells the collector of JavaScript how much memory contexts have', async () => {
    const script = write('external.cjs', `${load}
      let made = 0
      const make = () => {
        new Lua({}, { libraries: 'all' }).execute_script('big = string.rep("x", 8000000)')
        made++
        if (made < 100) setImmediate(make)
        else console.log(process.memoryUsage().rss)
      }
      make()`)
    const { code, stdout, stderr } = await node([script])
    expect([code, stderr]).toEqual([0, ''])
    expect(Number(stdout)).toBeLessThan(500e6)
  })

  it('has contexts in many workers', async () => {
    const worker = write('many.cjs', `${load}
      const { parentPort, workerData } = require('node:worker_threads')
      const vm = new Lua({ f: (x) => x + workerData }, { libraries: 'all' })
      vm.execute_script_async('return 1').then((one) => parentPort.postMessage(vm.execute_script('return f(' + one + ')')))`)
    const script = write('workers.cjs', `
      const { Worker } = require('node:worker_threads')
      ${load}
      const vm = new Lua({}, { libraries: 'all' })
      const runs = Array.from({ length: 6 }, (_, i) => new Promise((done, fail) => {
        new Worker(${JSON.stringify(worker)}, { workerData: i }).on('message', done).on('error', fail)
      }))
      Promise.all(runs).then((all) => console.log(all.join(), vm.execute_script('return 1')))`)
    expect(await node([script])).toEqual({ code: 0, stdout: '1,2,3,4,5,6 1\n', stderr: '' })
  })

  it('does not grow with contexts that are disposed of', async () => {
    const script = write('cycles.cjs', `${load}
      const cycle = () => {
        const vm = new Lua({ f: (x) => x }, { libraries: 'all' })
        vm.execute_script('t = {} for i = 1, 100 do t[i] = f(i) end return function() end')
        vm.dispose()
      }
      const settle = async () => { for (let i = 0; i < 5; i++) { gc(); await new Promise((done) => setTimeout(done, 5)) } return process.memoryUsage().rss }
      ;(async () => {
        for (let i = 0; i < 500; i++) cycle()
        const before = await settle()
        for (let i = 0; i < 10000; i++) { cycle(); if (i % 500 === 0) await settle() }
        console.log((await settle()) - before)
      })()`)
    const { code, stdout, stderr } = await node(['--expose-gc', script])
    expect([code, stderr]).toEqual([0, ''])
    expect(Number(stdout)).toBeLessThan(12e6)
  })

  it('ends with what os.exit says', async () => {
    const script = write('osexit.cjs', `${load} new Lua({}, { libraries: 'all' }).execute_script('io.write("last") os.exit(5)')`)
    expect(await node([script])).toMatchObject({ code: 5, stdout: 'last' })
  })
})

describe('perilune on the command line', () => {
  const perilune = (...args: string[]) => node([join(root, 'bin', 'perilune.js'), ...args])

  it('runs a script with its arguments', async () => {
    const script = write('args.lua', 'print(#arg, arg[0] == select(-1, ...), ...) io.write("end\\n")')
    expect(await perilune(script, 'a', script)).toEqual({ code: 0, stdout: `2\ttrue\ta\t${script}\nend\n`, stderr: '' })
  })

  it('gives the script the streams of the process', async () => {
    const script = write('streams.lua', 'local line = io.read() io.stderr:write("err ", line) print("out", io.read("n"))')
    const result = await node([join(root, 'bin', 'perilune.js'), script], 'first\n42\n')
    expect(result).toEqual({ code: 0, stdout: 'out\t42\n', stderr: 'err first' })
    const fromInput = await node([join(root, 'bin', 'perilune.js'), '-', 'x'], 'print("stdin", ...)')
    expect(fromInput).toEqual({ code: 0, stdout: 'stdin\tx\n', stderr: '' })
  })

  it('says what went wrong', async () => {
    expect(await perilune(write('error.lua', 'local x = nil\nx.y = 1'))).toMatchObject({
      code: 1, stderr: expect.stringMatching(/^perilune: .*error\.lua:2: attempt to index a nil value \(local 'x'\)\nstack traceback:/),
    })
    expect(await perilune(write('syntax.lua', 'return +'))).toMatchObject({ code: 1, stderr: expect.stringMatching(/syntax\.lua:1: unexpected symbol/) })
    expect(await perilune(join(folder, 'missing.lua'))).toMatchObject({ code: 1, stderr: expect.stringMatching(/cannot open .*missing\.lua/) })
    expect(await perilune()).toMatchObject({ code: 1, stderr: expect.stringMatching(/usage/) })
    expect(await perilune(write('exit.lua', 'os.exit(3)'))).toMatchObject({ code: 3 })
  })
})
