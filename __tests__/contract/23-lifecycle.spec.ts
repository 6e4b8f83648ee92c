// Section 23: release, reset, dispose.

import { describe, expect, it } from 'vitest'
import { collectGarbage } from '../collect'
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

describe('release, further', () => {
  it('takes functions, coroutines, handles and proxies, again and again', () => {
    const vm = open()
    const values = [vm.execute_script('return function() end'), vm.create_coroutine('return function() end'), vm.create_table(), vm.execute_script('return setmetatable({}, {})')]
    for (const value of values) {
      vm.release(value)
      vm.release(value)
    }
    const [f, co, handle, proxy] = values
    for (const [use, message] of [[f, /Lua function has been released/], [() => vm.resume(co), /coroutine has been released/],
      [() => handle.get('x'), /table handle has been released/], [() => proxy.x, /table handle has been released/]] as const) expect(use).toThrow(message)
  })

  it('refuses what belongs elsewhere, and leaves it as it is', () => {
    const [vm, other] = [open(), open()]
    const f = other.execute_script('return function() return 1 end')
    const handle = other.create_table({ x: 1 })
    for (const value of [f, handle]) expect(() => vm.release(value)).toThrow(/different Lua context/)
    expect([f(), handle.get('x')]).toEqual([1, 1])
    vm.set_userdata('u', {})
    for (const value of [vm.execute_script('return io.stdout'), vm.get_global('u'), [], new Date()]) expect(() => vm.release(value)).toThrow(/requires a Lua function/)
  })
})

describe('reset, further', () => {
  it('keeps what the host has set up, and drops what belonged to the state', () => {
    const lines: string[] = []
    const vm = open({ f: () => 'callback' })
    vm.set_print_handler((text: string) => { lines.push(text) })
    vm.set_read_handler(() => 'read')
    vm.set_file_reader(() => 'return "file"')
    vm.add_searcher((name: string) => (name === 'found' ? 'return 1' : null))
    vm.set_userdata('ud', {})
    vm.register_module('m', {})
    vm.register_class('C', { construct: () => ({}) })
    vm.execute_script('g = 1 math.pi = 3 string.mine = true require("found")')
    vm.gc('stop')
    vm.gc('generational')
    vm.gc('param', 'pause', 400)
    vm.reset()
    expect(vm.execute_script('print("x") return f(), io.read(), dofile("y"), (require("found"))')).toEqual(['callback', 'read', 'file', 1])
    expect(lines).toEqual(['x\n'])
    expect(vm.execute_script('return g, ud, C, string.mine, math.pi > 3.1, package.loaded.m')).toEqual([null, null, null, null, true, null])
    expect([vm.gc('isrunning'), vm.gc('incremental'), vm.gc('param', 'pause')]).toEqual([true, 'incremental', 250])
    vm.register_class('C', { construct: () => ({}) })
  })

  it('says of old values that the state was replaced, never that the context is gone', async () => {
    const vm = open()
    const f = vm.execute_script('return function() end')
    const co = vm.create_coroutine('return function() end')
    const handle = vm.create_table([1])
    vm.reset()
    for (const use of [f, () => handle.get(1), () => handle.keys(), () => [...handle]]) {
      expect(use).toThrow(/state was replaced by reset/)
      expect(use).not.toThrow(/destroyed/)
    }
    expect(() => [...co]).toThrow(/different Lua context|replaced by reset/)
    await expect(vm.call_async(f)).rejects.toThrow(/different Lua context|replaced by reset/)
    expect(() => vm.create_coroutine(f)).toThrow(/different Lua context/)
    expect(() => vm.set_metatable(handle, {})).toThrow(/different Lua context|replaced by reset/)
  })

  it('contains finalizers that throw, and runs all of them', () => {
    const log: number[] = []
    const vm = open({ log: (n: number) => { log.push(n); throw new Error('lost') } })
    vm.execute_script('kept = {} for i = 1, 5 do kept[i] = setmetatable({}, {__gc = function() log(i) end}) end')
    vm.reset()
    expect(log.sort()).toEqual([1, 2, 3, 4, 5])
    expect(vm.execute_script('return 1')).toBe(1)
  })
})

describe('dispose, further', () => {
  it('refuses every method but three, and every value', () => {
    const vm = open()
    const values = vm.execute_script('return function() end, setmetatable({}, {}), coroutine.create(print)')
    const handle = vm.create_table([1])
    const cursor = handle[Symbol.iterator]()
    const co = vm.create_coroutine('return function() coroutine.yield(1) end')[Symbol.iterator]()
    vm.dispose()
    const uses: (() => unknown)[] = [...['reset', 'info', 'get_memory_usage', 'create_table', 'create_environment', 'remove_hook', 'get_stack'].map((name) => () => vm[name]()),
      () => vm.gc('count'), () => vm.set_global('x', 1), () => vm.compile('return 1'), () => vm.execute_async('return 1'), () => vm.set_print_handler(null),
      () => vm.register_type_converter(() => 1, () => 1), () => vm.release(handle), () => vm.pcall(() => 1)]
    for (const use of uses) expect(use).toThrow(/context has been closed/)
    for (const use of [() => values[0](), () => values[1].x, () => { values[1].x = 1 }, () => [...values[2]], () => handle.get(1), () => cursor.next(), () => co.next()]) expect(use).toThrow(/has been closed/)
    expect([vm.is_busy(), vm.cancel(), vm.dispose()]).toEqual([false, undefined, undefined])
  })

  it('runs finalizers, frees everything at once, and can be collected afterwards', async () => {
    const log: string[] = []
    const reference = (() => {
      const vm = open({ log: (text: string) => { log.push(text) } })
      vm.execute_script('kept = setmetatable({}, {__gc = function() log("closing") end})')
      const handle = vm.create_table()
      vm.dispose()
      expect(() => handle.get('x')).toThrow(/has been closed/)
      return new WeakRef(vm)
    })()
    expect(log).toEqual(['closing'])
    await collectGarbage()
    expect(reference.deref()).toBeUndefined()
  })

  it('is what using ends with', () => {
    const vm = open()
    vm[Symbol.dispose ?? Symbol.for('Symbol.dispose')]()
    expect(() => vm.execute_script('')).toThrow(/has been closed/)
    const handle = open().create_table()
    handle[Symbol.dispose ?? Symbol.for('Symbol.dispose')]()
    expect(() => handle.keys()).toThrow(/has been released/)
  })

  it('waits for a run in flight where it may', async () => {
    const vm = open({ sleep: (ms: number) => new Promise((done) => setTimeout(done, ms)) })
    const run = vm.execute_script_async('while true do end')
    run.catch(() => {})
    await vm[Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]()
    await expect(run).rejects.toMatchObject({ code: 'ERR_LUA_CANCELED' })
    expect(() => vm.info()).toThrow(/has been closed/)
  })
})

describe('a context that is collected', () => {
  it('lives on in its values, and calls no JavaScript when they go', async () => {
    let calls = 0
    let f: any = (() => {
      const vm = open({ gone: () => { calls++ } })
      vm.execute_script('kept = setmetatable({}, {__gc = function() gone() end})')
      return vm.execute_script('return function(x) return x + 1 end')
    })()
    await collectGarbage()
    expect(f(1)).toBe(2)
    f = undefined
    await collectGarbage()
    expect(calls).toBe(0)
  })

  it('leaves handles of a state that was replaced unusable', async () => {
    const handle = (() => {
      const vm = open()
      const table = vm.create_table([1])
      vm.reset()
      return table
    })()
    await collectGarbage()
    expect(() => handle.get(1)).toThrow(/context has been destroyed|state was replaced by reset/)
  })
})

describe('values of one context in another', () => {
  it('are refused, called through, or copied', () => {
    const [a, b] = [open(), open()]
    a.execute_script('cfg = {n = {1, 2}} function f(x) return x * 2 end')
    const refused: [unknown, RegExp][] = [[a.create_table(), /table handle belongs to a different Lua context/], [a.create_environment(), /table handle belongs/],
      [a.execute_script('return setmetatable({}, {})'), /table handle belongs/], [a.create_coroutine('return function() end'), /coroutine belongs to a different Lua context/],
      [a.execute_script('return io.stdout'), /userdata handle belongs to a different Lua context/]]
    for (const [value, message] of refused) {
      for (const use of [() => b.set_global('v', value), () => b.set_global('v', { deep: [value] }), () => b.create_table({ value }), () => b.execute_script('return function() end')(value)]) {
        expect(use).toThrow(message)
      }
    }
    b.set_global('f', a.get_global('f'))
    b.set_global('cfg', a.get_global('cfg'))
    expect(b.execute_script('return f(21), cfg.n[2]')).toEqual([42, 2])
    const f = a.get_global('f')
    for (const use of [() => b.create_coroutine(f), () => b.release(f)]) expect(use).toThrow(/different Lua context/)
  })
})
