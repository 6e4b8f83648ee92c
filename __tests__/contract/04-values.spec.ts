// Section 4: conversions that options and converters change.

import { describe, expect, it } from 'vitest'
import { open } from './open'

const bytes = (...values: number[]) => new Uint8Array(values)

describe('binaryStrings', () => {
  it('gives strings as bytes, everywhere but in names', () => {
    const seen: unknown[] = []
    const vm = open({ log: (...args: unknown[]) => { seen.push(...args) } }, { binaryStrings: true })
    expect(vm.execute_script('return "a\\xff\\0", {key = "v"}')).toEqual([bytes(97, 255, 0), { key: bytes(118) }])
    vm.execute_script('log("x")')
    expect(seen).toEqual([bytes(120)])
    const t = vm.create_table({ k: 'v' })
    expect(t.keys()).toEqual([bytes(107)])
    expect(t.pairs()).toEqual([[bytes(107), bytes(118)]])
    const out = vm.execute_script('return "abc"')
    expect([out.constructor, out.buffer.byteLength]).toEqual([Uint8Array, 3])
    vm.set_global('s', bytes(1, 0, 200))
    expect(vm.get_global('s')).toEqual(bytes(1, 0, 200))
    expect(() => vm.execute_script('error("text")')).toThrow(/text/)
  })
})

describe('tableAs map', () => {
  it('gives maps that keep the types of keys', () => {
    const vm = open({}, { tableAs: 'map' })
    expect(vm.execute_script('return {"a", "b"}')).toEqual(new Map([[1, 'a'], [2, 'b']]))
    expect(vm.execute_script('return {}')).toEqual(new Map())
    expect(vm.execute_script('return {[true] = 1, [1.5] = {x = 2}, ["1"] = 3}')).toEqual(
      new Map<unknown, unknown>([[true, 1], [1.5, new Map([['x', 2]])], ['1', 3]]))
    vm.set_global('m', new Map<unknown, unknown>([[1, 'int'], ['1', 'str'], [true, 'yes']]))
    expect(vm.execute_script('return m[1], m["1"], m[true]')).toEqual(['int', 'str', 'yes'])
    expect(() => vm.set_global('m', new Map([[{}, 1]]))).toThrow(/cannot be a Lua table key/)
    expect(() => vm.execute_script('local t = {} t.t = t return t')).toThrow(/nesting depth exceeds the maximum/)
    vm.reset()
    expect(vm.execute_script('return {}')).toEqual(new Map())
  })

  it('is off by default', () => {
    const vm = open()
    vm.set_global('m', new Map<unknown, unknown>([[1, 'a']]))
    expect(vm.execute_script('return type(next(m))')).toBe('string')
  })
})

describe('strictConversion', () => {
  const vm = open({ f: (value: unknown) => value }, { strictConversion: true })

  it.each([
    ['{[true] = 1}', /strict conversion.*key of type 'boolean'.*would be dropped/s],
    ['{[{}] = 1}', /key of type 'table'/],
    ['{[print] = 1}', /key of type 'function'/],
    ['{[1] = 1, ["1"] = 2}', /strict conversion.*both become the JavaScript property "1".*one value would be lost/s],
    ['{x = {[1.5] = 1, ["1.5"] = 2}}', /property "1.5"/],
    ['{["\\xc0\\x80"] = 1}', /strict conversion.*not valid UTF-8.*U\+FFFD.*collapse into one/s],
    ['{["a\\0b"] = 1}', /strict conversion.*embedded NUL is truncated/s],
  ])('refuses to give %s', (table, message) => {
    expect(() => vm.execute_script(`return ${table}`)).toThrow(message)
    expect(vm.execute_script(`return select(2, pcall(f, ${table}))`)).toMatch(/^Error converting arguments for 'f': strict conversion/)
  })

  it('refuses to take what would be lost', () => {
    expect(() => vm.set_global('a', [1, null, 3])).toThrow(/^strict conversion.*array index 1.*ends the sequence/s)
    expect(() => vm.set_global('a', { a: undefined })).toThrow(/strict conversion.*key "a".*removes the key/s)
    expect(() => vm.set_global('a', new Map([['a', null]]))).toThrow(/key "a"/)
    expect(() => vm.set_global('a', new Set([1, undefined]))).toThrow(/array index 1/)
    expect(() => vm.create_table().set('x', [null])).toThrow(/array index 0/)
  })

  it('lets the rest pass', () => {
    vm.set_global('n', null)
    vm.set_global('a', [false, 0, ''])
    expect(vm.execute_script('return {1, nil, 3}, {a = 1, [5] = 2}, {["\u{1F600}"] = 1}')).toEqual(
      [{ 1: 1, 3: 3 }, { a: 1, 5: 2 }, { '\u{1F600}': 1 }])
  })
})

describe('type converters', () => {
  class Point { constructor(readonly x: number, readonly y: number) {} }

  it('replace objects on their way in, at every depth', () => {
    const vm = open()
    vm.register_type_converter((v: any) => v instanceof Point, (v: any) => `${v.x},${v.y}`)
    vm.register_type_converter((v: any) => v instanceof Date, () => 'date')
    vm.register_type_converter(() => true, (v: any) => v && undefined)
    vm.set_global('p', new Point(1, 2))
    vm.set_global('d', new Date())
    expect(vm.execute_script('return p, d')).toEqual(['1,2', 'date'])
    const other = open()
    other.register_type_converter((v: any) => v instanceof Point, (v: any) => [v.x, v.y])
    other.set_global('list', { deep: [new Point(3, 4)] })
    expect(other.execute_script('return list.deep[1][2]')).toBe(4)
    other.reset()
    other.set_global('p', new Point(5, 6))
    expect(other.execute_script('return p[1]')).toBe(5)
  })

  it('are never asked for objects of Lua, and end', () => {
    const vm = open()
    let asked = 0
    vm.register_type_converter(() => { asked++; return false }, () => 0)
    vm.set_global('t', vm.create_table())
    vm.set_global('co', vm.create_coroutine('return function() end'))
    vm.set_global('s', 'text')
    vm.register_class('C', { construct: () => ({ a: 1 }) })
    vm.set_global('c', vm.execute_script('return C.new()'))
    expect(asked).toBe(0)
    expect(vm.execute_script('return type(c)')).toBe('userdata')
    vm.register_type_converter((v: any) => v.loop, (v: any) => ({ loop: true, v }))
    expect(() => vm.set_global('x', { loop: true })).toThrow(/nesting depth/)
    expect(() => vm.register_type_converter(() => true)).toThrow(/two functions/)
  })

  it('replace values on their way out, inner ones first', () => {
    const vm = open({ take: (v: any) => v.constructor.name })
    vm.register_from_lua_converter((v: any) => v.x !== undefined, (v: any) => new Point(v.x, v.y))
    const [point, list] = vm.execute_script('return {x = 1, y = 2}, {{x = 3, y = 4}, n = {}}')
    expect(point).toBeInstanceOf(Point)
    expect(list[1]).toBeInstanceOf(Point)
    expect(vm.execute_script('return take({x = 1})')).toBe('Point')
    vm.set_global('t', { x: 1, y: 1 })
    expect(vm.get_global('t')).toBeInstanceOf(Point)
    expect(() => vm.register_from_lua_converter()).toThrow(/requires two functions/)
  })

  it('may run programs, and throw', () => {
    const vm = open()
    vm.register_from_lua_converter((v: any) => v.run, () => { vm.gc('collect'); return vm.execute_script('return 1, 2') })
    expect(vm.execute_script('return {run = true}, {a = {run = true}}, {"z"}')).toEqual([[1, 2], { a: [1, 2] }, ['z']])
    vm.register_from_lua_converter((v: any) => v.bad, () => { throw new TypeError('no') })
    expect(() => vm.execute_script('return {bad = true}')).toThrow(new TypeError('no'))
  })
})

describe('dialects', () => {
  it('are an option of the context', () => {
    expect(open({}, { dialect: '5.1' }).execute_script('return _VERSION, 1 / 1')).toEqual(['Lua 5.1', 1])
    expect(open({}, { dialect: '5.4' }).info().version).toBe('Lua 5.4')
    expect(open().info().version).toBe('Lua 5.5')
    expect(() => open({}, { dialect: '6' })).toThrow(/dialect must be .*'5\.1'.*got '6'/)
  })

  it('and other options are checked', () => {
    expect(() => open({}, { strictConversion: 'yes' })).toThrow(/strictConversion must be a boolean/)
    expect(() => open({}, { tableAs: 'dict' })).toThrow("tableAs must be 'object' or 'map', got 'dict'")
    expect(() => open({}, { tableAs: 5 })).toThrow("tableAs must be 'object' or 'map'")
    expect(() => open({}, { filesystem: 'nope' })).toThrow("filesystem must be 'allow' or 'deny', got 'nope'")
  })
})
