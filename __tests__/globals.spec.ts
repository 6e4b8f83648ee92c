// Global variables, by name and by path.

import { describe, expect, it } from 'vitest'
import lua from '../index.mjs'

const open = (callbacks = {}) => new lua.init(callbacks, { libraries: 'all' })

describe('set_global and get_global', () => {
  it('work on a variable', () => {
    const vm = open()
    vm.set_global('x', 1)
    expect(vm.execute_script('return x')).toBe(1)
    vm.execute_script('x = {y = 2}')
    expect(vm.get_global('x')).toEqual({ y: 2 })
    expect(vm.get_global('missing')).toBeNull()
    vm.set_global('x', undefined)
    expect(vm.execute_script('return x')).toBeNull()
    vm.set_global('', 'empty name')
    expect(vm.get_global('')).toBe('empty name')
  })

  it('follow a path, and make the tables on it', () => {
    const vm = open()
    vm.set_global('app.config.depth', 3)
    expect(vm.execute_script('return app.config.depth')).toBe(3)
    expect(vm.get_global('app.config.depth')).toBe(3)
    expect(vm.get_global('app.nothing.here')).toBeNull()
    expect(vm.get_global('math.pi')).toBe(Math.PI)
    vm.set_global('list.1', 'text key')
    expect(vm.execute_script('return list["1"], list[1]')).toEqual(['text key', null])
  })

  it('refuse a path that is none', () => {
    const vm = open()
    for (const path of ['.a', 'a.', 'a..b', '.']) {
      expect(() => vm.set_global(path, 1)).toThrow(/Invalid global path.*segments must be non-empty/)
      expect(() => vm.get_global(path)).toThrow(/segments must be non-empty/)
    }
    vm.set_global('n', 5)
    expect(() => vm.set_global('n.x', 1)).toThrow(/'n' is not a table \(got number\)/)
    expect(() => vm.get_global('n.x')).toThrow(/index a number/)
  })

  it('honour metamethods of the global table', () => {
    const vm = open()
    vm.execute_script('setmetatable(_G, {__index = function(_, k) return k .. "!" end, __newindex = function(t, k, v) rawset(t, k, {v}) end})')
    expect(vm.get_global('hello')).toBe('hello!')
    vm.set_global('y', 1)
    expect(vm.get_global('y')).toEqual([1])
    vm.execute_script('setmetatable(_G, {__index = function() error("no reading") end, __newindex = function() error("no writing") end})')
    expect(() => vm.get_global('z')).toThrow(/no reading/)
    expect(() => vm.set_global('z', 1)).toThrow(/no writing/)
  })
})

describe('callbacks of the constructor', () => {
  it('are all enumerable properties, with names as they are', () => {
    const vm = open(Object.assign(Object.create({ inherited: 1 }), { 'a.b': 2, f: () => 3, list: [4] }))
    expect(vm.execute_script('return inherited, _G["a.b"], f(), list[1]')).toEqual([1, 2, 3, 4])
  })

  it('that throw when read refuse the context', () => {
    const error = new Error('no')
    expect(() => open({ get x() { throw error } })).toThrow(error)
  })
})
