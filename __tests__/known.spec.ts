// Names that are used again and again cross as numbers; nothing that can be seen depends on it.

import { describe, expect, it } from 'vitest'
import lua from '../index.mjs'

const open = (callbacks = {}, options = {}): any => new lua.init(callbacks, { libraries: 'all', ...options })

const NAMES = ['x', '', 'then', 'constructor', '__proto__', 'toString', 'é', '\ud800', 'a\0b', 'with space', '漢字', 'n'.repeat(40), 'n'.repeat(41), '1', '-1', '1.5', '007']
const VALUES = [1, 1.5, 'text', true, null, undefined, [1, 2], { a: { b: 1 } }, 10n ** 17n, new Uint8Array([65])]
const RETURNED = [1, 1.5, 'text', true, null, null, [1, 2], { a: { b: 1 } }, 10n ** 17n, 'A']

describe('names that are used again', () => {
  it.each(NAMES)('%o is the same variable and the same field each time', (name) => {
    const vm = open()
    vm.execute_script('t = {} p = setmetatable({}, {})')
    const [handle, proxy] = [vm.get_global_ref('t'), vm.get_global('p')]
    for (let i = 0; i < 3; i++) {
      for (const [at, value] of VALUES.entries()) {
        vm.set_global(name, value)
        handle.set(name, value)
        proxy[name] = value
        expect([vm.get_global(name), handle.get(name)]).toEqual([RETURNED[at], RETURNED[at]])
        if (name !== 'then') expect(proxy[name]).toEqual(RETURNED[at])
      }
    }
    vm.set_global('name', name)
    if (!name.includes('.')) {
      vm.execute_script('_G[name] = "by Lua" t[name] = "by Lua"')
      expect([vm.get_global(name), handle.get(name)]).toEqual(['by Lua', 'by Lua'])
    }
  })

  it('are told apart from numbers', () => {
    const vm = open()
    for (let i = 0; i < 4; i++) vm.set_global('x', i)
    const t = vm.create_table(['one'])
    for (let i = 0; i < 4; i++) t.set('x', i)
    for (const wrong of [0, 1, -1, 5n, null, undefined, {}]) {
      expect(() => vm.get_global(wrong)).toThrow('Expected string name as first argument')
      expect(() => vm.set_global(wrong, 1)).toThrow('Expected string name as first argument')
    }
    expect([t.get(0), t.get(1), t.get('1'), t.get('x')]).toEqual([null, 'one', null, 3])
    expect(() => t.set('x')).toThrow(TypeError)
    expect(() => vm.set_global('x')).toThrow(TypeError)
  })

  it('give functions their names', () => {
    const vm = open()
    for (let i = 0; i < 4; i++) vm.set_global('named', 1)
    vm.set_global('named', () => { throw 'text' })
    expect(() => vm.execute_script('named()')).toThrow("Host function 'named' threw an exception: text")
  })

  it('ask the metatables that there are', () => {
    const vm = open()
    for (let i = 0; i < 4; i++) expect(vm.get_global('asked')).toBeNull()
    vm.execute_script('setmetatable(_G, {__index = function(_, k) return k .. "!" end, __newindex = function(t, k, v) rawset(t, k, v * 2) end})')
    expect(vm.get_global('asked')).toBe('asked!')
    vm.set_global('asked', 4)
    expect(vm.get_global('asked')).toBe(8)
    vm.execute_script('setmetatable(_G, {__index = function() error("cause") end})')
    expect(() => vm.get_global('missing')).toThrow(/cause/)
    expect(() => vm.get_global('missing')).toThrow(/cause/)
    expect(() => vm.get_global('missing')).toThrow(/cause/)
  })

  it('belong to no context, and to no state of one', () => {
    const [a, b] = [open(), open()]
    for (let i = 0; i < 4; i++) {
      a.set_global('mine', i)
      expect([a.get_global('mine'), b.get_global('mine')]).toEqual([i, i === 0 ? null : 10 * (i - 1)])
      b.set_global('mine', 10 * i)
      a.reset()
      expect(a.get_global('mine')).toBeNull()
      a.gc('collect')
    }
    b.dispose()
    expect(() => b.get_global('mine')).toThrow(/has been closed/)
    expect(() => b.set_global('mine', 1)).toThrow(/has been closed/)
  })

  it('may be very many', () => {
    const [a, b] = [open(), open()]
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 1500; i++) {
        a.set_global(`name${i}`, i + round)
        a.set_global(`name${i}`, i + round)
        b.set_global(`name${i % 100}`, -i)
        if (i % 300 === 0) a.gc('collect')
      }
      for (let i = 0; i < 1500; i++) expect(a.get_global(`name${i}`)).toBe(i + round)
      for (let i = 0; i < 100; i++) expect(b.get_global(`name${i}`)).toBe(-1400 - i)
    }
  })

  it('are refused while a run is in flight', async () => {
    const vm = open()
    const t = vm.create_table()
    for (let i = 0; i < 4; i++) {
      vm.set_global('x', i)
      t.set('x', i)
    }
    const run = vm.execute_script_async('x = x + 1 return x')
    for (const use of [() => vm.get_global('x'), () => vm.set_global('x', 1), () => t.get('x'), () => t.set('x', 1)]) expect(use).toThrow(/busy with an async operation/)
    expect(await run).toBe(4)
    expect(vm.get_global('x')).toBe(4)
  })

  it('stay the same names while a value is read that uses so many others that all are forgotten', () => {
    const vm = open()
    const handle = vm.create_table({})
    const others = () => {
      for (let i = 0; i < 1200; i++) for (let use = 0; use < 3; use++) vm.get_global('other' + i)
      return 'read'
    }
    const value = { get field() { return others() } }
    for (let i = 0; i < 4; i++) {
      vm.set_global('first', i)
      handle.set('first', i)
    }
    vm.set_global('first', value)
    expect(vm.get_global('first')).toEqual({ field: 'read' })
    for (let i = 0; i < 4; i++) handle.set('first', i)
    handle.set('first', value)
    expect(handle.get('first')).toEqual({ field: 'read' })
    expect(handle.pairs()).toEqual([['first', { field: 'read' }]])
  })
})
