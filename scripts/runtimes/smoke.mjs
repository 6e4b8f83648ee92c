// What must work in every JavaScript runtime that loads the addon. Uses nothing but `node:assert` of it.
//
// Prints one line for each check, `ok` or `not ok`, and ends with 1 if one failed.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import lua, { Lua, LuaError, createSharedTable } from '../../index.mjs'

const open = (callbacks = {}, options = {}) => new Lua(callbacks, { libraries: 'all', ...options })

const checks = {
  'the package is the same for import and require'() {
    const required = createRequire(import.meta.url)('../../index.js')
    assert.equal(required.init, Lua)
    assert.deepEqual(Object.keys(lua), ['init', 'createSharedTable'])
  },
  'scripts give results'() {
    const vm = open()
    assert.equal(vm.execute_script('return 1 + 1'), 2)
    assert.deepEqual(vm.execute_script('return 1, "two", {3}'), [1, 'two', [3]])
    assert.equal(vm.executeScript('return math.maxinteger'), 9223372036854775807n)
  },
  'values cross both ways'() {
    const vm = open()
    const value = { list: [1, 2.5, 'drei', true], nested: { wide: '漢字', latin: 'café' }, n: -0 }
    vm.set_global('value', value)
    assert.deepEqual(vm.get_global('value'), value)
    vm.set_global('bytes', new Uint8Array([0, 255]))
    assert.equal(vm.execute_script('return bytes == "\\0\\255"'), true)
    vm.set_global('many', Array.from({ length: 5000 }, (_, i) => i / 2))
    assert.equal(vm.execute_script('return #many + many[5000]'), 5000 + 4999 / 2)
  },
  'functions cross both ways and keep their identity'() {
    const double = (x) => 2 * x
    const vm = open({ double })
    assert.equal(vm.execute_script('return double(21)'), 42)
    assert.equal(vm.get_global('double'), double)
    const add = vm.execute_script('return function(a, b) return a + b end')
    assert.equal(add(1, 2), 3)
    vm.release(add)
    assert.throws(() => add(1, 2), /has been released/)
  },
  'errors keep what they are'() {
    const vm = open({ boom() { throw new RangeError('mine') } })
    assert.throws(() => vm.execute_script('boom()'), RangeError)
    assert.throws(() => vm.execute_script('error("x")'), (error) => {
      assert(error instanceof LuaError && error instanceof Error)
      assert.equal(error.code, 'ERR_LUA_RUNTIME')
      assert.match(error.message, /x\nstack traceback:/)
      assert.match(error.stack, /^LuaError: /)
      return true
    })
    assert.throws(() => vm.execute_script('return +'), { code: 'ERR_LUA_SYNTAX' })
  },
  'handles and proxies are live'() {
    const vm = open()
    const table = vm.create_table({ a: 1 })
    table.set('b', 2)
    assert.deepEqual([table.get('a'), table.get('b'), table.length(), [...table].length], [1, 2, 0, 2])
    const proxy = vm.execute_script('return setmetatable({n = 1}, {__index = function(_, key) return key .. "!" end})')
    proxy.m = 2
    assert.deepEqual([proxy.n, proxy.m, proxy.other, Object.keys(proxy).sort()], [1, 2, 'other!', ['m', 'n']])
  },
  'classes and userdata work'() {
    const vm = open()
    class Point { x = 1 }
    vm.register_class('Point', { construct: () => new Point(), readable: true, writable: true, methods: { move(self, by) { self.x += by; return self } } })
    const point = vm.execute_script('local p = Point.new() return p:move(4)')
    assert(point instanceof Point)
    assert.equal(point.x, 5)
  },
  'coroutines are driven'() {
    const vm = open()
    const coroutine = vm.create_coroutine('return function() for i = 1, 3 do coroutine.yield(i) end end')
    assert.deepEqual([...coroutine].filter((value) => value !== undefined), [1, 2, 3])
  },
  'limits end programs'() {
    assert.throws(() => open({}, { maxInstructions: 10_000 }).execute_script('while true do end'), { code: 'ERR_LUA_INSTRUCTIONS' })
    assert.throws(() => open({}, { maxMemory: 1 << 20 }).execute_script('return ("x"):rep(1 << 24)'), { code: 'ERR_LUA_MEMORY' })
  },
  async 'promises are awaited where functions are called'() {
    const vm = open({ later: async (x) => { await null; return x + 1 } })
    assert.equal(await vm.execute_async('local ok, x = pcall(function() return later(1) end) return x'), 2)
    assert.deepEqual(await vm.execute_async('local t = {3, 1, 2} table.sort(t, function(a, b) return later(a) < later(b) end) return t'), [1, 2, 3])
    await assert.rejects(vm.execute_async('error("x")'), LuaError)
  },
  async 'runs on the thread pool end, and can be cancelled'() {
    const vm = open()
    assert.equal(await vm.execute_script_async('local n = 0 for i = 1, 100000 do n = n + 1 end return n'), 100_000)
    const endless = vm.execute_script_async('while true do end', { signal: AbortSignal.timeout(20) })
    await assert.rejects(endless)
    assert.equal(vm.is_busy(), false)
  },
  async 'the pool comes back for functions'() {
    const vm = open({ name: () => 'host' }, { callbacks: 'hop' })
    assert.equal(await vm.execute_script_async('return name()'), 'host')
  },
  'tables are shared between contexts'() {
    const table = createSharedTable({ n: 1 })
    const contexts = [open({}, { shared: { config: table } }), open({}, { shared: { config: table } })]
    table.set('n', 2)
    assert.deepEqual(contexts.map((vm) => vm.execute_script('return config.n')), [2, 2])
  },
  'contexts are disposed of, many times'() {
    for (let i = 0; i < 500; i++) {
      const vm = open({ f: () => i })
      vm.execute_script('f()')
      vm.dispose()
      assert.throws(() => vm.execute_script('f()'), /has been closed/)
    }
  },
  async 'workers load the addon'() {
    const code = `
      const { parentPort, workerData } = require('node:worker_threads')
      const { Lua } = require(workerData)
      parentPort.postMessage(new Lua({}, { libraries: 'all' }).execute_script('return 6 * 7'))`
    const path = createRequire(import.meta.url).resolve('../../index.js')
    const worker = new Worker(code, { eval: true, workerData: path })
    const answer = await new Promise((resolve, reject) => { worker.once('message', resolve); worker.once('error', reject) })
    assert.equal(answer, 42)
    await worker.terminate()
  },
}

let failed = 0
for (const [name, check] of Object.entries(checks)) {
  try {
    await check()
    console.log(`ok ${name}`)
  } catch (error) {
    failed++
    console.log(`not ok ${name}: ${error?.stack ?? error}`)
  }
}
process.exit(failed === 0 ? 0 : 1)
