// Nested values both ways: what comes back is what was given, whatever way it takes.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import lua from '../index.mjs'

const open = (callbacks = {}, options = {}) => new lua.init(callbacks, { libraries: 'all', ...options })

/** Names that objects have: repeated ones, so that objects look alike, and strange ones. */
const name = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c', 'id', 'name', 'x', 'y', 'long name with spaces', 'ü', '漢字', '😀') },
  fc.string({ minLength: 1 }).filter((text) => !text.includes('\0')),
)
const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom('ÿ', '漢'.repeat(30), 'x'.repeat(300)))
// An integer that a number cannot tell from its neighbours comes back as a BigInt.
const double = (constraints = {}) => fc.double(constraints).filter((number) => !Number.isInteger(number) || Number.isSafeInteger(number) || Math.abs(number) >= 2 ** 63)
const leaf = fc.oneof(
  fc.integer(), double(), fc.constantFrom(-0, 0, 2 ** 31, -(2 ** 31) - 1, 2 ** 53 - 1, 1e300, NaN, Infinity), fc.boolean(), text,
  fc.bigInt({ min: 2n ** 53n + 1n, max: 2n ** 63n - 1n }),
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('array'), tie('object')),
  array: fc.array(tie('value'), { minLength: 1, maxLength: 40 }),
  object: fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 12, noNullPrototype: true }),
}))

describe('nested values', () => {
  const vm = open()
  const identity = vm.execute_script('return function(x) return x end')

  it('come back as they were', () => {
    fc.assert(fc.property(value, (given) => {
      for (let i = 0; i < 10; i++) expect(identity(given)).toEqual(given)
    }), { numRuns: 200 })
  })

  it('come back as they were, many at a time', () => {
    const record = fc.record({ id: fc.integer(), ratio: double({ noNaN: true }), ok: fc.boolean(), name: text, tags: fc.array(text, { minLength: 1 }), at: fc.record({ x: double(), y: fc.integer() }) })
    fc.assert(fc.property(fc.array(record, { minLength: 1, maxLength: 30 }), (given) => {
      expect(identity(given)).toEqual(given)
    }), { numRuns: 60 })
  })

  it('keep the order in which names were seen, for lists of names that begin alike', () => {
    const count = vm.execute_script('return function(t) local n, sum = 0, 0 for k, v in pairs(t) do n, sum = n + 1, sum + v end return n, sum end')
    const lists = [['a'], ['a', 'b'], ['a', 'c'], ['a', 'b', 'c'], ['b', 'a'], ['a', 'b', 'd'], ['a', 'b', 'c', 'd']]
    for (let round = 0; round < 12; round++) {
      for (const list of lists) {
        const object = Object.fromEntries(list.map((key, i) => [key, i + 1]))
        expect(count(object)).toEqual([list.length, (list.length * (list.length + 1)) / 2])
        expect(identity(object)).toEqual(object)
      }
    }
  })

  it('leave nothing out of objects with very many fields', () => {
    for (const size of [1, 2, 255, 256, 257, 258, 600, 2000]) {
      const object = Object.fromEntries(Array.from({ length: size }, (_, i) => [`key${i}`, i % 3 === 0 ? `text${i}` : i % 3 === 1 ? i : { nested: i }]))
      for (let i = 0; i < 12; i++) expect(identity(object)).toEqual(object)
    }
  })

  it('leave out what is nothing', () => {
    for (let i = 0; i < 12; i++) {
      expect(identity({ a: 1, b: undefined, c: null, d: 2 })).toEqual({ a: 1, d: 2 })
      expect(identity({ a: undefined })).toEqual([])
    }
  })

  it('know negative zero, holes, and numbers of both kinds', () => {
    for (let i = 0; i < 12; i++) {
      const given = { zero: 0, negative: -0, float: 1.5, big: 2 ** 40, nan: NaN }
      const back = identity(given)
      expect(back).toEqual(given)
      expect(Object.is(back.negative, -0)).toBe(true)
      expect(vm.call('math.type', identity(given).zero)).toBe('integer')
    }
    expect(identity([1, , 3])).toEqual({ 1: 1, 3: 3 })
  })

  it('own a name that would be a prototype', () => {
    for (let i = 0; i < 12; i++) {
      const back = identity(JSON.parse('{"__proto__": 1, "a": 2}'))
      expect(Object.getPrototypeOf(back)).toBe(Object.prototype)
      expect(Object.getOwnPropertyDescriptor(back, '__proto__')?.value).toBe(1)
    }
  })

  it('are read once, by getters that use Lua too', () => {
    let reads = 0
    const inner = { get deep() { reads++; return identity({ p: 1, q: { r: 2 } }).q.r }, plain: 1 }
    const outer = { first: 1, get second() { reads++; return identity([{ a: 1, b: 2 }, { a: 3, b: 4 }])[1].b }, third: inner }
    for (let i = 1; i <= 12; i++) {
      expect(identity(outer)).toEqual({ first: 1, second: 4, third: { deep: 2, plain: 1 } })
      expect(reads).toBe(2 * i)
      reads = 2 * i
    }
  })

  it('throw what a getter throws, and work afterwards', () => {
    const error = new Error('mine')
    for (let i = 0; i < 12; i++) {
      expect(() => identity({ a: 1, get b() { throw error } })).toThrow(error)
      expect(identity({ a: 1, b: 2 })).toEqual({ a: 1, b: 2 })
    }
  })

  it('may be proxies', () => {
    const proxy = new Proxy({ a: 1, b: { c: 2 } }, { get: (target: any, key) => (key === 'a' ? 10 : target[key]) })
    for (let i = 0; i < 12; i++) expect(identity(proxy)).toEqual({ a: 10, b: { c: 2 } })
  })

  it('may hold functions, bytes, dates and values of Lua', () => {
    const f = () => 1
    const g = vm.execute_script('return function() end')
    for (let i = 0; i < 12; i++) {
      const back = identity({ f, g, n: 1, bytes: new Uint8Array([104, 105]), date: new Date(5), map: new Map([['k', 1]]) })
      expect(back).toEqual({ f, g, n: 1, bytes: 'hi', date: 5, map: { k: 1 } })
      expect(back.f).toBe(f)
      expect(back.g).toBe(g)
    }
  })

  it('refuse circles, depth and symbols', () => {
    const circle: any = { a: 1 }
    circle.self = { circle }
    let deep: any = { x: 1 }
    for (let i = 0; i < 200; i++) deep = { deep, x: 1 }
    for (let i = 0; i < 12; i++) {
      expect(() => identity(circle)).toThrow('circular reference')
      expect(() => identity(deep)).toThrow('nesting depth')
      expect(() => identity({ a: 1, b: Symbol('s') })).toThrow('Symbol')
      expect(identity({ a: 1 })).toEqual({ a: 1 })
    }
  })

  it('survive a collector that runs between any two of them', () => {
    let lists = 0
    const churn = vm.execute_script('return function(i) local t = {} for k = 1, 20 do t["k" .. i .. "_" .. k] = {k} end collectgarbage() return t end')
    for (let i = 0; i < 300; i++) {
      const given: any = {}
      for (let k = 0; k < 5; k++) given[`n${i}_${k}`] = k % 2 === 0 ? k : { get inner() { return Object.keys(churn(i)).length } }
      given.last = { a: i, b: 'text' }
      const back = identity(given)
      expect(back.last).toEqual({ a: i, b: 'text' })
      expect(back[`n${i}_1`]).toEqual({ inner: 20 })
      lists++
    }
    expect(lists).toBe(300)
  })

  it('cross after reset and in many contexts', () => {
    const other = open()
    for (let i = 0; i < 4; i++) {
      const back = other.execute_script('return function(x) return x end')
      for (let k = 0; k < 12; k++) expect(back({ id: 1, name: 'x', at: { x: 1, y: 2 } })).toEqual({ id: 1, name: 'x', at: { x: 1, y: 2 } })
      other.reset()
    }
    other.dispose()
  })

  it('that are arrays of numbers keep each of them', () => {
    for (const length of [1, 15, 16, 17, 1023, 1024, 1025, 3000]) {
      const numbers = Array.from({ length }, (_, i) => (i % 2 === 0 ? i : i + 0.25))
      expect(identity(numbers)).toEqual(numbers)
      expect(identity([...numbers, 'end'])).toEqual([...numbers, 'end'])
      expect(identity(['start', ...numbers])).toEqual(['start', ...numbers])
    }
  })

  it('that are strings of any length and width keep each character', () => {
    for (const unit of ['x', 'ü', '漢', '😀', 'aü漢😀']) {
      for (const length of [0, 1, 63, 64, 65, 1023, 1024, 1363, 1364, 1365, 1366, 2047, 2048, 4090, 4091, 4092, 4095, 4096, 5000]) {
        const string = unit.repeat(length)
        expect(identity(string) === string).toBe(true)
      }
    }
  })
})
