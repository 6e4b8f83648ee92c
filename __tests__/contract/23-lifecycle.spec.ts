// Section 23: release, reset, dispose.

import { describe, expect, it } from 'vitest'
import { open } from './open'

describe('release', () => {
  it('concerns one wrapper', () => {
    const vm = open()
    vm.execute_script('function f() return 1 end')
    const [first, second] = [vm.get_global('f'), vm.get_global('f')]
    vm.release(first)
    vm.release(first)
    expect(() => first()).toThrow('Lua function has been released')
    expect(second()).toBe(1)
    vm.set_global('g', first)
    expect(() => vm.execute_script('g()')).toThrow(/released/)
  })

  it('refuses everything else', () => {
    const vm = open()
    for (const value of [undefined, 5, {}, null]) expect(() => vm.release(value)).toThrow(/requires a Lua function/)
    expect(() => vm.release(() => {})).toThrow(/not a Lua function/)
    const handle = vm.create_table()
    const coroutine = vm.create_coroutine('return function() end')
    expect(() => vm.release({ _coroutine: handle._tableRef })).toThrow(/requires a Lua function/)
    expect(() => vm.release({ _tableRef: coroutine._coroutine })).toThrow(/requires a Lua function/)
    const fake = Object.assign(() => {}, { __luaFnOwner: handle._tableRef })
    expect(() => vm.release(fake)).toThrow(/not a Lua function reference/)
    vm.set_global('x', { _tableRef: coroutine._coroutine, n: 1 })
    expect(vm.execute_script('return x.n, type(x)')).toEqual([1, 'table'])
    expect(handle.keys()).toEqual([])
  })

  it('lets Lua collect the value', () => {
    const vm = open()
    const functions = Array.from({ length: 500 }, () => vm.execute_script('local s = string.rep("x", 4096) .. math.random() return function() return s end'))
    vm.gc('collect')
    const before = vm.get_memory_usage()
    for (const f of functions) vm.release(f)
    vm.gc('collect')
    expect(before - vm.get_memory_usage()).toBeGreaterThan(1e6)
  })
})

describe('reset', () => {
  it('gives a new state with the same options and globals', () => {
    const vm = open({ answer: () => 42, n: 1 }, { maxInstructions: 100000 })
    vm.execute_script('n = 2  other = {}')
    vm.reset()
    expect(vm.execute_script('return n, other, answer()')).toEqual([1, null, 42])
    expect(() => vm.execute_script('while true do end')).toThrow(/instruction limit/)
    expect(vm.info().maxInstructions).toBe(100000)
  })

  it('refuses values of the old state', () => {
    const vm = open()
    const f = vm.execute_script('return function() return 1 end')
    const handle = vm.create_table([1])
    const proxy = vm.execute_script('return setmetatable({}, {})')
    const co = vm.create_coroutine('return function() end')
    const cursor = handle[Symbol.iterator]()
    vm.reset()
    expect(() => f()).toThrow(/state was replaced by reset/)
    expect(() => handle.get(1)).toThrow(/replaced by reset/)
    expect(() => proxy.x).toThrow(/replaced by reset/)
    expect(() => cursor.next()).toThrow(/replaced by reset|not usable/)
    expect(() => vm.resume(co)).toThrow(/different Lua context/)
    expect(() => vm.release(f)).toThrow(/different Lua context/)
    expect(() => vm.execute_script_in(handle, 'return 1')).toThrow(/different Lua context/)
    expect(() => vm.set_global('h', handle)).toThrow(/different Lua context/)
    vm.set_global('old', f)
    expect(() => vm.execute_script('old()')).toThrow(/replaced by reset/)
  })

  it('runs the finalizers of the old state, which cannot reach the new one', () => {
    const log: string[] = []
    let late: any
    const vm = open({ log: (text: string) => { log.push(text) }, keep: (value: any) => { late = value } })
    vm.execute_script('kept = setmetatable({}, {__gc = function(o) log("closing") keep(o) error("lost") end})')
    vm.reset()
    expect(log).toEqual(['closing'])
    expect(() => late.x).toThrow(/has been released/)
    vm.reset()
    expect(log).toEqual(['closing'])
  })

  it('cannot be nested, nor happen below a program', () => {
    const vm: any = open({ inside: () => vm.reset(), again: () => { refused = vm.pcall(() => vm.reset()).error } })
    let refused: any
    expect(() => vm.execute_script('inside()')).toThrow(/reset\(\) cannot be called while Lua is executing/)
    vm.execute_script('kept = setmetatable({}, {__gc = function() again() end})')
    vm.reset()
    expect(refused.message).toMatch(/reset\(\) cannot be called re-entrantly/)
    expect(vm.execute_script('return 1')).toBe(1)
  })

  it('is refused inside another call that runs code of the program', () => {
    const vm = open()
    const tried: string[] = []
    const hostile = { get x() { try { vm.reset() } catch (error: any) { tried.push(error.message) } return 1 } }
    vm.set_global('h', hostile)
    vm.create_table(hostile)
    vm.set_metatable(vm.create_table(), hostile)
    expect(tried).toHaveLength(3)
    for (const message of tried) expect(message).toMatch(/cannot be called from inside another lua-native call/)
  })
})

describe('dispose', () => {
  it('ends everything', () => {
    const vm = open()
    const f = vm.execute_script('return function() end')
    const handle = vm.create_table()
    const proxy = vm.execute_script('return setmetatable({}, {})')
    vm.dispose()
    vm.dispose()
    vm.cancel()
    expect(vm.is_busy()).toBe(false)
    for (const use of [f, () => handle.get('x'), () => proxy.x, () => vm.execute_script('return 1'), () => vm.reset(), () => vm.create_table()]) {
      expect(use).toThrow(/has been closed/)
    }
  })
})

describe('a run that a finalizer starts', () => {
  it.each(['reset', 'dispose'])('is cancelled by %s', async (method) => {
    let run: Promise<unknown> | undefined
    const vm: any = open({ last: () => { run ??= vm.execute_async('return 1').catch((error: Error) => error.message) } })
    vm.execute_script('keep = setmetatable({}, {__gc = last})')
    vm[method]()
    expect(await run).toBe('execution cancelled')
    expect(vm.is_busy()).toBe(false)
    await new Promise((done) => setTimeout(done, 5))
  })
})
