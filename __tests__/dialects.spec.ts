// Contexts of different versions of Lua, side by side.

import { describe, expect, it } from 'vitest'
import lua from '../index.mjs'

const dialects = ['5.1', '5.2', '5.3', '5.4', '5.5'] as const
const make = (dialect: (typeof dialects)[number], options = {}) =>
  new lua.init({}, { libraries: 'all', dialect, ...options })

describe('bytecode of another dialect', () => {
  for (const writer of dialects) {
    it(`of ${writer} is refused by the others`, () => {
      const bytecode = make(writer).compile('return 42')
      for (const reader of dialects) {
        const run = () => make(reader).load_bytecode(bytecode)
        if (reader === writer) expect(run()).toBe(42)
        else expect(run).toThrow(/version mismatch|bad header|truncated|precompiled chunk|bad binary format/)
      }
    })
  }
})

describe('values that cross between contexts of different dialects', () => {
  it('numbers without a fraction become integers where there are integers', () => {
    const three = make('5.1').execute_script('return 6 / 2')
    for (const dialect of ['5.3', '5.4', '5.5'] as const) {
      const vm = make(dialect)
      vm.set_global('three', three)
      expect(vm.execute_script('return math.type(three), tostring(three)')).toEqual(['integer', '3'])
    }
    const old = make('5.2')
    old.set_global('three', make('5.5').execute_script('return 3'))
    expect(old.execute_script('return tostring(three), three / 2')).toEqual(['3', 1.5])
  })

  it('large integers cross exactly, or become the nearest float', () => {
    const large = make('5.5').execute_script('return math.maxinteger')
    const [exact, nearest] = [make('5.3'), make('5.1')]
    for (const vm of [exact, nearest]) vm.set_global('large', large)
    expect(exact.execute_script('return large == math.maxinteger')).toBe(true)
    expect(nearest.execute_script('return large == 2^63')).toBe(true)
  })

  it('nothing becomes an integer where there are none', () => {
    const vm = make('5.1')
    const sum = 'local list, back = ... return n * n, fields.n * fields.n, list[1] * list[1], call() * call(), tostring(n * n * n)'
    vm.set_global('n', 2 ** 40)
    vm.set_global('fields', { n: 2 ** 40 })
    vm.set_global('call', () => 2 ** 40)
    const run = vm.execute_script(`return function(...) ${sum} end`)
    expect(run([2 ** 40])).toEqual([2 ** 80, 2 ** 80, 2 ** 80, 2 ** 80, '1.3292279957849e+36'])
  })

  it('functions run with the rules of their own context', () => {
    const half = make('5.1').execute_script('return function(n) return tostring(n / 2), n end')
    const vm = make('5.5')
    vm.set_global('half', half)
    expect(vm.execute_script('local text, n = table.unpack(half(6)) return text, math.type(n)')).toEqual(['3', 'integer'])
  })

  it('tables are copied without their metatables', () => {
    const vm = make('5.4')
    vm.set_global('list', make('5.1').execute_script('return { 1, 2.5, "x" }'))
    expect(vm.execute_script('return #list, math.type(list[1]), list[2], list[3], getmetatable(list)')).toEqual([3, 'integer', 2.5, 'x', null])
  })

  it('shared tables hold what any of the contexts stores', () => {
    const table = lua.createSharedTable({ n: 0 })
    const [old, late] = [make('5.1', { shared: { table } }), make('5.5', { shared: { table } })]
    table.set('n', old.execute_script('return 8 / 2'))
    expect(late.execute_script('return math.type(table.n)')).toBe('integer')
  })
})
