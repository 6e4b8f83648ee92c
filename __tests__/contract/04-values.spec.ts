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

describe('strictConversion, at every door', () => {
  const BAD = '{[true] = 1}'
  const LOST = /strict conversion: .*key of type 'boolean'/

  it('out', () => {
    const vm = open({ f: () => {} }, { strictConversion: true })
    vm.execute_script(`t = {x = ${BAD}} bad = ${BAD} mt = setmetatable({x = bad}, {}) function give() return bad end`)
    const t = vm.get_global_ref('t')
    const uses = [() => vm.get_global('bad'), () => vm.call('give'), () => vm.get_global('give')(), () => t.get('x'), () => t.pairs(), () => [...t],
      () => vm.get_global('mt').x, () => vm.execute_script('f(bad)'), () => vm.load_bytecode(vm.compile('return bad'))]
    for (const use of uses) expect(use).toThrow(LOST)
    expect(() => vm.resume(vm.create_coroutine(`return function() coroutine.yield(${BAD}) end`))).not.toThrow(TypeError)
    expect(t.keys()).toEqual(['x'])
    expect(t.get_ref('x').get(true)).toBe(1)
  })

  it('in', async () => {
    const vm = open({ give: () => [null, 1] }, { strictConversion: true })
    vm.execute_script('function f() end')
    const table = vm.create_table()
    for (const use of [() => vm.set_global('x', [null]), () => vm.get_global('f')([null]), () => vm.call('f', [null]), () => table.set('x', [null]),
      () => vm.create_table([null]), () => vm.register_module('m', { list: [null] })]) expect(use).toThrow(/strict conversion: .*array index 0/)
    expect(() => vm.execute_script('give()')).toThrow(/Error converting return value from 'give': strict conversion: .*array index 0/)
    await expect(vm.call_async('f', [null])).rejects.toThrow(/^Error converting argument: strict conversion/)
    const co = () => vm.create_coroutine('return function() coroutine.yield() end')
    expect(() => vm.resume(co(), [null])).toThrow(/strict conversion/)
    expect((await vm.resume_async(co(), [null])).error).toMatch(/^Error converting resume value: strict conversion/)
    vm.set_global('later', async () => [null])
    await expect(vm.execute_async('later()')).rejects.toThrow('Error converting resume value: strict conversion')
  })

  it.each<[string, RegExp]>([
    ['{[1.5] = 1, ["1.5"] = 2}', /both become the JavaScript property "1\.5".*one value would be lost/s],
    ['{["\\xed\\xa0\\x80"] = 1}', /not valid UTF-8.*U\+FFFD.*collapse into one/s],
    ['{["\\xff"] = 1}', /not valid UTF-8/],
  ])('refuses %s', (table, message) => {
    expect(() => open({}, { strictConversion: true }).execute_script(`return ${table}`)).toThrow(message)
  })

  it('refuses nothing that is kept', () => {
    const vm = open({}, { strictConversion: true })
    vm.set_global('n', undefined)
    vm.set_global('map', new Map([['a', false]]))
    vm.set_global('set', new Set([0]))
    expect(vm.execute_script('return n, map.a, set[1], "\\xff", {["1"] = "s", [2] = "i"}, math.maxinteger, setmetatable({[true] = 1}, {})')).toMatchObject(
      [null, false, 0, '\ufffd', { 1: 's', 2: 'i' }, 9223372036854775807n, {}])
    vm.execute_script('h = {[1] = "i", ["1"] = "s"}')
    const h = vm.get_global_ref('h')
    expect([h.get(1), h.get('1')]).toEqual(['i', 's'])
    expect(Object.keys(vm.execute_script('return setmetatable({[1.5] = 1, a = 2}, {})'))).toEqual(['a'])
  })

  it('leaves errors of other kinds what they are', () => {
    const vm = open({}, { strictConversion: true })
    const circle: any = {}
    circle.circle = circle
    expect(() => vm.set_global('c', circle)).toThrow(/^(?!strict).*circular reference/)
    expect(() => vm.execute_script('local t = {} t.t = t return t')).toThrow(/^(?!strict).*nesting depth/)
  })

  it('has less to refuse where tables are maps', () => {
    const vm = open({}, { strictConversion: true, tableAs: 'map' })
    expect(vm.execute_script('return {[true] = 1, [1] = 2, ["1"] = 3}')).toEqual(new Map<unknown, unknown>([[true, 1], [1, 2], ['1', 3]]))
  })
})

describe('binaryStrings, at every door', () => {
  it('gives bytes for values', async () => {
    const seen: Record<string, unknown[]> = { call: [], made: [], read: [], found: [], hook: [] }
    const vm = open({ call: (...args: unknown[]) => { seen.call.push(...args) } }, { binaryStrings: true })
    vm.register_class('C', { construct: (...args: unknown[]) => { seen.made.push(...args); return {} } })
    vm.execute_script('t = {}')
    vm.set_metatable('t', { __index: (_: unknown, key: unknown) => { seen.call.push(key) } })
    vm.execute_script('call("a") C.new("b") local x = t.c')
    expect(seen).toMatchObject({ call: [bytes(97), bytes(99)], made: [bytes(98)] })
    expect([vm.get_global('_VERSION').constructor, vm.call('string.rep', 'x', 2)]).toEqual([Uint8Array, bytes(120, 120)])
    expect(await vm.execute_async('return "z"')).toEqual(bytes(122))
    expect(vm.resume(vm.create_coroutine('return function() return "y" end')).values).toEqual([bytes(121)])
    let locals: unknown
    vm.set_global('look', () => { locals = vm.get_locals(1) })
    vm.execute_script('local name = "v" look()')
    expect(locals).toEqual([{ name: 'name', value: bytes(118) }])
  })

  it('gives text for what names things', () => {
    const asked: unknown[] = []
    const vm = open({}, { binaryStrings: true, print: (text: string) => { asked.push(text) } })
    vm.set_read_handler((format: unknown) => { asked.push(format); return 'x' })
    vm.set_file_reader((path: unknown) => { asked.push(path); return 'return 1' })
    vm.set_hook((event: unknown, _: number, name: unknown) => { asked.push(event, name) }, { call: true })
    vm.execute_script('print("é")')
    vm.remove_hook()
    vm.execute_script('io.read("l", 3) dofile("path")')
    expect(asked).toEqual(expect.arrayContaining(['é\n', 'l', 3, 'path', 'call', 'print']))
    const failed = vm.resume(vm.create_coroutine('return function() error("text") end', { chunkName: '@co' }))
    expect(failed.error).toBe('co:1: text')
    expect(() => vm.execute_script('error("text")', { chunkName: '=name' })).toThrow(/^name:1: text/)
    expect(Object.keys(vm.execute_script('return setmetatable({key = 1}, {})'))).toEqual(['key'])
  })

  it('tells keys apart that no text can', () => {
    const vm = open({}, { binaryStrings: true })
    vm.execute_script('t = {["\\xff"] = 1, ["\\xfe"] = 2}')
    const t = vm.get_global_ref('t')
    const sorted = (keys: Uint8Array[]) => keys.map((key) => key[0]).sort()
    expect(sorted(t.keys())).toEqual([254, 255])
    expect(sorted([...t].map(([key]: any) => key))).toEqual([254, 255])
    expect(sorted(t.pairs().map(([key]: any) => key))).toEqual([254, 255])
    const map = open({}, { binaryStrings: true, tableAs: 'map' }).execute_script('return {a = "b", [1] = true}')
    expect([...map]).toEqual(expect.arrayContaining([[bytes(97), bytes(98)], [1, true]]))
  })
})

describe('tableAs map, further', () => {
  const vm = open({ f: (...args: unknown[]) => args[0] }, { tableAs: 'map' })

  it('keeps large integers, and leaves out keys of other kinds', () => {
    expect(vm.execute_script('return {[math.maxinteger] = 1, [print] = 2, [{}] = 3}')).toEqual(new Map([[9223372036854775807n, 1]]))
  })

  it('leaves tables with a metatable live, and results a list', () => {
    const proxy = vm.execute_script('return setmetatable({n = 1}, {})')
    expect([proxy instanceof Map, proxy.n]).toEqual([false, 1])
    expect(vm.execute_script('return {}, {1}')).toEqual([new Map(), new Map([[1, 1]])])
  })

  it('takes maps for what they are, at every depth', () => {
    expect(vm.execute_script('return f({x = {true}})')).toEqual(new Map([['x', new Map([[1, true]])]]))
    vm.set_global('m', new Map([['inner', new Map<unknown, unknown>([[1.5, 'a'], [false, 'b'], [2n, 'c']])]]))
    expect(vm.execute_script('return m.inner[1.5], m.inner[false], m.inner[2]')).toEqual(['a', 'b', 'c'])
    for (const key of [null, undefined, {}, () => {}]) expect(() => vm.set_global('m', new Map([[key, 1]]))).toThrow(/cannot be a Lua table key/)
    expect(() => vm.set_global('m', new Map([[NaN, 1]]))).toThrow(/NaN/)
  })
})

describe('converters into Lua', () => {
  it('are asked in order for objects of every kind and depth, and for nothing else', () => {
    const vm = open()
    const asked: string[] = []
    vm.register_type_converter((v: any) => { asked.push(v.constructor.name); return false }, () => 0)
    vm.register_type_converter((v: any) => v instanceof Set, () => 'first')
    vm.register_type_converter((v: any) => v instanceof Set, () => 'second')
    vm.set_global('v', [new Date(0), { map: new Map([['k', Buffer.from('b')]]) }, new Set(), 1, 'text', 5n, null, undefined, true, () => {}])
    expect(asked).toEqual(['Array', 'Date', 'Object', 'Map', 'Buffer', 'Set'])
    expect(vm.execute_script('return v[3]')).toBe('first')
    expect(() => vm.set_global('v', [Symbol('s')])).toThrow(/Symbol/)
  })

  it('may give nothing, and objects that are converted again', () => {
    const vm = open()
    vm.register_type_converter((v: any) => v.gone, () => undefined)
    vm.register_type_converter((v: any) => v.wrap, (v: any) => [v.wrap, { gone: true }])
    vm.set_global('v', { a: { gone: true }, b: { wrap: 'x' } })
    expect(vm.execute_script('return v.a, v.b[1], #v.b')).toEqual([null, 'x', 1])
  })

  it('pass on what they throw', () => {
    const vm = open()
    const error = new RangeError('converter')
    vm.register_type_converter((v: any) => v.match, () => { throw error })
    vm.register_type_converter((v: any) => { if (v.bare) throw 'bare text'; return false }, () => 0)
    expect(() => vm.set_global('v', { match: true })).toThrow(error)
    expect(() => vm.set_global('v', { bare: true })).toThrow(/bare text/)
    expect(() => vm.create_table({ x: { match: true } })).toThrow(error)
    expect(vm.get_global('v')).toBeNull()
  })

  it('may register others, which are asked from the next conversion on', () => {
    const vm = open()
    let count = 0
    vm.register_type_converter((v: any) => {
      if (count++ === 0) vm.register_type_converter((w: any) => w.mark, () => 'later')
      return v.none
    }, () => 0)
    vm.set_global('v', [{ mark: 1 }])
    expect(vm.execute_script('return type(v[1])')).toBe('table')
    vm.set_global('v', [{ mark: 1 }])
    expect(vm.execute_script('return v[1]')).toBe('later')
  })

  it('may use an object that is being converted', () => {
    const vm = open()
    const outer: any = { inner: { again: true } }
    vm.register_type_converter((v: any) => v.again, () => { vm.set_global('copy', { outer: { n: 1 } }); return { seen: true } })
    vm.set_global('v', outer)
    expect(vm.execute_script('return v.inner.seen, copy.outer.n')).toEqual([true, 1])
  })
})

describe('converters from Lua', () => {
  it('are given each value once, inner ones first, and never primitives or functions', () => {
    const vm = open()
    const asked: unknown[] = []
    vm.register_from_lua_converter((v: any) => { asked.push(v); return false }, () => 0)
    vm.execute_script('return {a = {b = {}}}, 1, "x", true, nil, print, 2^60')
    expect(asked).toEqual([[], { b: [] }, { a: { b: [] } }])
  })

  it('are given proxies, files, objects and coroutines as they are', () => {
    const object = {}
    const vm = open()
    const asked: any[] = []
    vm.set_userdata('ud', object)
    vm.register_from_lua_converter((v: any) => { asked.push(v); return false }, () => 0)
    vm.execute_script('return setmetatable({n = 1}, {}), io.stdout, ud, coroutine.create(print)')
    expect(asked).toHaveLength(4)
    expect(asked[0].n).toBe(1)
    expect(Object.getOwnPropertyNames(asked[1])).toEqual(['_userdata'])
    expect(asked[2]).toBe(object)
    expect(asked[3].status).toBe('suspended')
  })

  it('give what is used as it is, and the first that matches wins', () => {
    const vm = open({ f: (v: unknown) => { seen.push(v) } })
    const seen: unknown[] = []
    const marker = { tag: 1 }
    let calls = 0
    vm.register_from_lua_converter((v: any) => v.tag, () => { calls++; return marker })
    vm.register_from_lua_converter((v: any) => v.tag, () => 'second')
    expect(vm.execute_script('return {tag = 1}')).toBe(marker)
    expect(calls).toBe(1)
    vm.execute_script('f({tag = 2})')
    expect(seen).toEqual([marker])
    vm.execute_script('t = {x = {tag = 3}, {tag = 4}}')
    const t = vm.get_global_ref('t')
    expect([t.get('x'), t.ipairs(), t.pairs()]).toEqual([marker, [[1, marker]], [[1, marker], ['x', marker]]])
    calls = 0
    expect(t.keys()).toEqual([1, 'x'])
    expect(t.get_ref('x').get('tag')).toBe(3)
    expect(calls).toBe(0)
    vm.reset()
    expect(vm.execute_script('return {tag = 5}')).toBe(marker)
  })

  it('are asked for one entry at a time by an iterator', () => {
    const vm = open()
    let calls = 0
    vm.register_from_lua_converter(() => { calls++; return false }, () => 0)
    const cursor = vm.create_table([{ a: 1 }, { a: 2 }, { a: 3 }])[Symbol.iterator]()
    cursor.next()
    expect(calls).toBe(1)
    cursor.next()
    expect(calls).toBe(2)
  })

  it('see maps where tables are maps', () => {
    const vm = open({}, { tableAs: 'map' })
    vm.register_from_lua_converter((v: any) => v instanceof Map && v.has('tag'), (v: any) => v.get('tag'))
    expect(vm.execute_script('return {{tag = "x"}}')).toEqual(new Map([[1, 'x']]))
  })

  it('pass on what they throw, texts included', () => {
    const vm = open()
    vm.register_from_lua_converter((v: any) => { if (v.bare) throw 'bare text'; return v.bad }, () => { throw new RangeError('converter') })
    expect(() => vm.execute_script('return {bad = true}')).toThrow(new RangeError('converter'))
    expect(() => vm.execute_script('return {bare = true}')).toThrow(/bare text/)
    expect(vm.execute_script('return {1}')).toEqual([1])
  })
})
