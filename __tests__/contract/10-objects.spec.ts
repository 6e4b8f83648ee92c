// Sections 10 and 11: userdata and classes.

import { describe, expect, it } from 'vitest'
import { collectGarbage } from '../collect'
import { open } from './open'

describe('set_userdata', () => {
  it('gives programs an object they cannot look into', () => {
    const object = { secret: 1 }
    const vm = open({ same: (value: unknown) => value === object })
    vm.set_userdata('ud', object)
    expect(vm.execute_script('return type(ud), same(ud), ud')).toEqual(['userdata', true, object])
    expect(vm.get_global('ud')).toBe(object)
    expect(() => vm.execute_script('return ud.secret')).toThrow(/attempt to index/)
    vm.set_global('again', object)
    expect(vm.execute_script('return rawequal(ud, again)')).toBe(true)
  })

  it('lets properties be read and written', () => {
    const object: any = { n: 1, list: [1, 2], get made() { return 'made' }, 5: 'five', get bad() { throw new Error('cause') } }
    const vm = open()
    vm.set_userdata('ud', object, { readable: true, writable: true })
    expect(vm.execute_script('ud.n = ud.n + 1 ud.new = {x = 1} return ud.n, ud.list[2], ud.made, ud[5], ud.missing')).toEqual([2, 2, 'made', 'five', null])
    expect([object.n, object.new]).toEqual([2, { x: 1 }])
    expect(() => vm.execute_script('return ud.bad')).toThrow(/cause/)
    expect(vm.execute_script('return select(2, pcall(function() return ud.bad end))')).toMatch(/Error reading property 'bad': cause/)
  })

  it('hides what leads out of the object', () => {
    const vm = open()
    vm.set_userdata('f', function () {}, { readable: true, writable: true })
    vm.execute_script('f.__proto__ = {x = 1}')
    expect(vm.execute_script('return f.constructor, f.__proto__, f.prototype, f.x')).toEqual([null, null, null, null])
  })

  it('says what is not allowed', () => {
    const vm = open()
    vm.set_userdata('w', {}, { writable: true })
    vm.set_userdata('r', {}, { readable: true })
    expect(() => vm.execute_script('return w.x')).toThrow(/not readable/)
    expect(() => vm.execute_script('r.x = 1')).toThrow(/not writable/)
    expect(() => vm.set_userdata('x')).toThrow(/Expected \(string, object\[, options\]\)/)
  })

  it('has methods, which get the object first', () => {
    const object = { n: 1 }
    const error = new Error('mine')
    const vm = open()
    vm.set_userdata('ud', object, { methods: {
      add: (self: any, x: number) => (self.n += x),
      self: (self: any) => self,
      boom() { throw error },
    } })
    expect(vm.execute_script('ud:add(4) return ud:add(1), ud.missing, rawequal(ud:self(), ud)')).toEqual([6, null, true])
    expect(vm.pcall(vm.execute_script('return function() ud:boom() end')).error).toBe(error)
  })

  it('lets the object go with the userdata', async () => {
    const vm = open()
    const reference = (() => {
      const object = {}
      vm.set_userdata('ud', object, { methods: { use: () => object } })
      return new WeakRef(object)
    })()
    vm.execute_script('other = ud  ud = nil')
    vm.gc('collect')
    await collectGarbage()
    expect(reference.deref()).toBeDefined()
    vm.execute_script('other = nil')
    vm.gc('collect')
    vm.gc('count')
    await collectGarbage()
    expect(reference.deref()).toBeUndefined()
  })

  it('leaves nothing where the global cannot be set', () => {
    const vm = open()
    vm.execute_script('setmetatable(_G, {__newindex = function() error("sealed") end})')
    expect(() => vm.set_userdata('ud', {})).toThrow(/sealed/)
    vm.execute_script('setmetatable(_G, nil)')
    expect(vm.get_global('ud')).toBeNull()
    vm.set_userdata('ud', {})
  })

  it('is a copy in another context', () => {
    const [a, b] = [open(), open()]
    const object = { n: 11 }
    a.set_userdata('ud', object)
    b.set_global('x', a.get_global('ud'))
    expect(b.execute_script('return type(x), x.n')).toEqual(['table', 11])
    expect(() => b.set_global('f', a.execute_script('return io.stdout'))).toThrow(/userdata handle belongs to a different Lua context/)
    a.set_global('copy', a.execute_script('return io.stdout'))
    expect(a.execute_script('return rawequal(copy, io.stdout)')).toBe(true)
  })
})

class Vector {
  constructor(public x: number, public y: number) {}
}

const vector = {
  construct: (x: number, y: number) => new Vector(x, y),
  methods: {
    length: (self: Vector) => Math.hypot(self.x, self.y),
    scale(self: Vector, k: number) { self.x *= k; self.y *= k; return self },
    pair: (self: Vector) => [self.x, self.y],
  },
  metamethods: {
    __add: (a: Vector, b: Vector) => ({ x: a.x + b.x }),
    __eq: (a: Vector, b: Vector) => a.x === b.x,
    __tostring: (self: Vector) => `(${self.x}, ${self.y})`,
  },
  readable: true,
  statics: { zero: () => 0, dimensions: 2, nested: { f: () => 'nested' } },
}

describe('register_class', () => {
  it('lets programs make and use instances', () => {
    const vm = open({ same: (value: unknown) => value instanceof Vector })
    vm.register_class('Vector', vector)
    expect(vm.execute_script(`local v = Vector.new(3, 4)
      return v:length(), v.x, v.missing, same(v), rawequal(v:scale(2), v), v.x, #v:pair(), tostring(v), type(v)`)).toEqual(
      [5, 3, null, true, true, 6, 2, '(6, 8)', 'userdata'])
    expect(vm.execute_script('return (Vector.new(1, 2) + Vector.new(3, 4)).x, Vector.new(1, 0) == Vector.new(1, 9)')).toEqual([4, true])
    expect(vm.execute_script('return Vector.zero(), Vector.dimensions, Vector.nested.f(), Vector.new(1, 1).dimensions')).toEqual([0, 2, 'nested', null])
    expect(vm.execute_script('return getmetatable(Vector)')).toBeNull()
    expect(() => vm.execute_script('Vector.new(1, 2).x = 5')).toThrow(/not writable/)
  })

  it('gives instances back as themselves, on both sides', () => {
    const vm = open()
    vm.register_class('Vector', vector)
    const v = vm.execute_script('v = Vector.new(1, 2) return v')
    expect(v).toBeInstanceOf(Vector)
    expect(vm.get_global('v')).toBe(v)
    vm.set_global('w', v)
    expect(vm.execute_script('return rawequal(v, w), w:length() > 2')).toEqual([true, true])
    vm.execute_script('v, w = nil')
    vm.gc('collect')
    vm.set_global('w', v)
    expect(vm.execute_script('return w:pair()')).toEqual([1, 2])
    expect(() => { 'use strict'; delete v.__luaClassRef }).toThrow("Cannot delete property '__luaClassRef'")
    const other = open()
    other.set_global('v', v)
    expect(other.execute_script('return type(v), v.x')).toEqual(['table', 1])
    vm.reset()
    vm.set_global('v', v)
    expect(vm.execute_script('return type(v), v.y, Vector')).toEqual(['table', 2, null])
    vm.register_class('Vector', vector)
  })

  it('may make the same object again', () => {
    const pooled = { n: 0 }
    const vm = open()
    vm.register_class('Pool', { construct: () => pooled, methods: { bump: (self: any) => ++self.n } })
    expect(vm.execute_script('local a, b = Pool.new(), Pool.new() a:bump() return b:bump()')).toBe(2)
  })

  it('has properties with accessors', () => {
    const log: unknown[] = []
    const vm = open()
    vm.register_class('Player', {
      construct: () => ({ hp: 10 }),
      properties: {
        hp: { get: (self: any) => self.hp, set: (self: any, v: number) => { if (v < 0) throw new RangeError('too low'); self.hp = v } },
        name: { get: () => 'p' },
        secret: { set: (_: any, v: unknown) => { log.push(v) } },
        bad: { get: () => { throw new Error('broken') } },
      },
    })
    vm.register_class('Boss', { construct: () => ({ hp: 99 }), extends: 'Player', properties: { name: { get: () => 'boss' } } })
    expect(vm.execute_script('p = Player.new() p.hp = p.hp + 1 p.secret = 5 return p.hp, p.name, Boss.new().hp, Boss.new().name')).toEqual([11, 'p', 99, 'boss'])
    expect(log).toEqual([5])
    expect(() => vm.execute_script('p.name = 1')).toThrow(/property 'name' of class 'Player' is read-only/)
    expect(() => vm.execute_script('return p.secret')).toThrow(/property 'secret' of class 'Player' is write-only/)
    expect(vm.execute_script('return select(2, pcall(function() p.hp = -1 end))')).toMatch(/Error writing property 'hp': too low/)
    expect(() => vm.execute_script('return p.bad')).toThrow(/broken/)
    for (const [properties, message] of [[{ x: 1 }, /must be an object with 'get' and\/or 'set'/], [{ x: {} }, /declares neither 'get' nor 'set'/],
      [{ x: { get: 1 } }, /must be an object with 'get'/]] as const) {
      expect(() => vm.register_class('Bad', { construct: () => ({}), properties })).toThrow(message)
    }
  })

  it('inherits methods and metamethods', () => {
    const vm = open()
    vm.register_class('A', { construct: () => ({}), methods: { who: () => 'A', only: () => 'a' }, metamethods: { __tostring: () => 'A!' }, statics: { s: 1 } })
    vm.register_class('B', { construct: () => ({}), extends: 'A', methods: { who: () => 'B' } })
    vm.register_class('C', { construct: () => ({}), extends: 'B' })
    expect(vm.execute_script('local c = C.new() return c:who(), c:only(), tostring(c), C.s')).toEqual(['B', 'a', 'A!', null])
    for (const parent of ['Nope', 'D']) expect(() => vm.register_class('D', { construct: () => ({}), extends: parent })).toThrow(/is not registered/)
    expect(() => vm.register_class('D', { construct: () => ({}), extends: 5 })).toThrow(/'extends' must be the name of a registered class/)
    vm.register_class('D', { construct: () => ({}) })
    expect(vm.execute_script('return tostring(D.new())')).toMatch(/^D: 0x/)
  })

  it('refuses wrong definitions, and forgets them', () => {
    const vm = open()
    expect(() => vm.register_class()).toThrow(/requires/)
    expect(() => vm.register_class('X', {})).toThrow(/construct/)
    for (const name of ['__gc', '__index', '__newindex', '__name']) {
      expect(() => vm.register_class('X', { construct: () => ({}), metamethods: { [name]: () => 1 } })).toThrow(/reserved/)
    }
    expect(() => vm.register_class('X', { construct: () => ({}), statics: { new: 1 } })).toThrow(/static 'new' is reserved/)
    vm.execute_script('setmetatable(_G, {__newindex = function() error("sealed") end})')
    expect(() => vm.register_class('X', { construct: () => ({}) })).toThrow(/sealed/)
    vm.execute_script('setmetatable(_G, nil)')
    let inner: any
    vm.register_class('X', { get construct() { inner = vm.pcall(() => vm.register_class('X', vector)).error; return () => ({}) } })
    expect(inner.message).toMatch(/already registered/)
    expect(() => vm.register_class('X', vector)).toThrow(/already registered/)
  })

  it('makes instances of objects only', () => {
    const error = new Error('mine')
    const vm = open()
    let answer: unknown
    vm.register_class('X', { construct: () => { if (answer === 'throw') throw error; return answer } })
    for (answer of [5, null, undefined, 'text', [], () => {}]) expect(() => vm.execute_script('X.new()')).toThrow(/must return an object/)
    answer = 'throw'
    expect(vm.pcall(() => vm.execute_script('X.new()')).error).toBe(error)
    answer = Object.freeze({})
    expect(vm.execute_script('return X.new()')).toBe(answer)
  })

  it('survives many instances', () => {
    const vm = open()
    vm.register_class('Vector', vector)
    expect(vm.execute_script('local n = 0 for i = 1, 5000 do n = n + Vector.new(i, 0):length() end return n')).toBe(12502500)
    vm.gc('collect')
    expect(vm.execute_script('return Vector.new(3, 4):length()')).toBe(5)
  })
})

describe('set_userdata, further', () => {
  it('stores null for nil, and finds methods before properties', () => {
    const object: any = { n: 1, m: 'property' }
    const vm = open()
    vm.set_userdata('ud', object, { readable: true, writable: true, methods: { m: () => 'method', first: (self: unknown) => self } })
    vm.execute_script('ud.n = nil')
    expect(object.n).toBeNull()
    expect(vm.execute_script('return ud:m(), ud.first("x"), ud.n')).toEqual(['method', 'x', null])
  })

  it('gives nil for what is no method, and the error of a getter all the same', () => {
    const vm = open()
    vm.set_userdata('only', { x: 1 }, { methods: { m: () => 1 } })
    vm.set_userdata('both', { get x() { throw new Error('getter') } }, { readable: true, methods: { m: () => 1 } })
    expect(vm.execute_script('return only.x, only.m ~= nil')).toEqual([null, true])
    expect(() => vm.execute_script('only.x = 1')).toThrow(/not writable/)
    expect(() => vm.execute_script('return both.x')).toThrow(/Error reading property 'x': getter/)
  })

  it('takes functions and objects of every kind, under any name', () => {
    const vm = open()
    const f = Object.assign(() => 1, { n: 2 })
    vm.set_userdata('a.b', f, { readable: true })
    expect(vm.execute_script('return type(_G["a.b"]), _G["a.b"].n')).toEqual(['userdata', 2])
    expect(vm.execute_script('return _G["a.b"]')).toBe(f)
    vm.set_userdata('odd', {}, 5)
    vm.set_userdata('odd', {}, { methods: 5 })
    vm.set_userdata('odd', {}, { methods: { n: 5, m: () => 6 } })
    expect(vm.execute_script('return odd:m(), odd.n')).toEqual([6, null])
    for (const [name, object] of [[5, {}], ['x', 5], ['x', null]]) expect(() => vm.set_userdata(name, object)).toThrow(new TypeError('Expected (string, object[, options])'))
  })

  it('has a text, and neither length nor entries', () => {
    const vm = open()
    vm.set_userdata('a', {})
    vm.set_userdata('b', {}, { readable: true })
    expect(vm.execute_script('return tostring(a), tostring(b)')).toEqual(Array(2).fill(expect.stringMatching(/^userdata: 0x/)))
    for (const use of ['return #a', 'for _ in pairs(b) do end', 'return #b']) expect(() => vm.execute_script(use)).toThrow(/attempt to get length|table expected|for iterator/)
  })

  it('is gone after a reset, and can be set again', () => {
    const vm = open()
    vm.set_userdata('ud', { n: 1 }, { readable: true })
    vm.reset()
    expect(vm.get_global('ud')).toBeNull()
    vm.set_userdata('ud', { n: 2 }, { readable: true })
    expect(vm.execute_script('return ud.n')).toBe(2)
  })

  it('leaves nothing where memory runs out', () => {
    const vm = open({}, { maxMemory: 300_000 })
    vm.execute_script('kept = {}')
    const methods = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`m${i}`, () => i]))
    expect(() => vm.set_userdata('ud', {}, { methods })).toThrow(/memory/i)
    expect(vm.get_global('ud')).toBeNull()
    vm.set_userdata('ud', {}, { methods: { m: () => 5 } })
    expect(vm.execute_script('return ud:m()')).toBe(5)
  })
})

describe('register_class, further', () => {
  it('checks its arguments', () => {
    const vm = open()
    const construct = () => ({})
    for (const args of [[], ['X'], [5, { construct }], ['X', null], ['X', 5]]) expect(() => vm.register_class(...args)).toThrow(/requires/)
    for (const wrong of [5, 'f', {}]) expect(() => vm.register_class('X', { construct: wrong })).toThrow(/construct/)
    vm.register_class('a.b', { construct })
    expect(vm.execute_script('return type(_G["a.b"].new())')).toBe('userdata')
  })

  it('reads the constructor once, and converts statics once', () => {
    const vm = open()
    let reads = 0
    const list = [1]
    vm.register_class('X', { get construct() { reads++; return () => ({ made: true }) }, readable: true, statics: { list, count: (...args: unknown[]) => args.length } })
    list.push(2)
    expect(vm.execute_script('X.new() return X.new().made, #X.list, X.count(1, 2), X.list == X.list')).toEqual([true, 1, 2, true])
    expect(reads).toBe(1)
  })

  it('makes a plain table that cannot be called, and keeps the name for itself', () => {
    const vm = open()
    vm.register_class('X', { construct: () => ({}) })
    expect(vm.execute_script('return type(X), getmetatable(X), getmetatable(X.new()).__name')).toEqual(['table', null, 'X'])
    expect(() => vm.execute_script('X()')).toThrow(/attempt to call a table value/)
    vm.execute_script('X = nil')
    expect(() => vm.register_class('X', { construct: () => ({}) })).toThrow(/already registered/)
    expect(vm.get_global('X')).toBeNull()
  })

  it('takes metamethods of every other event, and ignores what is no function', () => {
    const vm = open()
    const closed: unknown[] = []
    vm.register_class('X', {
      construct: (n: number) => ({ n }),
      metamethods: {
        __len: (self: any) => self.n, __call: (self: any, x: number) => self.n + x, __lt: (a: any, b: any) => a.n < b.n, __le: (a: any, b: any) => a.n <= b.n,
        __unm: (self: any) => -self.n, __concat: (a: any, b: any) => `${a.n ?? a}${b.n ?? b}`, __close: (self: any) => { closed.push(self.n) },
        __mul: 5, __idiv: null, __metatable: undefined,
      },
    } as any)
    expect(vm.execute_script('local a, b = X.new(1), X.new(2) return #a, a(5), a < b, b <= a, -b, a .. "x", "y" .. b')).toEqual([1, 6, true, false, -2, '1x', 'y2'])
    vm.execute_script('do local x <close> = X.new(9) end')
    expect(closed).toEqual([9])
    expect(() => vm.execute_script('return X.new(1) * 2')).toThrow(/attempt to perform arithmetic/)
  })

  it('does not hand access to properties down, but methods, accessors and metamethods of the nearest class', () => {
    const vm = open()
    vm.register_class('A', {
      construct: () => ({ x: 'a' }), readable: true, writable: true, methods: { who: () => 'A' }, metamethods: { __len: () => 1, __unm: () => 'A' },
      properties: { p: { get: () => 'pA' }, q: { get: () => 'qA' } },
    })
    vm.register_class('B', { construct: () => ({ x: 'b' }), extends: 'A', metamethods: { __len: () => 2 }, properties: { p: { get: () => 'pB' } } })
    expect(vm.execute_script('local b = B.new() return b.x, b:who(), #b, -b, b.p, b.q, B.statics')).toEqual([null, 'A', 2, 'A', 'pB', 'qA', null])
    expect(() => vm.execute_script('B.new().x = 1')).toThrow(/not writable/)
  })

  it.each<[string, any]>([
    ['a reserved metamethod', { metamethods: { __gc: () => {} } }],
    ['a static that cannot be converted', { statics: { s: Symbol('s') } }],
    ['a getter that throws', { get methods() { throw new Error('no methods') } }],
    ['an accessor that is none', { properties: { p: 5 } }],
  ])('leaves nothing of a definition with %s', async (_, part) => {
    const vm = open()
    const reference = (() => {
      const construct = () => ({})
      expect(() => vm.register_class('X', Object.defineProperties({ construct }, Object.getOwnPropertyDescriptors(part)))).toThrow()
      return new WeakRef(construct)
    })()
    expect(vm.get_global('X')).toBeNull()
    await collectGarbage()
    expect(reference.deref()).toBeUndefined()
    vm.register_class('X', { construct: () => ({ ok: true }), readable: true })
    expect(vm.execute_script('return X.new().ok')).toBe(true)
  })

  it('survives a lack of memory, and forgets all classes at a reset', () => {
    const vm = open({}, { maxMemory: 300_000 })
    const statics = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`s${i}`, `value ${i}`]))
    expect(() => vm.register_class('X', { construct: () => ({}), statics })).toThrow(/memory/i)
    const properties = { p: { get: () => 'p' } }
    vm.register_class('X', { construct: () => ({}), properties })
    vm.reset()
    expect([vm.get_global('X'), vm.info().bindingRefs.classes, vm.info().bindingRefs.classAccessors]).toEqual([null, 0, 0])
    vm.register_class('X', { construct: () => ({}), properties })
    expect(vm.execute_script('return X.new().p')).toBe('p')
  })
})
