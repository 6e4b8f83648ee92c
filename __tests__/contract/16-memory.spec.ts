// Sections 6, 12, 16 and 17: what is kept alive, what is freed, and limits that hold everywhere.

import { describe, expect, it } from 'vitest'
import { collectGarbage } from '../collect'
import { open } from './open'

/** Whether JavaScript gives up a function that `use` has handed to Lua and taken away again. */
async function isFreed(vm: any, use: (f: () => void) => void): Promise<boolean> {
  const reference = (() => {
    const f = () => {}
    try { use(f) } catch { /* A registration that fails must free it too. */ }
    return new WeakRef(f)
  })()
  vm.gc('collect')
  vm.gc('count')
  await collectGarbage()
  return reference.deref() === undefined
}

describe('functions of JavaScript are freed', () => {
  it.each<[string, (vm: any, f: () => void) => void]>([
    ['as globals', (vm, f) => { vm.set_global('f', f); vm.set_global('f', null) }],
    ['inside values', (vm, f) => { vm.set_global('t', { list: [f] }); vm.execute_script('t = nil') }],
    ['as arguments', (vm, f) => { vm.execute_script('return function() end')(f) }],
    ['as metamethods', (vm, f) => { vm.execute_script('t = {}'); vm.set_metatable('t', { __index: f }); vm.set_metatable('t', {}) }],
    ['in modules', (vm, f) => { vm.register_module('m', { f }); vm.register_module('m', {}) }],
    ['as methods of userdata', (vm, f) => { vm.set_userdata('u', {}, { methods: { f } }); vm.execute_script('u = nil') }],
    ['in metatables of nothing', (vm, f) => { vm.set_metatable('missing', { __index: f }) }],
    ['in classes that fail', (vm, f) => { vm.register_class('X', { construct: () => ({}), methods: { f }, metamethods: { __gc: f } }) }],
    ['in conversions that fail', (vm, f) => { vm.set_global('x', [f, Symbol('s')]) }],
    ['before a reset', (vm, f) => { vm.set_global('f', f); vm.reset() }],
  ])('%s', async (_, use) => {
    const vm = open()
    expect(await isFreed(vm, (f) => use(vm, f))).toBe(true)
  })

  it('while thrown values stay until the next call only', async () => {
    const vm = open()
    const reference = (() => {
      const error = new Error('x')
      vm.set_global('f', () => { throw error })
      vm.execute_script('pcall(f)  f = nil')
      return new WeakRef(error)
    })()
    vm.gc('collect')
    vm.execute_script('return 1')
    await collectGarbage()
    expect(reference.deref()).toBeUndefined()
  })
})

describe('metamethods of the collector', () => {
  it('run functions of JavaScript', async () => {
    const vm = open()
    const log: string[] = []
    vm.execute_script('t = {}')
    vm.set_metatable('t', { __gc: () => { log.push('gc'); throw new Error('lost') }, __close: () => { log.push('close') } })
    vm.execute_script('local x <close> = t')
    vm.execute_script('t = nil')
    // The proxy that __close was given is an owner of the table too.
    await collectGarbage()
    vm.gc('collect')
    vm.gc('collect')
    expect(log).toEqual(['close', 'gc'])
  })

  it('may not collect', () => {
    const vm: any = open()
    let refused: any
    vm.set_global('f', () => { refused = vm.pcall(() => vm.gc('collect')).error })
    vm.execute_script('setmetatable({}, {__gc = f})')
    vm.gc('collect')
    expect(refused.message).toMatch(/collection is in progress/)
  })
})

describe('memory', () => {
  it('is counted the same everywhere', () => {
    const vm = open()
    vm.gc('collect')
    expect(vm.gc('count') * 1024).toBe(vm.get_memory_usage())
    expect(Math.abs(vm.execute_script('return collectgarbage("count")') - vm.gc('count'))).toBeLessThan(2)
    expect(Math.abs(vm.info().memoryBytes - vm.get_memory_usage())).toBeLessThan(4096)
  })

  it('is limited for everything that the host makes', () => {
    const vm = open({}, { maxMemory: 512 * 1024 })
    const big = Array.from({ length: 200_000 }, (_, i) => `${i}`)
    expect(() => vm.create_table(big)).toThrow(/memory/i)
    expect(() => vm.set_global('x', big)).toThrow(/memory/i)
    expect(() => vm.execute_script('return string.rep("x", 1e6)')).toThrow(/not enough memory/)
    expect(vm.execute_script('return 1')).toBe(1)
    for (let i = 0; i < 100; i++) vm.execute_script('local s = string.rep("x", 1e4) .. math.random()')
    expect(vm.execute_script('return 2')).toBe(2)
  })

  it('too small for a state is refused', () => {
    for (const maxMemory of [1, 1000, 4000]) expect(() => open({}, { maxMemory })).toThrow(/memory|state/i)
  })
})

describe('limits', () => {
  it('hold for accessors, metamethods and coroutines', () => {
    const vm = open({}, { maxInstructions: 100_000 })
    vm.execute_script('t = setmetatable({}, {__index = function() while true do end end})')
    const handle = vm.get_global_ref('t')
    const proxy = vm.get_global('t')
    for (const use of [() => handle.get('x'), () => handle.has('x'), () => proxy.x, () => vm.get_global('t.x')]) {
      expect(use).toThrow(/instruction limit exceeded/)
    }
    const co = vm.create_coroutine('return function() while true do end end')
    expect(vm.resume(co)).toMatchObject({ status: 'dead', error: expect.stringMatching(/instruction limit exceeded/) })
    expect(vm.execute_script('return 1')).toBe(1)
  })

  it('are shared by nested calls and fresh for each outer one', () => {
    const vm: any = open({ again: () => vm.execute_script('for i = 1, 1000 do end') }, { maxInstructions: 50_000 })
    expect(() => vm.execute_script('while true do again() end')).toThrow(/instruction limit exceeded/)
    for (let i = 0; i < 200; i++) vm.execute_script('for i = 1, 1000 do end')
  })

  it('on time begin with the call', async () => {
    const vm = open({}, { timeout: 30 })
    const handle = vm.create_table({ x: 1 })
    await new Promise((done) => setTimeout(done, 60))
    expect(handle.get('x')).toBe(1)
    expect(() => vm.execute_script('while true do end')).toThrow(/execution timeout/)
  })
})

describe('bytecode that is not allowed', () => {
  it('is refused at every door', () => {
    const code = open().compile('return 1')
    const vm = open({ code: () => code }, { allowBytecode: false })
    expect(() => vm.load_bytecode(code)).toThrow(/disabled/)
    expect(vm.execute_script('return load(code())')).toEqual([null, expect.stringMatching(/binary chunk \(mode is 't'\)/)])
    expect(vm.execute_script('x = 1 return load("return x")(), string.dump(load("return 2")) ~= nil')).toEqual([1, true])
    vm.reset()
    expect(vm.execute_script('return (load(code()))')).toBeNull()
  })
})

describe('gc, further', () => {
  it('collects with finalizers, also inside a callback, and in generational mode', () => {
    const log: string[] = []
    const vm = open({ gone: (name: string) => { log.push(name) }, collect: () => { vm.gc('collect') } })
    vm.execute_script('setmetatable({}, {__gc = function() gone("collect") end})')
    vm.gc('collect')
    vm.execute_script('setmetatable({}, {__gc = function() gone("callback") end}) collect()')
    vm.execute_script('setmetatable({}, {__gc = function() gone("generational") end})')
    vm.gc('generational')
    expect(log).toEqual(['collect', 'callback', 'generational'])
  })

  it('counts bytes, of which a large string is many', () => {
    const vm = open()
    const before = vm.gc('count')
    vm.execute_script('s = string.rep("x", 512 * 1024)')
    const count = vm.gc('count')
    expect(Number.isInteger(count * 1024)).toBe(true)
    expect(count - before).toBeGreaterThan(511)
    expect(count * 1024).toBeLessThanOrEqual(vm.get_memory_usage())
  })

  it('checks what it is given', () => {
    const vm = open()
    for (const command of [undefined, null, 5, {}]) expect(() => vm.gc(command)).toThrow(/command string/)
    expect(() => vm.gc('step', 'x')).toThrow(TypeError)
    expect(() => vm.gc('param', 5)).toThrow(/parameter name/)
    expect(() => vm.gc('param', 'pause', 'x')).toThrow(TypeError)
    expect([vm.gc('stop'), vm.gc('stop'), vm.gc('isrunning'), vm.gc('restart')]).toEqual([undefined, undefined, false, undefined])
  })

  it('does not give callbacks a new budget by being asked', () => {
    for (const command of ['count', 'isrunning']) {
      const vm = open({ ask: () => vm.gc(command) }, { maxInstructions: 50_000 })
      expect(() => vm.execute_script('while true do ask() end')).toThrow(/instruction limit exceeded/)
    }
  })

  it('is refused while a run is in flight', async () => {
    const vm = open()
    const run = vm.execute_script_async('return 1')
    for (const use of [() => vm.gc('count'), () => vm.info(), () => vm.get_memory_usage()]) expect(use).toThrow(/busy with an async operation/)
    await run
  })
})

describe('memory, further', () => {
  it('is there from the beginning, and grows and shrinks with what is kept', () => {
    const bare = open({}, { libraries: [] })
    expect(bare.get_memory_usage()).toBeGreaterThan(0)
    const vm = open()
    const before = vm.get_memory_usage()
    vm.execute_script('t = {} for i = 1, 10000 do t[i] = {i} end')
    const full = vm.get_memory_usage()
    expect(full - before).toBeGreaterThan(400_000)
    vm.reset()
    expect(vm.get_memory_usage()).toBeLessThan(full - 400_000)
  })

  it.each<[string, (vm: any) => void]>([
    ['a script', (vm) => vm.execute_script('local t = {} for i = 1, 1e6 do t[i] = {i} end')],
    ['a string', (vm) => vm.execute_script('return string.rep("x", 1 << 20)')],
    ['create_table', (vm) => vm.create_table(Array.from({ length: 50_000 }, (_, i) => `item ${i}`))],
    ['functions as globals', (vm) => { for (let i = 0; i < 50_000; i++) vm.set_global(`f${i}`, () => i) }],
    ['register_class', (vm) => vm.register_class('X', { construct: () => ({}), methods: Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`m${i}`, () => i])) })],
    ['set_userdata', (vm) => vm.set_userdata('u', {}, { methods: Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`m${i}`, () => i])) })],
    ['the arguments of a function', (vm) => vm.execute_script('return function() end')('x'.repeat(1 << 20))],
    ['compile', (vm) => vm.compile('local t = 0\n' + 't = t + 1\n'.repeat(50_000))],
  ])('runs out in %s, and the context goes on', (_, use) => {
    const vm = open({}, { maxMemory: 256 * 1024 })
    expect(() => use(vm)).toThrow(/memory/i)
    vm.reset()
    expect(vm.execute_script('local t = {} for i = 1, 100 do t[i] = {} end return #t')).toBe(100)
  })

  it('is collected before it runs out, even by a collector that was stopped', () => {
    const vm = open({}, { maxMemory: 512 * 1024 })
    vm.gc('stop')
    expect(vm.execute_script('for i = 1, 100 do local s = string.rep("x", 50000) .. i end return "done"')).toBe('done')
  })
})

describe('info', () => {
  const NAMES = ['callbacks', 'userdata', 'userdataMethods', 'errorRegistry', 'classes', 'classAccessors', 'typeConverters', 'fromLuaConverters', 'searchers',
    'sharedTables', 'handlers', 'asyncRefs', 'callbacksObject', 'total']

  it('is a new object each time, and costs nothing', () => {
    const vm = open()
    vm.gc('stop')
    const info = vm.info()
    expect(vm.info()).not.toBe(info)
    expect(info.versionNumber).toBe(505)
    expect(info.version).toMatch(/^Lua \d+\.\d+$/)
    expect(info.release).toMatch(/^Lua \d+\.\d+\.\d+$/)
    expect(info.memoryKB).toBe(info.memoryBytes / 1024)
    expect(vm.gc('isrunning')).toBe(false)
    info.libraries.push('changed')
    expect(vm.info().libraries).not.toContain('changed')
  })

  it('counts what is held of JavaScript, kind by kind', () => {
    const vm = open({ a: () => 1 })
    expect(Object.keys(vm.info().bindingRefs)).toEqual(NAMES)
    vm.register_class('C', { construct: () => ({}), properties: { p: { get: () => 1, set: () => {} } } })
    vm.add_searcher(() => null)
    vm.register_from_lua_converter(() => false, () => 0)
    vm.set_read_handler(() => null)
    vm.set_file_reader(() => null)
    vm.set_hook(() => {}, { line: true })
    const { total, ...rest } = vm.info().bindingRefs
    expect(rest).toMatchObject({ callbacksObject: 1, classes: 1, classAccessors: 2, searchers: 1, fromLuaConverters: 1, handlers: 3, typeConverters: 0 })
    expect(Object.values(rest).reduce((sum: number, count: any) => sum + count, 0)).toBe(total)
  })
})
