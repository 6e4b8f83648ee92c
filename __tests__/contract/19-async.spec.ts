// Section 19: runs that give promises, on the thread pool and here.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { LuaError } from '../../index.mjs'
import { collectGarbage } from '../collect'
import { open } from './open'

const folder = mkdtempSync(join(tmpdir(), 'perilune-'))
const path = join(folder, 'f.lua')
writeFileSync(path, 'return 1')
afterAll(() => rmSync(folder, { recursive: true }))

const get = async (value: unknown) => value
const sleep = (ms: number, value?: unknown) => new Promise((done) => setTimeout(done, ms, value))

describe('19.1: what is thrown, and what is a rejection', () => {
  const DOORS: Record<string, (vm: any) => unknown> = {
    execute_script_async: (vm) => vm.execute_script_async('return 1'),
    execute_file_async: (vm) => vm.execute_file_async(path),
    execute_async: (vm) => vm.execute_async('return 1'),
    call_async: (vm) => vm.call_async('type', 1),
    resume_async: (vm) => vm.resume_async(vm.co),
  }

  it.each(Object.keys(DOORS))('%s throws where the context is busy or closed', async (name) => {
    const vm = open()
    vm.co = vm.create_coroutine('return function() end')
    const run = vm.execute_script_async('return 1')
    expect(() => DOORS[name](vm)).toThrow(/busy with an async operation/)
    await run
    vm.dispose()
    expect(() => DOORS[name](vm)).toThrow(/context has been closed/)
  })

  it('wrong arguments are thrown', () => {
    const vm = open()
    for (const use of [() => vm.execute_script_async(5), () => vm.execute_file_async(5), () => vm.execute_async(5)]) expect(use).toThrow(/Expected string argument/)
    for (const name of ['execute_script_async', 'execute_async']) {
      expect(() => vm[name]('', { chunkName: 5 })).toThrow(`${name}() chunkName must be a string`)
      expect(() => vm[name]('', 'x')).toThrow(`${name}() options must be an object`)
      expect(() => vm[name]('', { get chunkName() { throw new Error('mine') } })).toThrow('mine')
    }
    for (const first of [5, undefined, null, {}]) expect(() => vm.call_async(first)).toThrow(/requires a global name or a Lua function/)
    expect(() => vm.call_async(() => 1)).toThrow(/plain JavaScript function/)
    for (const first of [undefined, 5, 'x', null]) expect(() => vm.resume_async(first)).toThrow(/requires a coroutine object/)
    expect(() => vm.resume_async({})).toThrow(/Invalid coroutine object/)
    expect(vm.is_busy()).toBe(false)
  })

  it('what the program does wrong is a rejection', async () => {
    const vm = open()
    for (const name of ['execute_script_async', 'execute_async']) {
      await expect(vm[name]('return +')).rejects.toThrow(/unexpected symbol/)
      await expect(vm[name]('error("x")')).rejects.toThrow(/:1: x\nstack traceback:/)
    }
    await expect(vm.execute_file_async('/missing')).rejects.toThrow(/cannot open/)
    await expect(vm.execute_file_async('')).rejects.toThrow('File path cannot be empty')
    vm.execute_script('callable = setmetatable({}, {__call = function() end})')
    for (const name of ['nosuch', 'callable', '_VERSION']) await expect(vm.call_async(name)).rejects.toThrow(`'${name}' is not a function`)
    await expect(vm.call_async('a..b')).rejects.toThrow(/path segments must be non-empty/)
    await expect(vm.call_async(open().execute_script('return print'))).rejects.toThrow(/different Lua context/)
    const released = vm.execute_script('return function() end')
    vm.release(released)
    await expect(vm.call_async(released)).rejects.toThrow(/has been released/)
    await expect(vm.call_async('type', 2n ** 70n)).rejects.toThrow(/^Error converting argument: .*out of range/)
  })

  it('coroutines of others, and released ones, are a rejection', async () => {
    const vm = open()
    const co = vm.create_coroutine('return function() end')
    vm.release(co)
    await expect(vm.resume_async(co)).rejects.toThrow(/has been released/)
    await expect(vm.resume_async(open().create_coroutine('return function() end'))).rejects.toThrow(/different Lua context/)
    const old = vm.create_coroutine('return function() end')
    vm.reset()
    await expect(vm.resume_async(old)).rejects.toThrow(/different Lua context/)
  })
})

describe('19.2: runs on the thread pool', () => {
  it('refuse functions of JavaScript in a way that programs can catch', async () => {
    const vm = open({ f: () => 1 })
    expect(await vm.execute_script_async('local ok, e = pcall(f) return ok, e')).toEqual([false, expect.stringMatching(/async mode \(called 'f'\)/)])
    expect(await vm.execute_script_async('return select(2, coroutine.resume(coroutine.create(f)))')).toMatch(/async mode/)
  })

  it('do not reach handlers, files of the host, or finalizers in JavaScript', async () => {
    const seen: string[] = []
    const vm = open({}, { print: () => { seen.push('print') } })
    vm.set_file_reader(() => { seen.push('file'); return 'return 1' })
    vm.add_searcher(() => { seen.push('searcher'); return 'return 1' })
    vm.set_hook(() => { seen.push('hook') }, { line: true })
    vm.set_userdata('u', { get x() { seen.push('property'); return 1 } }, { readable: true })
    vm.execute_script('t = {}')
    vm.set_metatable('t', { __gc: () => { seen.push('gc') } })
    seen.length = 0
    const [file, searched, property] = await vm.execute_script_async('t = nil collectgarbage() return {pcall(dofile, "x")}, {pcall(require, "m")}, {pcall(function() return u.x end)}')
    expect([file[0], searched[0], property[0]]).toEqual([false, false, false])
    expect(property[1]).toMatch(/property access is not available in async mode/)
    expect(seen).toEqual([])
  })

  it('give values that can be used', async () => {
    const vm = open()
    const [f, proxy, co] = await vm.execute_script_async('t = setmetatable({n = 1}, {}) return function() return t.n end, t, coroutine.create(function() coroutine.yield(5) end)')
    proxy.n = 7
    expect([f(), [...co]]).toEqual([7, [5]])
  })

  it('convert results when they are over, where converters may use the context', async () => {
    const vm = open()
    const seen: unknown[] = []
    vm.register_from_lua_converter((v: any) => v.mark, () => {
      seen.push(vm.is_busy(), vm.execute_script('return 1 + 1'))
      try { vm.reset() } catch (error: any) { seen.push(error.message) }
      return 'converted'
    })
    expect(await vm.execute_script_async('return {mark = true}')).toBe('converted')
    expect(seen).toEqual([false, 2, expect.stringMatching(/reset\(\) cannot be called/)])
  })

  it('reject where the result cannot be converted, and the context is idle', async () => {
    const vm = open()
    await expect(vm.execute_script_async('local t = {} t.t = t return t')).rejects.toThrow(/failed to convert async result: .*nesting depth/)
    vm.register_from_lua_converter((v: any) => v.bad, () => { throw new Error('converter') })
    await expect(vm.execute_script_async('return {bad = true}')).rejects.toThrow(/converter/)
    expect(vm.is_busy()).toBe(false)
    expect(vm.execute_script('return 1')).toBe(1)
  })

  it('are cancelled with a limit, and the next one is not', async () => {
    for (const options of [{ timeout: 60_000 }, { maxInstructions: 4e9 }]) {
      const vm = open({}, options)
      const run = vm.execute_script_async('while true do end')
      vm.cancel()
      await expect(run).rejects.toThrow(/execution cancelled/)
      expect(await vm.execute_script_async('for i = 1, 1e5 do end return 2')).toBe(2)
    }
  })

  it('of several contexts go on at the same time', async () => {
    const contexts = Array.from({ length: 4 }, () => open())
    const runs = contexts.map((vm, i) => vm.execute_script_async(`local n = 0 for i = 1, 300000 do n = n + ${i} end return n`))
    expect(contexts.map((vm) => vm.is_busy())).toEqual([true, true, true, true])
    expect(await Promise.all(runs)).toEqual([0, 300000, 600000, 900000])
  })
})

describe('19.3: runs that wait', () => {
  it('only wait for promises, not for what looks like one, nor for one inside a value', async () => {
    const vm = open({ thenable: () => ({ then: () => { throw new Error('asked') }, n: 1 }), nested: () => ({ p: Promise.resolve(1) }), get })
    expect(await vm.execute_async('return thenable().n, type(nested().p), next(nested().p), get({x = {1}}).x[1]')).toEqual([1, 'table', null, 1])
  })

  it('wait for functions of every kind', async () => {
    const vm = open({ get })
    vm.register_module('m', { get })
    vm.set_userdata('u', {}, { methods: { get: (_: unknown, value: unknown) => get(value) } })
    vm.register_class('C', { construct: () => ({}), methods: { get: (_: unknown, value: unknown) => get(value) }, statics: { get }, metamethods: { __call: (_: unknown, value: unknown) => get(value) } })
    expect(await vm.execute_async('return get(1), require("m").get(2), u:get(3), C.new():get(4), C.get(5), C.new()(6)')).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('give rejections to the program as they are, and out again as the same', async () => {
    const mine = Object.assign(new TypeError('mine'), { code: 'E' })
    const vm = open({ fail: async () => { throw mine }, text: async () => { throw 'text' } })
    expect(await vm.execute_async('local ok, e = pcall(fail) return ok, e.message, e.name')).toEqual([false, 'mine', 'TypeError'])
    expect(await vm.execute_async('return pcall(text)')).toEqual([false, 'text'])
    await expect(vm.execute_async('fail()')).rejects.toBe(mine)
    const co = vm.create_coroutine('return function() fail() end')
    expect(await vm.resume_async(co)).toMatchObject({ status: 'dead', values: [], error: 'mine', cause: mine })
  })

  it('refuse to yield where nobody resumes them', async () => {
    const vm = open({ get })
    vm.execute_script('function f() coroutine.yield(1) end')
    for (const run of [vm.execute_async('get(1) coroutine.yield(1)'), null]) {
      await expect(run ?? vm.call_async('f')).rejects.toThrow(/yield is not supported.*resume_async/s)
    }
    expect(vm.is_busy()).toBe(false)
  })

  it('yield where a program resumes them, after waiting too', async () => {
    const vm = open({ get })
    expect(await vm.execute_async('local f = coroutine.wrap(function() coroutine.yield(get(1)) coroutine.yield(2) end) return f(), f()')).toEqual([1, 2])
    const co = vm.create_coroutine('return function(a) local b = coroutine.yield(get(a)) return get(b) end')
    expect(await vm.resume_async(co, 1)).toEqual({ status: 'suspended', values: [1] })
    expect(co.status).toBe('suspended')
    expect(await vm.resume_async(co, 2)).toEqual({ status: 'dead', values: [2] })
    expect(co.status).toBe('dead')
  })

  it('are busy until they are settled', async () => {
    const states: boolean[] = []
    const vm: any = open({ look: () => { states.push(vm.is_busy()) }, get })
    vm.register_from_lua_converter((v: any) => { states.push(vm.is_busy()); return v.none }, () => 0)
    const run = vm.execute_async('look() get(1) look() return {}')
    states.push(vm.is_busy())
    await run
    expect(states).toEqual([true, true, true, true])
    expect(vm.is_busy()).toBe(false)
    await vm.execute_async('error("x")').catch(() => {})
    expect(vm.is_busy()).toBe(false)
  })

  it('are over at once where they are cancelled, whatever is settled later', async () => {
    const vm = open({ sleep })
    for (const settle of [sleep, () => sleep(5).then(() => { throw new Error('late') })]) {
      vm.set_global('wait', settle)
      const run = vm.execute_async('wait(5) error("goes on")')
      vm.cancel()
      expect(vm.is_busy()).toBe(false)
      await expect(run).rejects.toMatchObject({ code: 'ERR_LUA_CANCELED', message: 'execution cancelled' })
      expect(await vm.execute_async('return 1')).toBe(1)
      await sleep(15)
    }
  })

  it('may be settled after their context is gone', async () => {
    let settle: (value: unknown) => void = () => {}
    const reference = (() => {
      const vm = open({ wait: () => new Promise((done) => { settle = done }) })
      const run = vm.execute_async('wait()')
      run.catch(() => {})
      vm.cancel()
      return new WeakRef(vm)
    })()
    await collectGarbage()
    settle(1)
    await sleep(1)
    expect(reference.deref()).toBeUndefined()
  })

  it('leave a coroutine of the host as it was where they are cancelled', async () => {
    const vm = open({ sleep })
    const co = vm.create_coroutine('return function() local got = sleep(30, "late") coroutine.yield(got) return "end" end')
    const run = vm.resume_async(co)
    vm.cancel()
    await expect(run).rejects.toThrow(/cancelled/)
    expect([co.status, vm.resume(co)]).toEqual(['suspended', { status: 'suspended', values: [null] }])
    expect(vm.resume(co)).toEqual({ status: 'dead', values: ['end'] })
  })

  it('have errors of the same shape as those of execute_script', async () => {
    const vm = open()
    for (const script of ['error({})', 'error(5)', 'error(true)', 'error("x", 0)', 'error(setmetatable({}, {__tostring = function() return "own" end}))']) {
      let synchronous: any
      try { vm.execute_script(script, { chunkName: '=c' }) } catch (error) { synchronous = error }
      const other = await vm.execute_async(script, { chunkName: '=c' }).catch((error: any) => error)
      expect(other).toBeInstanceOf(LuaError)
      expect(other.message.split('\n')[0]).toBe(synchronous.message.split('\n')[0])
      expect(other.traceback === undefined).toBe(synchronous.traceback === undefined)
    }
    await expect(vm.execute_async('error(nil)')).rejects.toThrow(/<no error object>/)
  })

  it('may be started from a function that Lua calls, and from a converter', async () => {
    const runs: Promise<unknown>[] = []
    const vm: any = open({ start: () => { runs.push(vm.execute_async('return get(1)')) }, get })
    vm.execute_script('start()')
    expect(await runs[0]).toBe(1)
    vm.set_global('x', { get y() { runs.push(vm.execute_async('return get(2)')); return 1 } })
    expect(await runs[1]).toBe(2)
  })

  it('refuse a promise at every synchronous door', () => {
    const vm = open({ get })
    vm.execute_script('function f() return get(1) end t = setmetatable({}, {__index = function() return get(1) end})')
    const uses = [() => vm.execute_script('get(1)'), () => vm.call('f'), () => vm.get_global('f')(), () => vm.get_global('t').x, () => vm.get_global_ref('t').get('x'),
      () => vm.execute_script_in(vm.create_environment({ inherit: true }), 'return get(1)'), () => vm.load_bytecode(vm.compile('get(1)'))]
    for (const use of uses) expect(use).toThrow(/returned a Promise, which only execute_async\(\) and call_async\(\) can await/)
    expect(vm.resume(vm.create_coroutine('return function() get(1) end')).error).toMatch(/returned a Promise/)
  })
})
