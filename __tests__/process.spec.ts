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

/** What becomes of each of some programs, a few at a time. */
async function each<T>(programs: Record<string, string>, run: (code: string, index: number) => Promise<T>) {
  const outcomes: Record<string, T> = {}
  const entries = Object.entries(programs)
  for (let i = 0; i < entries.length; i += 4) {
    await Promise.all(entries.slice(i, i + 4).map(async ([name, code], k) => { outcomes[name] = await run(code, i + k) }))
  }
  return outcomes
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
      'inside a comparator': `new Lua({ exit }, ${options}).execute_script('table.sort({3, 1, 2}, function(a, b) exit() return a < b end)')`,
      'inside a replacement': `new Lua({ exit }, ${options}).execute_script('("abc"):gsub(".", exit)')`,
      'inside a searcher': `const vm = new Lua({}, ${options}); vm.add_searcher(exit); vm.execute_script('require("none")')`,
      'inside a print handler': `new Lua({}, { ...${options}, print: exit }).execute_script('print(1)')`,
      'inside a setter': `const vm = new Lua({}, ${options}); vm.set_userdata('u', { set x(v) { exit() } }, { writable: true }); vm.execute_script('u.x = 1')`,
      'inside a constructor': `const vm = new Lua({}, ${options}); vm.register_class('C', { construct: exit }); vm.execute_script('C.new()')`,
      'inside a converter': `const vm = new Lua({}, ${options}); vm.register_type_converter(exit, exit); vm.set_global('x', {})`,
      'inside a finalizer that dispose runs': `const vm = new Lua({ exit }, ${options}); vm.execute_script('kept = setmetatable({}, {__gc = function() exit() end})'); vm.dispose()`,
      'inside a finalizer that reset runs': `const vm = new Lua({ exit }, ${options}); vm.execute_script('kept = setmetatable({}, {__gc = function() exit() end})'); vm.reset()`,
      'inside a context that is being made': `new Lua({ get x() { exit() } }, ${options})`,
      'inside a coroutine that JavaScript drives': `const vm = new Lua({ exit }, ${options}); vm.resume(vm.create_coroutine('return function() exit() end'))`,
      'inside a trap of a proxy': `const vm = new Lua({ exit }, ${options}); vm.execute_script('return setmetatable({}, {__index = function() exit() end})').x`,
      'while a run is cancelled': `const vm = new Lua({}, ${options}); vm.execute_script_async('while true do end').catch(exit); setTimeout(() => vm.cancel(), 20)`,
      'with os.exit inside a run on the pool': `new Lua({}, ${options}).execute_script_async('os.exit(7)'); setTimeout(() => {}, 20000)`,
    }
    const codes = await each(states, async (code, i) => {
      const script = write(`state${i}.cjs`, `${load} const exit = () => process.exit(7), wait = async () => {}; ${code}`)
      return (await node([script])).code
    })
    expect(codes).toEqual(Object.fromEntries(Object.keys(states).map((name) => [name, 7])))
  }, 120_000)

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

  it('survives a worker that is terminated, whatever its context is doing', async () => {
    const loop = `const loop = () => { parentPort.postMessage('started'); for (;;); }, started = () => parentPort.postMessage('started')`
    const open = `const vm = new Lua({ loop, started }, { libraries: 'all', callbacks: 'hop' })`
    const states = {
      'inside a callback': `vm.execute_script('for i = 1, 10 do pcall(loop) end')`,
      'inside a callback of a coroutine': `vm.execute_script('coroutine.wrap(function() pcall(loop) end)()')`,
      'inside a callback of a run on the pool': `vm.execute_script_async('pcall(loop) while true do end')`,
      'inside a finalizer': `vm.execute_script('setmetatable({}, {__gc = function() started() while true do end end}) collectgarbage()')`,
      'inside a finalizer that reset runs': `vm.execute_script('kept = setmetatable({}, {__gc = function() started() while true do end end})'); vm.reset()`,
      'inside a finalizer that dispose runs': `vm.execute_script('kept = setmetatable({}, {__gc = function() started() while true do end end})'); vm.dispose()`,
      'inside a hook': `vm.set_hook(loop, { line: true }); vm.execute_script('local x = 1')`,
      'inside a comparator': `vm.execute_script('table.sort({3, 1, 2}, function() pcall(loop) end)')`,
      'inside a pattern': `vm.execute_script('started() for i = 1, 1e9 do pcall(string.find, ("x"):rep(500), ("x*"):rep(20) .. "y") end')`,
      'inside a metamethod': `vm.execute_script('local t = setmetatable({}, {__index = function() started() while true do end end}) return t.x')`,
      'inside a trap of a proxy': `vm.execute_script('return setmetatable({}, {__index = function() started() while true do end end})').x`,
      'inside a converter': `vm.register_type_converter(loop, loop); vm.set_global('x', {})`,
      'inside a coroutine that JavaScript drives': `vm.resume(vm.create_coroutine('return function() started() while true do end end'))`,
      'inside a run that computes in turns': `vm.execute_async('started() while true do end')`,
    }
    const outcomes = await each(states, (code, i) => terminated(`state-${i}`, `${loop}; ${open}; ${code}`))
    expect(outcomes).toEqual(Object.fromEntries(Object.keys(states).map((name) => [name, ended])))
  }, 120_000)

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
