// Section 20: what may run while something else is in progress.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { open } from './open'

const folder = mkdtempSync(join(tmpdir(), 'perilune-'))
const file = join(folder, 'f.lua')
writeFileSync(file, 'return 1')
afterAll(() => rmSync(folder, { recursive: true }))

const OPERATIONS = ['reset', 'dispose', 'execute_script_async', 'execute_file_async'] as const

/** What the exclusive operations say when they are tried right now. */
const attempts = (vm: any) => OPERATIONS.map((name) => {
  try {
    vm[name](name.endsWith('async') ? file : undefined)
    return 'allowed'
  } catch (error: any) {
    return error.message
  }
})

const BELOW = OPERATIONS.map((name) => expect.stringMatching(new RegExp(`${name}\\(\\) cannot be called while Lua is executing`)))
const INSIDE = OPERATIONS.map((name) => expect.stringMatching(/cannot be called from inside another lua-native call/))

describe('exclusive operations are refused while Lua runs', () => {
  const windows: Record<string, (vm: any, attempt: () => void) => void> = {
    'a callback': (vm, attempt) => { vm.set_global('f', attempt); vm.execute_script('f()') },
    'a metamethod below get_global': (vm, attempt) => { vm.set_global('f', attempt); vm.execute_script('setmetatable(_G, {__index = f})'); vm.get_global('x') },
    'a metamethod below set_global': (vm, attempt) => { vm.set_global('f', attempt); vm.execute_script('setmetatable(_G, {__newindex = f})'); vm.set_global('x', 1) },
    'the lookup of call': (vm, attempt) => { vm.set_global('f', attempt); vm.execute_script('setmetatable(_G, {__index = f})'); vm.pcall(() => vm.call('x')) },
    'get_global_ref': (vm, attempt) => { vm.set_global('f', attempt); vm.execute_script('setmetatable(_G, {__index = f})'); vm.pcall(() => vm.get_global_ref('x')) },
    'set_userdata': (vm, attempt) => { vm.set_global('f', attempt); vm.execute_script('setmetatable(_G, {__newindex = f})'); vm.set_userdata('x', {}) },
    'register_class': (vm, attempt) => { vm.set_global('f', attempt); vm.execute_script('setmetatable(_G, {__newindex = f})'); vm.register_class('X', { construct: () => ({}) }) },
    'add_search_path': (vm, attempt) => { vm.set_global('f', attempt); vm.execute_script('package.path = nil setmetatable(package, {__index = function() f() return "" end})'); vm.add_search_path('?') },
    'add_searcher': (vm, attempt) => { vm.set_global('f', attempt); vm.execute_script('setmetatable(package.searchers, {__newindex = f})'); vm.add_searcher(() => null) },
    'a collection': (vm, attempt) => { vm.set_global('f', attempt); vm.execute_script('setmetatable({}, {__gc = f})'); vm.gc('collect') },
    'a change of the mode': (vm, attempt) => { vm.set_global('f', attempt); vm.execute_script('setmetatable({}, {__gc = f})'); vm.gc('generational') },
    'a hook': (vm, attempt) => { vm.set_hook(attempt, { line: true }); vm.execute_script('local x = 1') },
    'a trap of a proxy': (vm, attempt) => { vm.set_global('f', attempt); void vm.execute_script('return setmetatable({}, {__index = function() f() end})').x },
  }

  it.each(Object.keys(windows))('%s', (name) => {
    const vm = open()
    let seen: string[] = []
    windows[name](vm, () => { seen = attempts(vm) })
    expect(seen).toEqual(BELOW)
    expect(vm.execute_script('setmetatable(_G, nil) return 1')).toBe(1)
  })
})

describe('exclusive operations are refused inside other calls', () => {
  const windows: Record<string, (vm: any, hostile: any) => void> = {
    set_global: (vm, hostile) => vm.set_global('x', hostile),
    'a property of a handle': (vm, hostile) => vm.create_table().set('x', hostile),
    create_table: (vm, hostile) => vm.create_table(hostile),
    set_metatable: (vm, hostile) => vm.set_metatable(vm.create_table(), hostile),
    set_userdata: (vm, hostile) => vm.set_userdata('x', {}, { methods: hostile }),
    register_class: (vm, hostile) => vm.register_class('X', { construct: () => ({}), statics: hostile }),
    register_module: (vm, hostile) => vm.register_module('x', hostile),
    set_hook: (vm, hostile) => vm.set_hook(() => {}, Object.defineProperty({ line: true }, 'count', { get: () => hostile.probe })),
    'arguments of functions': (vm, hostile) => vm.execute_script('return function() end')(hostile),
    'options of execute_script': (vm, hostile) => vm.execute_script('return 1', { get chunkName() { return hostile.probe } }),
    'options of compile': (vm, hostile) => vm.compile('return 1', { get chunkName() { return hostile.probe } }),
    'options of an environment': (vm, hostile) => vm.create_environment({ get inherit() { return hostile.probe } }),
    'the values of pairs': (vm, hostile) => {
      vm.register_from_lua_converter(() => hostile.probe, () => 0)
      vm.create_table([[1]]).pairs()
    },
  }

  it.each(Object.keys(windows))('%s', (name) => {
    const vm = open()
    let seen: string[] = []
    const hostile = { get probe() { seen = attempts(vm); return undefined } }
    windows[name](vm, hostile)
    expect(seen).toEqual(INSIDE)
    expect(vm.execute_script('return 1')).toBe(1)
  })

  it('and while reset() publishes the callbacks again', () => {
    let seen: string[] = []
    let vm: any
    const callbacks = { get probe() { if (vm) seen = attempts(vm); return 1 } }
    vm = open(callbacks)
    vm.reset()
    expect(seen).toEqual(INSIDE)
    expect(vm.get_global('probe')).toBe(1)
  })
})

describe('while an asynchronous run is in flight', () => {
  it('every method but three is refused', async () => {
    const vm = open()
    const handle = vm.create_table()
    const f = vm.execute_script('return function() end')
    const proxy = vm.execute_script('return setmetatable({}, {})')
    const co = vm.create_coroutine('return function() end')
    const run = vm.execute_script_async('local n = 0 for i = 1, 1e5 do n = n + i end return n')
    const uses = [() => vm.execute_script('return 1'), () => vm.set_global('x', 1), () => vm.get_global('x'), () => vm.create_table(),
      () => vm.register_class('X', { construct: () => ({}) }), () => handle.get('x'), () => handle.set('x', 1), () => [...handle], () => proxy.x, f,
      () => vm.pcall(f), () => vm.gc('count'), () => vm.info(), () => vm.set_hook(() => {}, { line: true }), () => vm.remove_hook(),
      () => vm.get_stack(), () => vm.reset(), () => vm.dispose(), () => vm.execute_script_async('return 1'), () => vm.resume(co), () => vm.set_print_handler(null),
      () => vm.release(f), () => vm.register_module('x', {}), () => vm.set_metatable(handle, {})]
    for (const use of uses) expect(use).toThrow(/busy with an async operation/)
    expect(vm.is_busy()).toBe(true)
    expect(await run).toBe(5000050000)
    expect(handle.keys()).toEqual([])
  })
})

describe('a converter', () => {
  it.each(['return {mark = true}', 'error({mark = true})'])('may cancel the run whose "%s" it is given, and start another', async (script) => {
    for (const start of ['execute_async', 'execute_script_async']) {
      const vm = open()
      let next: Promise<unknown> | undefined
      vm.register_from_lua_converter((value: any) => value?.mark === true && next === undefined, (value: any) => {
        vm.cancel()
        if (!vm.is_busy()) next = vm.execute_async('return 5')
        return value
      })
      await vm[start](script).catch(() => {})
      if (next) expect(await next).toBe(5)
      expect(vm.is_busy()).toBe(false)
      expect(vm.execute_script('return 1')).toBe(1)
    }
  })
})

describe('exclusive operations in other windows', () => {
  it('are refused while a chunk is compiled, where finalizers run', () => {
    for (const compile of [(vm: any, source: string) => vm.compile(source), (vm: any, source: string) => vm.execute_script(source), (vm: any, source: string) => {
      writeFileSync(file, source)
      vm.compile_file(file)
    }]) {
      let seen: string[] = []
      const vm = open({ gone: () => { if (seen.length === 0) seen = attempts(vm) } })
      vm.execute_script('for i = 1, 200 do setmetatable({}, {__gc = gone}) end')
      const source = 'local x = 0\n' + 'x = x + 1\n'.repeat(4000)
      for (let i = 0; i < 60 && seen.length === 0; i++) compile(vm, source)
      expect(seen).toEqual(BELOW)
      expect(vm.execute_script('return 1')).toBe(1)
    }
  })

  it('are refused while arguments of an asynchronous call are converted', async () => {
    const vm = open()
    let seen: string[] = []
    await vm.call_async('type', { get probe() { seen = attempts(vm); return 1 } })
    expect(seen).toHaveLength(4)
    for (const message of seen) expect(message).toMatch(/busy with an async operation|cannot be called from inside another lua-native call/)
    expect(vm.is_busy()).toBe(false)
  })

  it('are refused as busy while the result of a driven run is converted', async () => {
    const vm = open()
    let seen: string[] = []
    vm.register_from_lua_converter(() => { seen = attempts(vm); return false }, () => 0)
    await vm.execute_async('return {}')
    expect(seen).toEqual(Array(4).fill(expect.stringMatching(/busy with an async operation/)))
  })

  it('say that the context has been closed before anything else', () => {
    const vm = open()
    vm.dispose()
    for (const name of OPERATIONS.filter((name) => name !== 'dispose')) expect(() => vm[name](file)).toThrow(/context has been closed/)
    expect(() => vm.dispose()).not.toThrow()
  })

  it('leave no trace where a chunk could not be compiled', () => {
    const vm = open()
    for (const use of [() => vm.execute_script('return +'), () => vm.compile('return +'), () => vm.create_coroutine('return +'), () => vm.load_bytecode(Buffer.from('\x1bLua'))]) {
      expect(use).toThrow()
      expect(() => vm.reset()).not.toThrow()
    }
  })
})
