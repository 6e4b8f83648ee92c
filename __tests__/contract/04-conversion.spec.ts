// Section 4, 4.1 and 4.2: what each kind of value becomes on the other side.

import { describe, expect, it } from 'vitest'
import { collectGarbage } from '../collect'
import { open } from './open'

describe('from Lua', () => {
  it.each<[string, unknown]>([
    ['nil', null],
    ['true', true],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['-9007199254740992', -9007199254740992n],
    ['math.mininteger', -9223372036854775808n],
    ['2^53', 9007199254740992],
    ['-0.0', -0],
    ['0/0', NaN],
    ['-math.huge', -Infinity],
    ['"caf\\xC3\\xA9\\0x"', 'café\0x'],
    ['"\\xFF\\xC0\\xAF\\xED\\xA0\\x80"', '\ufffd'.repeat(6)],
    ['{}', []],
    ['{1, "two", true, nil}', [1, 'two', true]],
    ['{[1.0] = "a", [2] = "b"}', ['a', 'b']],
    ['{1, nil, 3}', { 1: 1, 3: 3 }],
    ['{[1.5] = 1, [1e100] = 2, [-1] = 3}', { 1.5: 1, '1e+100': 2, '-1': 3 }],
    ['{[true] = 1, [{}] = 2, [print] = 3}', {}],
    ['{a = {b = {1, {c = 2}}}}', { a: { b: [1, { c: 2 }] } }],
    ['{["1"] = "s", [1] = "i"}', { 1: 's' }],
    ['{[1] = "int", ["1"] = "str"}', { 1: 'int' }],
    ['{x = 0, [1] = "int", y = 0, ["1"] = "str"}', { x: 0, y: 0, 1: 'int' }],
    ['{x = 0, ["1"] = "str", y = 0, [1] = "int"}', { x: 0, y: 0, 1: 'str' }],
    ['{[1.5] = "float", ["1.5"] = "str", [-7] = "int", ["-7"] = "str"}', { 1.5: 'str', '-7': 'str' }],
    ['{"a", "b", ["2"] = "str", ["02"] = "other"}', { 1: 'a', 2: 'b', '02': 'other' }],
  ])('%s', (script, expected) => {
    expect(open().execute_script(`return ${script}`)).toEqual(expected)
  })

  it('keys that no property can tell apart become one', () => {
    const vm = open()
    expect(vm.execute_script('return {["a\\0b"] = 1, a = 2}')).toEqual({ a: 1 })
    expect(vm.execute_script('return {a = 2, ["a\\0b"] = 1}')).toEqual({ a: 1 })
    expect(vm.execute_script('return {a = 2, b = 3, ["__proto__\\0"] = 4}'))
      .toEqual(Object.defineProperty({ a: 2, b: 3 }, '__proto__', { value: 4, enumerable: true }))
    expect(Object.keys(vm.execute_script('return {["\\xFF"] = 1, ["\\xFE"] = 2}'))).toEqual(['\ufffd'])
  })

  it('a key called __proto__ is a property like any other', () => {
    const object = open().execute_script('return {__proto__ = {x = 1}, y = 2}')
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype)
    expect(Object.keys(object).sort()).toEqual(['__proto__', 'y'])
    expect(object.x).toBeUndefined()
  })

  it('a key called then makes no promise', async () => {
    const vm = open()
    const object = await vm.execute_async('return {["then"] = 1, x = 2}')
    expect(object).toEqual({ then: 1, x: 2 })
    vm.execute_script('called = false')
    expect(await vm.execute_script_async('return setmetatable({}, {__index = function() called = true end})')).toBeTypeOf('object')
    expect(vm.get_global('called')).toBe(false)
  })

  it('a hundred tables may be one inside the other', () => {
    const vm = open()
    const nest = (depth: number) => `local t = {} for i = 2, ${depth} do t = {t} end return t`
    expect(vm.execute_script(nest(100))).toBeInstanceOf(Array)
    expect(() => vm.execute_script(nest(101))).toThrow(/nesting depth/)
    expect(() => vm.execute_script('local t = {} t.t = t return t')).toThrow(/nesting depth/)
    expect(() => vm.get_global('_G')).toThrow(/nesting depth/)
  })

  it('arguments are as results, one for each, nil included', () => {
    let seen: unknown[] = []
    open({ f: (...args: unknown[]) => { seen = args } }).execute_script('f(1, nil, "x", {1}, nil)')
    expect(seen).toEqual([1, null, 'x', [1], null])
  })
})

describe('into Lua', () => {
  it.each<[string, unknown, string, unknown]>([
    ['undefined', undefined, 'v == nil', true],
    ['an integer', 1.0, 'math.type(v)', 'integer'],
    ['a fraction', 1.5, 'math.type(v)', 'float'],
    ['-0', -0, 'math.type(v) .. " " .. 1 / v', 'float -inf'],
    ['2^63', 2 ** 63, 'math.type(v), v > 0', ['float', true]],
    ['-2^63', -(2 ** 63), 'math.type(v)', 'integer'],
    ['a bigint', 2n ** 62n, 'v == 1 << 62', true],
    ['a string', 'é\0\ud800', '#v', 6],
    ['a buffer', Buffer.from([0, 255]), 'v == "\\0\\xFF"', true],
    ['part of an array of bytes', new Uint8Array([1, 2, 3, 4]).subarray(1, 3), 'v == "\\2\\3"', true],
    ['wide items', new Uint16Array([1, 2]), '#v', 4],
    ['no bytes', new ArrayBuffer(0), 'v', ''],
    ['a date', new Date(1234), 'v, math.type(v)', [1234, 'float']],
    ['an expression', /a\d+/g, 'v', 'a\\d+'],
    ['a map', new Map<unknown, unknown>([[1, 'a'], [true, 'b'], ['c', new Set([5])]]), 'v["1"] .. v["true"] .. v.c[1]', 'ab5'],
    ['a set', new Set([10, 20]), '#v + v[2]', 22],
    ['an array with gaps', [1, null, 3, 4], '#v, v[3], v[4]', [1, 3, 4]],
    ['an array with names', Object.assign([1], { extra: 2 }), 'v.extra == nil', true],
    ['names that are numbers', { 1: 'a' }, 'v["1"], v[1]', ['a', null]],
    ['inherited properties', Object.assign(Object.create({ a: 1 }), { b: 2 }), 'v.a + v.b', 3],
    ['nothing in an object', { a: null, b: undefined, c: 1 }, 'v.a == nil and v.b == nil and v.c', 1],
    ['symbols as names', { [Symbol('s')]: 1 }, 'next(v) == nil', true],
  ])('%s', (_, value, script, expected) => {
    const vm = open()
    vm.set_global('v', value)
    expect(vm.execute_script(`return ${script}`)).toEqual(expected)
  })

  it.each<[string, unknown, RegExp]>([
    ['a bigint that is too large', 2n ** 63n, /out of range/],
    ['a symbol', Symbol('s'), /Symbol/],
    ['a symbol in an array', [Symbol('s')], /Symbol/],
    ['a symbol as a key', new Map([[Symbol('s'), 1]]), /Symbol/],
    ['what a getter throws', { get a() { throw new Error('mine') } }, /mine/],
    ['a text that a getter throws', { get a() { throw 'mine' } }, /mine/],
  ])('%s is refused', (_, value, message) => {
    const vm = open()
    const f = vm.execute_script('return function() end')
    for (const use of [() => vm.set_global('v', value), () => f({}, value), () => vm.create_table().set('x', value), () => vm.create_table({ value })]) {
      expect(use).toThrow(message)
    }
    expect(vm.get_global('v')).toBeNull()
  })

  it('what contains itself is refused, and the same twice is not', () => {
    const vm = open()
    const object: any = {}
    object.self = object
    const array: any[] = []
    array.push({ array })
    const map = new Map<string, unknown>()
    map.set('o', { map })
    const set = new Set<unknown>()
    set.add([set])
    for (const value of [object, array, map, set]) expect(() => vm.set_global('v', value)).toThrow(/circular reference(?!.*nesting depth)/)
    const shared = { x: 1 }
    vm.set_global('v', { a: shared, b: [shared], c: new Map([['d', shared]]) })
    expect(vm.execute_script('return v.a.x + v.b[1].x + v.c.d.x')).toBe(3)
  })

  it('a hundred objects may be one inside the other', () => {
    const vm = open()
    const nest = (depth: number) => { let value: any = {}; for (let i = 1; i < depth; i++) value = { value }; return value }
    vm.set_global('v', nest(100))
    expect(() => vm.set_global('v', nest(101))).toThrow(/nesting depth/)
  })

  it('tables, functions and coroutines are what they were', () => {
    const vm = open()
    vm.execute_script('t = {}  mt = setmetatable({}, {})  function f() end  co = coroutine.create(f)')
    vm.set_global('all', { t: vm.get_global_ref('t'), list: [vm.get_global('mt'), vm.get_global('f'), vm.get_global('co')] })
    expect(vm.execute_script('return all.t == t, all.list[1] == mt, all.list[2] == f, all.list[3] == co')).toEqual([true, true, true, true])
  })

  it('those of another context are refused, but for functions', () => {
    const [vm, other] = [open(), open()]
    other.execute_script('mt = setmetatable({}, {})  function f() return "other" end')
    const values = [other.create_table(), other.create_environment(), other.get_global('mt')]
    for (const value of values) {
      expect(() => vm.set_global('v', value)).toThrow(/table handle belongs to a different Lua context/)
      expect(() => vm.set_global('v', [{ value }])).toThrow(/table handle belongs to a different Lua context/)
    }
    expect(() => vm.set_global('v', other.create_coroutine('return function() end'))).toThrow(/coroutine belongs to a different Lua context/)
    expect(() => vm.set_global('v', other.execute_script('return io.tmpfile()'))).toThrow(/userdata handle belongs to a different Lua context/)
    vm.set_global('v', other.get_global('f'))
    expect(vm.execute_script('return v()')).toBe('other')
  })
})

describe('from Lua, further', () => {
  it('tables that are reached twice are copied twice', () => {
    const { a, b } = open().execute_script('local t = {1} return {a = t, b = t}')
    expect(a).toEqual(b)
    expect(a).not.toBe(b)
  })

  it('tables with a metatable are live, wherever they are', () => {
    const vm = open()
    const [proxy] = vm.execute_script('mt = setmetatable({n = 1}, {}) return {mt, deep = {mt}}').deep
    proxy.n = 5
    expect(vm.execute_script('return mt.n')).toBe(5)
  })

  it('functions of the library are functions', () => {
    expect(open().get_global('string.rep')('ab', 2)).toBe('abab')
  })

  it('userdata are the objects they were, and files come back as themselves', () => {
    const object = {}
    const vm = open({ id: (x: unknown) => x })
    vm.set_userdata('ud', object)
    expect(vm.execute_script('return {ud}')[0]).toBe(object)
    expect(vm.execute_script('return rawequal(id({io.stdout})[1], io.stdout), rawequal(id(ud), ud)')).toEqual([true, true])
  })

  it('names of properties keep their order', () => {
    const vm = open()
    vm.execute_script('t = {d = 1, b = 2, a = 3, c = 4} order = {} for k in pairs(t) do order[#order + 1] = k end')
    expect(Object.keys(vm.get_global('t'))).toEqual(vm.get_global('order'))
  })
})

describe('into Lua, further', () => {
  it.each<[string, unknown]>([
    ['a WeakMap', new WeakMap()],
    ['a promise inside an object', Promise.resolve(1)],
    ['a class instance without fields', new (class Empty { method() {} })()],
  ])('%s is an empty table', (_, value) => {
    const vm = open()
    vm.set_global('v', { value })
    expect(vm.execute_script('return type(v.value), next(v.value)')).toEqual(['table', null])
  })

  it('the arguments of a call are an object of their own kind', () => {
    const vm = open();
    (function (..._: unknown[]) { vm.set_global('v', arguments) })('a', 'b')
    expect(vm.execute_script('return v["0"], v["1"], v[1]')).toEqual(['a', 'b', null])
  })

  it.each<[string, any[], number, number]>([
    ['in the middle', [1, null, 3, 4], 1, 3],
    ['that is undefined', [1, undefined, 3], 1, 2],
    ['that is a hole', [1, , 3], 1, 2],
  ])('an array ends for # before an item of nothing %s, and keeps the places of the others', (_, array, length, count) => {
    const vm = open()
    vm.set_global('v', array)
    expect(vm.execute_script('local n = 0 for _ in pairs(v) do n = n + 1 end return #v, n, v[3]')).toEqual([length, count, 3])
  })

  it('traps of proxies may throw', () => {
    const vm = open()
    const f = vm.execute_script('return function() end')
    const error = new Error('trapped')
    for (const trap of ['get', 'ownKeys', 'getOwnPropertyDescriptor'] as const) {
      const value = new Proxy({ a: 1 }, { [trap]: () => { throw error } })
      for (const use of [() => vm.set_global('v', value), () => f(1, [value]), () => vm.create_table(value)]) expect(use).toThrow(error)
    }
    expect(vm.get_global('v')).toBeNull()
  })

  it('an instance of a context that is gone is a copy of its fields', async () => {
    const instance = (() => {
      const gone = open()
      gone.register_class('P', { construct: (x: number) => ({ x }) })
      return gone.execute_script('return P.new(5)')
    })()
    await collectGarbage()
    const vm = open()
    vm.register_class('P', { construct: () => ({}), methods: { m: () => 1 } })
    vm.set_global('p', instance)
    expect(vm.execute_script('return type(p), p.x, p.m')).toEqual(['table', 5, null])
  })

  it('numbers of both kinds are told apart', () => {
    const vm = open({ f: (...args: unknown[]) => args })
    vm.set_global('values', [0, 2 ** 53, -(2 ** 63), 2 ** 63, 1e300, 0.5, 5n])
    expect(vm.execute_script('local kinds = {} for i, v in ipairs(values) do kinds[i] = math.type(v) end return kinds')).toEqual(
      ['integer', 'integer', 'integer', 'float', 'float', 'float', 'integer'])
  })
})
