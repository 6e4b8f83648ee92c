// Sections 7, 8, 9 and 12: table handles, proxies, environments, metatables.

import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { collectGarbage } from '../collect'
import { open } from './open'

describe('table handles', () => {
  it('read and write the table itself', () => {
    const vm = open()
    vm.execute_script('t = {a = 1, b = {c = 2}, 10, 20, [true] = "yes", [1.5] = "float"}')
    const t = vm.get_global_ref('t')
    expect([t.get('a'), t.get(1), t.get(true), t.get(1.5), t.get('1'), t.get('missing')]).toEqual([1, 10, 'yes', 'float', null, null])
    t.set('d', [1, 2])
    t.set('a', null)
    expect(vm.execute_script('return t.d[2], t.a')).toEqual([2, null])
    expect([t.has('d'), t.has('a'), t.length()]).toEqual([true, false, 2])
    t.get('b').c = 9
    expect(t.get_ref('b').get('c')).toBe(2)
    t.getRef('b').set('c', 3)
    expect(vm.execute_script('return t.b.c')).toBe(3)
  })

  it('never take one kind of key for another', () => {
    const vm = open()
    const t = vm.create_table()
    for (const key of ['123', ' 12', '+12', '']) t.set(key, key)
    t.set(123, 'number')
    expect(vm.execute_script_in(vm.create_environment({ inherit: true }), 'return 1')).toBe(1)
    expect(t.get('123')).toBe('123')
    expect(t.get(123)).toBe('number')
    for (const key of [{}, Symbol('x'), null]) expect(() => t.get(key)).toThrow(/key must be a string, number, or boolean/)
    expect(() => t.get()).toThrow(/requires a key argument/)
    expect(() => t.get_ref()).toThrow(/requires a key argument/)
    expect(() => t.set(NaN, 1)).toThrow(/NaN/)
  })

  it('say what is not a table', () => {
    const t = open().create_table({ n: 1, s: 'x' })
    expect(() => t.get_ref('n')).toThrow(/'n' is not a table \(got number\)/)
    expect(() => t.get_ref('s')).toThrow(/\(got string\)/)
    expect(() => t.get_ref('x')).toThrow(/\(got nil\)/)
  })

  it('ask the metatable, and raise what it raises', () => {
    const vm = open()
    vm.execute_script(`t = setmetatable({1}, {__index = function(_, k) if k == 'bad' then error('cause') end return k .. '!' end,
      __newindex = function() error('read only') end, __len = function() return 7 end})`)
    const t = vm.get_global_ref('t')
    expect([t.get('x'), t.has('x'), t.length()]).toEqual(['x!', true, 7])
    expect(() => t.get('bad')).toThrow(/cause/)
    expect(() => t.get_ref('bad')).toThrow(/cause/)
    expect(() => t.set('y', 1)).toThrow(/read only/)
    expect(t.pairs()).toEqual([[1, 1]])
  })

  it('list entries, items and keys', () => {
    const vm = open()
    const t = vm.create_table(['a', 'b'])
    t.set('k', { x: 1 })
    expect(t.pairs()).toEqual([[1, 'a'], [2, 'b'], ['k', { x: 1 }]])
    expect(t.ipairs()).toEqual([[1, 'a'], [2, 'b']])
    expect(t.keys()).toEqual([1, 2, 'k'])
    expect([...t]).toEqual(t.pairs())
    vm.set_global('t', t)
    vm.execute_script('t[{}] = 1  t[print] = 2')
    expect(t.keys()).toEqual([1, 2, 'k'])
  })

  it('are iterated one entry at a time over the keys of the beginning', () => {
    const t = open().create_table([1, 2, 3])
    const cursor = t[Symbol.iterator]()
    expect(cursor[Symbol.iterator]()).toBe(cursor)
    expect(cursor.next()).toEqual({ value: [1, 1], done: false })
    t.set(2, null)
    t.set('new', 1)
    t.set(3, 'changed')
    expect(cursor.next()).toEqual({ value: [3, 'changed'], done: false })
    expect(cursor.next()).toEqual({ value: undefined, done: true })
    const other = t[Symbol.iterator]()
    t.release()
    expect(other.next().done).toBe(true)
  })

  it('can be released, again and again', () => {
    const vm = open()
    const t = vm.create_table()
    t.release()
    t.release()
    vm.release(t)
    for (const use of [() => t.get('a'), () => t.set('a', 1), () => t.keys(), () => [...t], () => vm.set_global('t', t)]) {
      expect(use).toThrow(/table handle has been released/)
    }
  })

  it('are the same table everywhere in Lua', () => {
    const vm = open({ same: (a: unknown) => a })
    const t = vm.create_table({ list: [] })
    vm.set_global('t', t)
    vm.set_global('holder', { inner: [t] })
    expect(vm.execute_script('return holder.inner[1] == t')).toBe(true)
    expect(inspect(t)).toMatch(/^LuaTable/)
  })

  it('of other contexts are refused', () => {
    const [a, b] = [open(), open()]
    expect(() => b.set_global('t', a.create_table())).toThrow(/table handle belongs to a different Lua context/)
    expect(() => b.set_global('t', [{ deep: a.create_table() }])).toThrow(/different Lua context/)
    expect(() => b.release(a.create_table())).toThrow(/different Lua context/)
  })
})

describe('proxies', () => {
  const make = (vm: any) => vm.execute_script(`return setmetatable({5, n = 1, inner = setmetatable({v = 2}, {})},
    {__index = function(_, k) return k == 'virtual' and 'made' or nil end, __tostring = function() return 'text' end})`)

  it('look like objects', () => {
    const p = make(open())
    expect([p.n, p['1'], p.virtual, p.missing, p.inner.v]).toEqual([1, 5, 'made', null, 2])
    expect(['n' in p, 'missing' in p]).toEqual([true, false])
    expect(Object.keys(p).sort()).toEqual(['1', 'inner', 'n'])
    expect({ ...p }).toMatchObject({ 1: 5, n: 1 })
    expect(p.then).toBeUndefined()
    expect(typeof p).toBe('object')
    expect(`${p}`).toBe('text')
    expect(JSON.stringify(make(open()).inner)).toBe('{"v":2}')
  })

  it('are the table', () => {
    const vm = open()
    const p = make(vm)
    p.n = 7
    p['2'] = 'two'
    delete p['1']
    vm.set_global('p', p)
    expect(vm.execute_script('return p.n, rawget(p, 2), rawget(p, 1)')).toEqual([7, 'two', null])
    p['1'] = 'one'
    expect(vm.execute_script('return rawget(p, 1), #p')).toEqual(['one', 2])
    expect(vm.execute_script('q = {p} return q[1] == p')).toBe(true)
    vm.set_metatable(p, { __index: { other: 1 } })
    expect(p.other).toBe(1)
    vm.release(p)
    expect(() => p.n).toThrow(/table handle has been released/)
    expect(() => { p.n = 2 }).toThrow(/table handle has been released/)
    expect(() => Object.keys(p)).toThrow(/table handle has been released/)
  })

  it('are told apart from promises without asking Lua', async () => {
    const vm = open()
    const p = vm.execute_script('asked = 0 return setmetatable({}, {__index = function() asked = asked + 1 return function() end end})')
    expect(await p).toBe(p)
    expect(vm.get_global('asked')).toBe(0)
  })
})

describe('environments', () => {
  it('have what they are given', () => {
    const vm = open()
    const bare = vm.create_environment()
    expect(bare.keys()).toEqual([])
    expect(() => vm.execute_script_in(bare, 'return type(1)')).toThrow(/attempt to call a nil value/)
    const listed = vm.create_environment({ whitelist: ['type', 'string', 'nothing'] })
    expect(vm.execute_script_in(listed, 'x = 3 return type(x), string.rep("a", 2), print')).toEqual(['number', 'aa', null])
    expect([listed.get('x'), vm.get_global('x')]).toEqual([3, null])
    const inheriting = vm.create_environment({ inherit: true })
    vm.set_global('late', 1)
    expect(vm.execute_script_in(inheriting, 'late = late + 1 return late')).toBe(2)
    expect(vm.get_global('late')).toBe(1)
  })

  it('refuse wrong options', () => {
    const vm = open()
    for (const options of [1, 'x', []]) expect(() => vm.create_environment(options)).toThrow(/must be an object/)
    expect(() => vm.create_environment({ whitelist: 'print' })).toThrow(/must be an array of strings/)
    expect(() => vm.create_environment({ whitelist: [1] })).toThrow(/entries must be strings/)
  })

  it('may be any table, of this context', () => {
    const vm = open()
    expect(vm.execute_script_in(vm.create_table({ x: 4 }), 'return x', { chunkName: '@e' })).toBe(4)
    expect(() => vm.execute_script_in({}, 'return 1')).toThrow(/must be an environment or table reference/)
    expect(() => vm.execute_script_in(vm.create_table())).toThrow(/requires an environment and a script string/)
    expect(() => vm.execute_script_in(open().create_table(), 'return 1')).toThrow(/different Lua context/)
    const released = vm.create_table()
    released.release()
    expect(() => vm.execute_script_in(released, 'return 1')).toThrow(/table handle has been released/)
  })
})

describe('set_metatable', () => {
  it('gives tables metamethods of JavaScript', () => {
    const vm = open()
    vm.execute_script('t = {n = 1}')
    vm.set_metatable('t', {
      __add: (a: any, b: any) => (typeof a === 'number' ? a + b.n : a.n + b),
      __call: (self: any, x: number) => self.n + x,
      __index: { fallback: 'f' },
      __tostring: () => 'T',
      __eq: () => true,
    })
    expect(vm.execute_script('return t + 1, 2 + t, t(5), t.fallback, tostring(t), #tostring(t)')).toEqual([2, 3, 6, 'f', 'T', 1])
    const handle = vm.create_table()
    vm.set_metatable(handle, { __len: () => 42 })
    expect(handle.length()).toBe(42)
  })

  it('says what is wrong with its arguments', () => {
    const vm = open({}, { libraries: [] })
    vm.set_global('n', 1)
    expect(() => vm.set_metatable('missing', {})).toThrow(/'missing' does not exist/)
    expect(() => vm.set_metatable('n', {})).toThrow(/not a table/)
    expect(() => vm.set_metatable(5, {})).toThrow(/global name or a table handle/)
    expect(() => vm.set_metatable(vm.create_table(), 5)).toThrow(/metatable must be an object/)
    expect(() => vm.set_metatable(open().create_table(), {})).toThrow(/different Lua context/)
  })
})

describe('create_table', () => {
  it('makes a table of an array or an object', () => {
    const vm = open()
    for (const nothing of [[], [undefined], [null]]) expect(vm.create_table(...nothing).keys()).toEqual([])
    expect(vm.create_table(['a', , 'c']).pairs()).toEqual([[1, 'a'], [3, 'c']])
    expect(vm.create_table(Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true } })).keys().sort()).toEqual(['inherited', 'own'])
    for (const wrong of [5, 'text', true]) expect(() => vm.create_table(wrong)).toThrow(new TypeError('create_table() argument must be an object or array'))
  })

  it('makes nothing where a value cannot be converted', () => {
    const vm = open()
    expect(() => vm.create_table({ a: 1, b: Symbol('s') })).toThrow(/Symbol/)
    expect(() => open({}, { maxMemory: 256 * 1024 }).create_table(Array.from({ length: 100_000 }, (_, i) => `item ${i}`))).toThrow(/memory/i)
  })
})

describe('keys of handles', () => {
  it('are integers as far as Lua has them, floats beyond, and booleans', () => {
    const vm = open()
    const t = vm.create_table()
    for (const key of [1, 2 ** 53, -(2 ** 63), 2 ** 63, 1.5, -0, true, false, 'a']) t.set(key, `${key}`)
    vm.set_global('t', t)
    expect(vm.execute_script('return t[1], t[1 << 53], t[math.mininteger], t[2^63], t[1.5], t[0], t[true], t[false], t.a')).toEqual(
      ['1', '9007199254740992', '-9223372036854776000', '9223372036854776000', '1.5', '0', 'true', 'false', 'a'])
    expect(t.keys()).toContain(9007199254740992n)
    expect(t.get(NaN)).toBeNull()
    for (const key of [undefined, [], () => {}, 5n]) {
      for (const use of [() => t.get(key), () => t.set(key, 1), () => t.has(key), () => t.get_ref(key)]) expect(use).toThrow(/key must be a string, number, or boolean/)
    }
    expect(() => t.set('a')).toThrow(TypeError)
    expect(() => t.set()).toThrow(TypeError)
  })
})

describe('what handles read', () => {
  it('is raw for pairs, and through __index for get, has and ipairs', () => {
    const vm = open()
    vm.execute_script(`t = setmetatable({1}, {__index = function(_, k) if k == 2 then return "two" end end, __pairs = function() error("never") end})`)
    const t = vm.get_global_ref('t')
    expect([t.pairs(), t.ipairs(), t.has(2), t.has(3)]).toEqual([[[1, 1]], [[1, 1], [2, 'two']], true, false])
    expect([...t]).toEqual([[1, 1]])
  })

  it('is a length of the metatable, if that is an integer', () => {
    const vm = open()
    vm.execute_script('t = setmetatable({}, {__len = function() return "long" end})  u = setmetatable({}, {__len = function() return 4.0 end})')
    expect(() => vm.get_global_ref('t').length()).toThrow('object length is not an integer')
    expect(vm.get_global_ref('u').length()).toBe(4)
  })

  it('leaves out keys that have no name in JavaScript, and converts nothing for keys()', () => {
    const vm = open()
    vm.execute_script('t = {10, x = {}, [2.5] = 1, [true] = 2, [print] = 3, [{}] = 4, [io.stdout] = 5, [coroutine.create(print)] = 6}')
    let calls = 0
    vm.register_from_lua_converter(() => { calls++; return false }, () => 0)
    const t = vm.get_global_ref('t')
    expect(t.keys()).toEqual(expect.arrayContaining([1, 'x', 2.5, true]))
    expect(t.keys()).toHaveLength(4)
    expect(calls).toBe(0)
    expect(t.pairs()).toHaveLength(4)
    expect(calls).toBe(1)
  })

  it('is what a nested handle shares with its parent', () => {
    const vm = open()
    vm.execute_script('t = {inner = {n = 1}, mt = setmetatable({}, {__index = {deep = {n = 2}}})}')
    const t = vm.get_global_ref('t')
    const inner = t.get_ref('inner')
    t.release()
    inner.set('n', 5)
    expect([vm.execute_script('return t.inner.n'), vm.get_global_ref('t').get_ref('mt').get_ref('deep').get('n')]).toEqual([5, 2])
  })
})

describe('iterators of handles', () => {
  it('are independent, in the order of pairs, and end where the loop is left', () => {
    const vm = open()
    const t = vm.create_table({ b: 1, a: 2, c: 3 })
    expect([...t]).toEqual(t.pairs())
    const [one, two] = [t[Symbol.iterator](), t[Symbol.iterator]()]
    one.next()
    one.next()
    expect(two.next().value).toEqual(t.pairs()[0])
    for (const _ of t) break
    t.release()
    expect(() => [...t]).toThrow(/table handle has been released/)
    expect(two.next()).toEqual({ value: undefined, done: true })
  })

  it('say that the state was replaced', () => {
    const vm = open()
    const cursor = vm.create_table([1, 2])[Symbol.iterator]()
    cursor.next()
    vm.reset()
    expect(() => cursor.next()).toThrow(/replaced by reset|not usable/)
  })
})

describe('handles, limits and errors', () => {
  it('obey the budget of each call, and forget what was thrown before', async () => {
    const vm = open({}, { maxInstructions: 10_000 })
    vm.execute_script('t = setmetatable({}, {__index = function(_, k) if k == "loop" then while true do end end return k end})')
    const t = vm.get_global_ref('t')
    for (let i = 0; i < 50; i++) expect(t.get(`k${i}`)).toBe(`k${i}`)
    expect(() => t.get('loop')).toThrow(/instruction limit exceeded/)
    expect(t.get('after')).toBe('after')
    const reference = (() => {
      const error = new Error('once')
      vm.set_global('boom', () => { throw error })
      vm.execute_script('pcall(boom) boom = nil')
      return new WeakRef(error)
    })()
    vm.gc('collect')
    for (let i = 0; i < 5; i++) t.get('x')
    vm.get_global('t').x
    await collectGarbage()
    expect(reference.deref()).toBeUndefined()
  })
})

describe('objects of other kinds where a table is asked for', () => {
  it.each<[string, object, [unknown, unknown][]]>([
    ['a date', new Date(5), []],
    ['an expression', /x/, []],
    ['bytes', new Uint8Array([7, 8]), [['0', 7], ['1', 8]]],
    ['a buffer of bytes', new ArrayBuffer(2), []],
    ['a map', new Map([['a', 1]]), [['a', 1]]],
    ['a set', new Set([5]), [[1, 5]]],
    ['a boxed text', Object('xy'), [['0', 'x'], ['1', 'y']]],
    ['an address', new URL('http://a.example/'), []],
  ])('%s is the table of what it has', (_, object, entries) => {
    const vm = open()
    expect(vm.create_table(object).pairs()).toEqual(expect.arrayContaining(entries))
    vm.execute_script('t = {}')
    vm.set_metatable('t', object)
    vm.register_module('m', object)
    expect(vm.execute_script('return type(getmetatable(t)), type(require("m")), t.x')).toEqual(['table', 'table', null])
    expect(() => vm.create_table(Object.assign(Object.create(null), object))).not.toThrow()
  })
})
