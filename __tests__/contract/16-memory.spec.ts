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
