// Values that cross in both directions.

import { describe, expect, it } from 'vitest'
import lua from '../index.mjs'

const open = (callbacks = {}, options = {}) => new lua.init(callbacks, { libraries: 'all', ...options })

/** What Lua sees of a value, and what comes back. */
const roundTrip = (value: any) => open({ value }).execute_script('return value')
const typeInLua = (value: any) => open({ value }).execute_script('return math.type(value) or type(value)')

describe('results', () => {
  it('are nothing, a value, or an array of values', () => {
    const vm = open()
    expect(vm.execute_script('')).toBeUndefined()
    expect(vm.execute_script('return')).toBeUndefined()
    expect(vm.execute_script('return nil')).toBeNull()
    expect(vm.execute_script('return 1')).toBe(1)
    expect(vm.execute_script('return 1, nil, "x"')).toEqual([1, null, 'x'])
    expect(vm.execute_script('local t = {} for i = 1, 100 do t[i] = i end return table.unpack(t)')).toHaveLength(100)
  })
})

describe('numbers', () => {
  it('without a fraction are integers in Lua', () => {
    for (const [value, type] of [
      [1, 'integer'], [0, 'integer'], [-5, 'integer'], [2 ** 53, 'integer'], [-(2 ** 63), 'integer'],
      [2 ** 63, 'float'], [1.5, 'float'], [-0, 'float'], [NaN, 'float'], [Infinity, 'float'], [-Infinity, 'float'],
    ] as const) {
      expect([value, typeInLua(value)]).toEqual([value, type])
      if (Math.abs(value) !== 2 ** 53 && value !== -(2 ** 63)) expect(roundTrip(value)).toBe(value)
    }
    expect(open().execute_script('return 2^63 > 0, 2^53')).toEqual([true, 2 ** 53])
  })

  it('that are integers beyond 2^53 are BigInts in JavaScript', () => {
    const vm = open()
    expect(vm.execute_script('return 9007199254740991')).toBe(9007199254740991)
    expect(vm.execute_script('return 9007199254740992')).toBe(9007199254740992n)
    expect(vm.execute_script('return math.maxinteger, math.mininteger')).toEqual([2n ** 63n - 1n, -(2n ** 63n)])
    expect(roundTrip(123n)).toBe(123)
    expect(roundTrip(2n ** 62n)).toBe(2n ** 62n)
    expect(() => vm.set_global('x', 2n ** 63n)).toThrow(/out of range/)
  })
})

describe('strings', () => {
  it('keep every character', () => {
    for (const text of ['', 'plain', 'häßlich', 'žluťoučký', '漢字', '🙂👩‍👩‍👧', 'a\0b', 'x'.repeat(511), 'ü'.repeat(300), '🙂'.repeat(5000)]) {
      expect(roundTrip(text)).toBe(text)
    }
    expect(open({ s: '€' }).execute_script('return #s, s:byte(1, -1)')).toEqual([3, 0xe2, 0x82, 0xac])
  })

  it('replace what has no Unicode meaning', () => {
    expect(open({ s: '\ud800x' }).execute_script('return s:byte(1, -1)')).toEqual([0xef, 0xbf, 0xbd, 0x78])
    expect(open().execute_script('return "a\\xffb"')).toBe('a\ufffdb')
    expect(open().execute_script('return "\\xc0\\x80"')).toBe('\ufffd\ufffd')
  })

  it('of bytes come from buffers and views', () => {
    const bytes = (value: unknown) => open({ value }).execute_script('return #value, value:byte(1, -1)')
    expect(bytes(Buffer.from([0, 128, 255]))).toEqual([3, 0, 128, 255])
    expect(bytes(new Uint8Array([1, 2, 3]).subarray(1))).toEqual([2, 2, 3])
    expect(bytes(new Uint16Array([1, 2]))).toEqual([4, 1, 0, 2, 0])
    expect(bytes(new DataView(new Uint8Array([7, 8]).buffer, 1))).toEqual([1, 8])
    expect(bytes(new Uint8Array([9]).buffer)).toEqual([1, 9])
    expect(roundTrip(new Uint8Array(0))).toBe('')
  })
})

describe('nothing', () => {
  it('is nil for undefined and null', () => {
    expect(typeInLua(undefined)).toBe('nil')
    expect(typeInLua(null)).toBe('nil')
    expect(roundTrip(false)).toBe(false)
  })
})

describe('tables', () => {
  it('become arrays where the keys are 1..n', () => {
    const vm = open()
    expect(vm.execute_script('return {}')).toEqual([])
    expect(vm.execute_script('return {1, "a", {2}}')).toEqual([1, 'a', [2]])
    expect(vm.execute_script('local t = {} for i = 9, 1, -1 do t[i] = i end return t')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(vm.execute_script('return {[1.0] = "a", [2] = "b"}')).toEqual(['a', 'b'])
  })

  it('become objects otherwise', () => {
    const vm = open()
    expect(vm.execute_script('return {a = 1, b = {c = "x"}}')).toEqual({ a: 1, b: { c: 'x' } })
    expect(vm.execute_script('return {1, nil, 3}')).toEqual({ 1: 1, 3: 3 })
    expect(vm.execute_script('return {[1.5] = "f", [-1] = "n", [0] = "z"}')).toEqual({ 1.5: 'f', '-1': 'n', 0: 'z' })
    expect(vm.execute_script('return {a = 1, [true] = 2, [{}] = 3}')).toEqual({ a: 1 })
  })

  it('do not set the prototype of the object', () => {
    const object = open().execute_script('return {__proto__ = {evil = 1}, x = 2}')
    expect(Object.keys(object).sort()).toEqual(['__proto__', 'x'])
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype)
    expect(object.evil).toBeUndefined()
    expect(Object.getOwnPropertyDescriptor(object, '__proto__')?.value).toEqual({ evil: 1 })
  })

  it('may be nested 100 deep and no more', () => {
    const nested = (depth: number) => `local t = {} for i = 2, ${depth} do t = {t} end return t`
    expect(open().execute_script(nested(100))).toBeInstanceOf(Array)
    expect(() => open().execute_script(nested(101))).toThrow(/nesting depth/)
    expect(() => open().execute_script('local t = {} t.t = t return t')).toThrow(/nesting depth/)
  })
})

describe('objects', () => {
  it('become tables', () => {
    const vm = open({ list: [1, 'two', [3]], object: { a: 1, b: { c: [true] } } })
    expect(vm.execute_script('return #list, list[2], list[3][1], object.a, object.b.c[1]')).toEqual([3, 'two', 3, 1, true])
    expect(open({ t: { 1: 'a' } }).execute_script('return t["1"], t[1]')).toEqual(['a', null])
  })

  it('leave out what is nil', () => {
    const vm = open({ list: [1, null, 3, 4], object: { a: undefined, b: null, c: 1 } })
    expect(vm.execute_script('local n = 0 for _ in pairs(list) do n = n + 1 end return n, list[3], list[4]')).toEqual([3, 3, 4])
    expect(vm.execute_script('local n = 0 for _ in pairs(object) do n = n + 1 end return n')).toBe(1)
  })

  it('are read with their getters and inherited properties', () => {
    class Base { get inherited() { return 'no' } }
    const parent = { parent: 1 }
    const child = Object.create(parent, { own: { value: 2, enumerable: true }, hidden: { value: 3 }, got: { get: () => 4, enumerable: true } })
    expect(roundTrip(child)).toEqual({ parent: 1, own: 2, got: 4 })
    expect(roundTrip(Object.assign(new Base(), { x: 1 }))).toEqual({ x: 1 })
  })

  it('of other kinds have their own meaning', () => {
    expect(roundTrip(new Map<any, any>([['a', 1], [2, 'b'], [true, [3]]]))).toEqual({ a: 1, 2: 'b', true: [3] })
    expect(roundTrip(new Set(['x', 'y']))).toEqual(['x', 'y'])
    expect(roundTrip(new Date(1234))).toBe(1234)
    expect(typeInLua(new Date(1234))).toBe('float')
    expect(roundTrip(/a+b/g)).toBe('a+b')
  })

  it('with a cycle are refused, and shared ones are not', () => {
    const object: any = { list: [] }
    object.list.push({ back: object })
    const vm = open()
    expect(() => vm.set_global('x', object)).toThrow(/circular reference/)
    expect(() => vm.set_global('x', object)).not.toThrow(/nesting depth/)
    const array: any[] = []
    array.push(array)
    expect(() => vm.set_global('x', array)).toThrow(/circular reference/)
    const map = new Map()
    map.set('self', map)
    expect(() => vm.set_global('x', map)).toThrow(/circular reference/)
    const shared = { n: 1 }
    expect(roundTrip([shared, shared])).toEqual([{ n: 1 }, { n: 1 }])
  })

  it('may be nested 100 deep and no more', () => {
    const nested = (depth: number) => {
      let value: any = []
      for (let i = 1; i < depth; i++) value = [value]
      return value
    }
    const vm = open()
    vm.set_global('x', nested(100))
    expect(() => vm.set_global('x', nested(101))).toThrow(/nesting depth/)
  })

  it('that throw when read pass their exception on', () => {
    const error = new Error('unreadable')
    const vm = open()
    expect(() => vm.set_global('x', { get a() { throw error } })).toThrow(error)
    expect(() => vm.set_global('x', Symbol('s') as any)).toThrow(/Symbol/)
    expect(() => vm.set_global('x', { s: Symbol('s') })).toThrow(/Symbol/)
    expect(vm.get_global('x')).toBeNull()
  })

  it('may run Lua while they are read', () => {
    const vm = open()
    const value = {
      first: ['kept', { deep: ['too'] }],
      get second() {
        vm.execute_script('for i = 1, 2000 do local t = {i, tostring(i)} end collectgarbage()')
        return vm.execute_script('return "from Lua"')
      },
      third: 'last',
    }
    expect(vm.execute_script('return function(...) return ... end')('before', value, 'after')).toEqual([
      'before', { first: ['kept', { deep: ['too'] }], second: 'from Lua', third: 'last' }, 'after',
    ])
  })
})
