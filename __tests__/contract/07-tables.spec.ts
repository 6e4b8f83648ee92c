// Sections 7, 8, 9 and 12: table handles, proxies, environments, metatables.

import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
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
    expect(vm.execute_script('return p.n, rawget(p, 2), rawget(p, 1), #p')).toEqual([7, 'two', null, 2])
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
