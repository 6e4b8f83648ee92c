// Promises of everything of the host that a program can reach: properties, constructors, handlers, searchers.

import { describe, expect, it } from 'vitest'
import lua, { LuaError, values } from '../index.mjs'

const later = async (value: unknown) => {
  await new Promise((done) => setTimeout(done, 1))
  return value
}

type Context = InstanceType<typeof lua.init>

/** What the host prepares, the script, and what it gives. */
const places: Record<string, [(vm: Context) => void, string, unknown]> = {
  'a getter of an object': [(vm) => vm.set_userdata('o', { get x() { return later(5) } }, { readable: true }), 'return o.x, pcall(function() return o.x end)', [5, true, 5]],
  'a property that is a promise': [(vm) => vm.set_userdata('o', { x: later('p') }, { readable: true }), 'return o.x', 'p'],
  'a method of an object': [(vm) => vm.set_userdata('o', {}, { methods: { m: (_self: any, x: any) => later(x) } }), 'return o:m(6)', 6],
  'a getter of a class': [(vm) => vm.register_class('P', { construct: () => ({}), properties: { x: { get: () => later(7) } } }), 'return P.new().x', 7],
  'a setter of a class': [(vm) => {
    let kept: unknown
    vm.register_class('P', { construct: () => ({}), properties: { x: { get: () => kept, set: async (_self: any, x: any) => { kept = await later(x) } } } })
  }, 'local p = P.new() p.x = 9 return p.x', 9],
  'a constructor': [(vm) => vm.register_class('P', { construct: (x: any) => later({ x }) as any, properties: { x: { get: (self: any) => self.x } } }), 'return P.new(4).x', 4],
  'a static function': [(vm) => vm.register_class('P', { construct: () => ({}), statics: { s: (x: any) => later(x) } }), 'return P.s(3)', 3],
  'a metamethod of a class': [(vm) => vm.register_class('P', { construct: () => ({}), metamethods: { __add: () => later(11) } }), 'return P.new() + 1', 11],
  'a metamethod of a table': [(vm) => {
    vm.execute_script('t = {}')
    vm.set_metatable('t', { __index: (_table: any, key: any) => later(key) })
  }, 'return t.abc', 'abc'],
  'a function of a module': [(vm) => vm.register_module('m', { f: (x: any) => later(x) }), 'return require("m").f(2)', 2],
  'a searcher': [(vm) => vm.add_searcher((name: string) => later(name === 'mod' ? 'return 77' : null) as any), 'return (require "mod")', 77],
  'a reader of input': [(vm) => vm.set_read_handler(() => later('line') as any), 'return io.read()', 'line'],
  'a reader of files': [(vm) => vm.set_file_reader(() => later('return 5') as any), 'return dofile("x.lua")', 5],
  'a taker of output': [(vm) => vm.set_print_handler(() => later(1)), 'print(1) return 1', 1],
}

describe('a promise of the host is awaited from', () => {
  for (const [place, [prepare, script, result]] of Object.entries(places)) {
    it(place, async () => {
      const vm = new lua.init({}, { libraries: 'all', callbacks: 'hop' })
      prepare(vm)
      expect(await vm.execute_async(script)).toEqual(result)
      expect(await vm.execute_script_async(script)).toEqual(result)
    })
  }
})

describe('a promise of the host', () => {
  it('that is rejected is an error of the program', async () => {
    const vm = new lua.init({}, { libraries: 'all' })
    const error = new RangeError('mine')
    vm.set_userdata('o', { get x() { return Promise.reject(error) } }, { readable: true })
    vm.register_class('P', { construct: () => Promise.reject(error) as any })
    vm.register_class('Q', { construct: () => later(5) as any })
    await expect(vm.execute_async('return o.x')).rejects.toBe(error)
    await expect(vm.execute_async('return P.new()')).rejects.toBe(error)
    expect(await vm.execute_async('return select("#", pcall(P.new)), (pcall(P.new))')).toEqual([2, false])
    await expect(vm.execute_async('return Q.new()')).rejects.toThrow("the constructor of class 'Q' must return an object")
    expect(await vm.execute_async('return 1')).toBe(1)
  })

  it('that a taker of output rejects is nobody\'s', async () => {
    const vm = new lua.init({}, { libraries: 'all' })
    vm.set_print_handler(() => Promise.reject(new Error('lost')))
    expect(await vm.execute_async('print(1) return 2')).toBe(2)
  })

  it('cannot be waited for in a synchronous call', () => {
    const vm = new lua.init({}, { libraries: 'all' })
    vm.register_class('P', { construct: () => later({}) as any })
    expect(() => vm.execute_script('return P.new()')).toThrow(/returned a Promise, which only execute_async\(\) and call_async\(\) can await/)
    expect(() => vm.execute_script('return P.new()')).toThrow(LuaError)
    vm.set_print_handler(() => later(1))
    expect(vm.execute_script('print(1) return 3')).toBe(3)
  })

  it('lets properties be read and written by a run on the pool that comes back for them', async () => {
    const object = { x: 1 }
    const open = (callbacks: 'hop' | 'refuse') => {
      const vm = new lua.init({}, { libraries: 'all', callbacks })
      vm.set_userdata('o', object, { readable: true, writable: true })
      return vm
    }
    expect(await open('hop').execute_script_async('for i = 1, 20 do o.x = o.x + 1 end return o.x')).toBe(21)
    expect(object.x).toBe(21)
    await expect(open('refuse').execute_script_async('return o.x')).rejects.toThrow('property access is not available in async mode')
  })
})

describe('a run on the pool that others have had to wait for', () => {
  // A promise that is settled after more than a slice: the run lets others have their turn before it goes on with the answer.
  const busy = (value: unknown) => {
    const start = Date.now()
    while (Date.now() - start < 15);
    return Promise.resolve(value)
  }

  it('calls each function once, and gets its answer', async () => {
    const calls: unknown[] = []
    const vm = new lua.init({ get: (value: unknown) => { calls.push(value); return busy(value) } }, { libraries: 'all', callbacks: 'hop' })
    const script = 'local t = {} for i = 1, 5 do t[i] = get(i) end return t, get({list = {1, {2}}}), select(2, pcall(get, "last"))'
    for (const run of [() => vm.execute_script_async(script), () => vm.execute_async(script)]) {
      calls.length = 0
      expect(await run()).toEqual([[1, 2, 3, 4, 5], { list: [1, [2]] }, 'last'])
      expect(calls).toEqual([1, 2, 3, 4, 5, { list: [1, [2]] }, 'last'])
    }
  })

  it('gets properties, several values, and errors', async () => {
    const mine = new Error('mine')
    const vm = new lua.init({ two: () => busy(values(1, { two: 2 })), fail: () => busy(0).then(() => { throw mine }) }, { libraries: 'all', callbacks: 'hop' })
    vm.set_userdata('o', { get x() { return busy({ made: [5] }) } }, { readable: true })
    for (const run of [(script: string) => vm.execute_script_async(script), (script: string) => vm.execute_async(script)]) {
      expect(await run('return o.x, {pcall(function() return o.x end)}, two()')).toEqual([{ made: [5] }, [true, { made: [5] }], 1, { two: 2 }])
      await expect(run('fail()')).rejects.toBe(mine)
    }
  })

  it('can be cancelled meanwhile', async () => {
    const vm = new lua.init({ get: (value: unknown) => busy(value).then((it) => { setImmediate(() => vm.cancel()); return it }) }, { libraries: 'all', callbacks: 'hop', timeout: 60_000 })
    await expect(vm.execute_script_async('while true do get({1}) end')).rejects.toMatchObject({ code: 'ERR_LUA_CANCELED' })
    expect(vm.execute_script('return 1')).toBe(1)
  })
})
