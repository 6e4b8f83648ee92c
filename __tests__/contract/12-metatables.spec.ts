// Section 12: metatables whose metamethods are functions of JavaScript.

import { describe, expect, it } from 'vitest'
import { collectGarbage } from '../collect'
import { open } from './open'

describe('set_metatable', () => {
  it.each<[string, (...args: any[]) => unknown, string, unknown]>([
    ['__add', (a, b) => a.v + b.v, 'return a + b', 5],
    ['__sub', (a, b) => a.v - b.v, 'return a - b', -1],
    ['__mul', (a, b) => a.v * b.v, 'return a * b', 6],
    ['__div', (a, b) => a.v / b.v, 'return b / a', 1.5],
    ['__mod', (a, b) => a.v % b.v, 'return b % a', 1],
    ['__unm', (a) => -a.v, 'return -a', -2],
    ['__concat', (a, b) => `${a.v}${b.v}`, 'return a .. b', '23'],
    ['__len', (a) => a.v, 'return #a', 2],
    ['__eq', (a, b) => a.v < b.v, 'return a == b', true],
    ['__lt', (a, b) => a.v < b.v, 'return a < b', true],
    ['__le', (a, b) => a.v <= b.v, 'return b <= a', false],
    ['__call', (a, n) => a.v * n, 'return a(4)', 8],
    ['__index', (_, key) => `no ${key}`, 'return a.x', 'no x'],
    ['__tostring', (a) => `v=${a.v}`, 'return tostring(b)', 'v=3'],
  ])('%s', (event, metamethod, script, expected) => {
    const vm = open()
    vm.execute_script('a = {v = 2}  b = {v = 3}')
    for (const name of ['a', 'b']) vm.set_metatable(name, { [event]: metamethod })
    expect(vm.execute_script(script)).toEqual(expected)
  })

  it('lets a function take assignments', () => {
    const vm = open()
    const seen: unknown[] = []
    vm.execute_script('t = {}')
    vm.set_metatable('t', { __newindex: (t: object, key: string, value: unknown) => { seen.push(typeof t, key, value) } })
    vm.execute_script('t.x = {1}')
    expect(seen).toEqual(['object', 'x', [1]])
    expect(vm.execute_script('return rawget(t, "x")')).toBeNull()
  })

  it('keeps what is no function as it is, in place of all that was there', () => {
    const vm = open()
    vm.execute_script('t = setmetatable({}, {__metatable = "locked", __len = function() return 9 end})')
    vm.set_metatable('t', { __index: { a: 1 }, __metatable: 'mine' })
    expect(vm.execute_script('return t.a, #t, getmetatable(t)')).toEqual([1, 0, 'mine'])
  })

  it('takes any table of the context', () => {
    const vm = open()
    const env = vm.create_environment()
    const proxy = vm.execute_script('return setmetatable({}, {})')
    for (const target of [env, proxy, vm.create_table()]) {
      vm.set_metatable(target, { __index: (_: object, key: string) => key })
      expect(vm.execute_script_in(target, 'return anything')).toBe('anything')
    }
  })

  it('says what is wrong', () => {
    const vm = open()
    vm.execute_script('n = 1  t = {}')
    expect(() => vm.set_metatable('missing', {})).toThrow("Global 'missing' does not exist")
    expect(() => vm.set_metatable('n', {})).toThrow(/not a table/)
    for (const target of [5, {}, null]) expect(() => vm.set_metatable(target, {})).toThrow(/global name or a table handle/)
    for (const metatable of [5, 'x', null, undefined]) expect(() => vm.set_metatable('t', metatable)).toThrow(/metatable must be an object/)
    const released = vm.create_table()
    released.release()
    expect(() => vm.set_metatable(released, {})).toThrow(/has been released/)
    expect(() => vm.set_metatable(open().create_table(), {})).toThrow(/different Lua context/)
  })

  it('closes variables, and reports what closing throws', () => {
    const vm = open()
    let closed = 0
    vm.execute_script('t = {}')
    vm.set_metatable('t', { __close: () => { closed++ } })
    vm.execute_script('do local x <close> = t end')
    expect(closed).toBe(1)
    vm.set_metatable('t', { __close: () => { throw new Error('cannot close') } })
    expect(() => vm.execute_script('do local x <close> = t end')).toThrow(/cannot close/)
  })
})

describe('set_metatable, further', () => {
  it('takes names as they are, and reports what looking them up raises', () => {
    const vm = open({ 'a.b': {} })
    vm.set_metatable('a.b', { __index: { x: 1 } })
    expect(vm.execute_script('return _G["a.b"].x')).toBe(1)
    expect(() => vm.set_metatable('math.none', {})).toThrow("Global 'math.none' does not exist")
    vm.execute_script('setmetatable(_G, {__index = function() error("hostile") end})')
    expect(() => vm.set_metatable('x', {})).toThrow(/hostile/)
  })

  it('keeps modes and texts, which Lua then obeys', () => {
    const vm = open()
    vm.execute_script('weak = {}')
    vm.set_metatable('weak', { __mode: 'k', __name: 'Weak' })
    vm.execute_script('weak[{}] = 1')
    vm.gc('collect')
    expect(vm.execute_script('return next(weak), (tostring(weak):gsub("0x.*", ""))')).toEqual([null, 'Weak: '])
  })

  it('gives operands as proxies with the new metatable, keys and values converted, one result', () => {
    const vm = open()
    const seen: unknown[] = []
    vm.execute_script('t = {n = 1}')
    vm.set_metatable('t', {
      __index: (self: any, key: unknown) => { seen.push(self.n, key); return ['a', 'b'] },
      __newindex: (self: any, key: unknown, value: unknown) => { seen.push(key, value) },
      __call: (_: any, ...args: unknown[]) => args,
    })
    expect(vm.execute_script('t[1.5] = {x = {1}} return select("#", t(1, 2)), #t(1, 2), t.missing, t[true]')).toEqual([1, 2, ['a', 'b'], ['a', 'b']])
    expect(seen).toEqual([1.5, { x: [1] }, 1, 'missing', 1, true])
  })

  it('runs __gc once, on collection, on reset, and where the context is disposed of', () => {
    const vm = open()
    const log: string[] = []
    const mark = (name: string) => { vm.execute_script(`${name} = {}`); vm.set_metatable(name, { __gc: () => { log.push(name); throw new Error('lost') } }) }
    mark('collected')
    vm.execute_script('collected = nil')
    vm.gc('collect')
    vm.gc('collect')
    expect(log).toEqual(['collected'])
    mark('replaced')
    vm.reset()
    expect(log).toEqual(['collected', 'replaced'])
    mark('closed')
    vm.dispose()
    expect(log).toEqual(['collected', 'replaced', 'closed'])
  })

  it('closes variables in order, with the error there is', () => {
    const vm = open()
    const seen: unknown[] = []
    vm.execute_script('a = {n = 1} b = {n = 2}')
    for (const name of ['a', 'b']) vm.set_metatable(name, { __close: (self: any, error: unknown) => { seen.push(self.n, error) } })
    vm.execute_script('pcall(function() local x <close> = a local y <close> = b error("why", 0) end)')
    expect(seen).toEqual([2, 'why', 1, 'why'])
  })

  it('lets superseded functions go', async () => {
    const vm = open()
    vm.execute_script('t = {}')
    const references = Array.from({ length: 5 }, () => {
      const f = () => 1
      vm.set_metatable('t', { __index: f, __len: f })
      return new WeakRef(f)
    })
    vm.set_metatable('t', {})
    vm.gc('collect')
    vm.gc('count')
    await collectGarbage()
    expect(references.filter((reference) => reference.deref())).toEqual([])
  })
})
