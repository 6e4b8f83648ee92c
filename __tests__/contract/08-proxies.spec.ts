// Section 8: tables with a metatable as objects; section 9: environments.

import { describe, expect, it } from 'vitest'
import { open } from './open'

describe('proxies', () => {
  const proxy = () => open().execute_script(`return setmetatable({10, 20, [1.5] = 1, [true] = 2, x = 5, ["01"] = 6}, {
    __index = function(_, key) return type(key) .. " " .. tostring(key) end, __tostring = function() return "the table" end})`)

  it('take names that are integers for integers, and no others', () => {
    const p = proxy()
    expect([p[1], p['2'], p['-3']]).toEqual([10, 20, 'number -3'])
    for (const name of ['1.5', '1e3', ' 1', '+1', '', '99999999999999999999']) expect(p[name]).toBe(`string ${name}`)
  })

  it('list the keys that are names or integers', () => {
    expect(Object.keys(proxy()).sort()).toEqual(['01', '1', '2', 'x'])
    expect(Object.getOwnPropertyDescriptor(proxy(), 'x')).toMatchObject({ value: 5, enumerable: true, configurable: true })
    expect({ ...proxy() }).toMatchObject({ 1: 10, x: 5 })
  })

  it('answer what every object is asked without asking Lua', async () => {
    const p = proxy()
    expect(p.then).toBeUndefined()
    expect(await p).toBe(p)
    expect(p[Symbol.iterator]).toBeUndefined()
    expect(`${p}`).toBe('the table')
    expect(typeof p).toBe('object')
  })

  it('know what is there', () => {
    const p = open().execute_script('return setmetatable({a = 1}, {})')
    expect(['a' in p, 'b' in p]).toEqual([true, false])
    p.b = 2
    expect(p.b).toBe(2)
    delete p.b
    expect(p.b).toBeNull()
  })

  it('say why they cannot be used any more', () => {
    const vm = open()
    const make = () => vm.execute_script('return setmetatable({n = 1}, {})')
    const released = make()
    vm.release(released)
    for (const use of [() => released.n, () => { released.n = 2 }, () => Object.keys(released), () => vm.set_global('x', released)]) {
      expect(use).toThrow('table handle has been released')
    }
    const replaced = make()
    vm.reset()
    expect(() => replaced.n).toThrow(/replaced by reset/)
    const closed = make()
    vm.dispose()
    expect(() => closed.n).toThrow(/has been closed/)
  })
})

describe('environments', () => {
  it('have copies of the references they name', () => {
    const vm = open()
    vm.execute_script('shared = {n = 1}')
    const env = vm.create_environment({ whitelist: ['shared', 'missing', 'math.pi'] })
    expect(env.keys()).toEqual(['shared'])
    vm.execute_script_in(env, 'shared.n = 2  own = 3')
    expect([vm.execute_script('return shared.n'), vm.get_global('own'), env.get('own')]).toEqual([2, null, 3])
  })

  it('may see all globals, and hide them', () => {
    const vm = open()
    const env = vm.create_environment({ inherit: true })
    vm.execute_script('later = 1')
    expect(vm.execute_script_in(env, 'local before = later later = 2 return before, later')).toEqual([1, 2])
    expect(vm.get_global('later')).toBe(1)
  })

  it('are empty without options', () => {
    const vm = open()
    for (const options of [undefined, null, {}, { whitelist: [] }]) expect(vm.create_environment(options).keys()).toEqual([])
  })

  it.each<[any, string]>([
    ['math', 'must be an object'],
    [['math'], 'must be an object'],
    [{ whitelist: 'math' }, 'must be an array of strings'],
    [{ whitelist: [1] }, 'entries must be strings'],
  ])('refuse %o', (options, message) => {
    expect(() => open().create_environment(options)).toThrow(message)
  })

  it('stay with the functions that were made in them', () => {
    const vm = open()
    const env = vm.create_environment()
    const f = vm.execute_script_in(env, 'n = 0 return function() n = n + 1 return n end')
    f()
    expect([f(), env.get('n')]).toEqual([2, 2])
  })
})

describe('proxies, further', () => {
  it('are objects, even of tables that can be called, and new ones for each crossing', () => {
    const vm = open()
    vm.execute_script('t = setmetatable({n = 1}, {__call = function() return 1 end})')
    const p = vm.get_global('t')
    expect(typeof p).toBe('object')
    expect(() => p()).toThrow(TypeError)
    vm.set_global('u', [p, { p: vm.get_global('t') }])
    expect(vm.execute_script('return u[1] == t, u[2].p == t')).toEqual([true, true])
  })

  it('take names for integers exactly', () => {
    const p = open().execute_script('return setmetatable({[0] = "zero"}, {__index = function(_, k) return math.type(k) or type(k) end})')
    expect([p['0'], p['9223372036854775807'], p['-9223372036854775808'], p['9007199254740993'], p['9223372036854775808'], p['0x1']]).toEqual(
      ['zero', 'integer', 'integer', 'integer', 'string', 'string'])
  })

  it('write through __newindex', () => {
    const vm = open()
    vm.execute_script('log = {} t = setmetatable({}, {__newindex = function(_, k, v) log[#log + 1] = math.type(k) or k log[#log + 1] = v end})')
    const p = vm.get_global('t')
    p.name = 1
    p['7'] = 'x'
    expect(vm.get_global('log')).toEqual(['name', 1, 'integer', 'x'])
    vm.execute_script('setmetatable(t, {__newindex = function() error("sealed") end, __index = function() error("hidden") end})')
    expect(() => { p.x = 1 }).toThrow(/sealed/)
    expect(() => p.x).toThrow(/hidden/)
    expect(() => 'x' in p).toThrow(/hidden/)
  })

  it('have no symbols, and ask Lua for none', () => {
    const vm = open()
    const p = vm.execute_script('asked = 0 return setmetatable({}, {__index = function() asked = asked + 1 end})')
    expect([p[Symbol('s')], p[Symbol.iterator], Symbol.iterator in p]).toEqual([undefined, undefined, false])
    expect(vm.get_global('asked')).toBe(0)
  })

  it('are written as JSON, with what is nested', () => {
    const p = open().execute_script('return setmetatable({a = 1, list = {1, 2}, inner = setmetatable({x = "y"}, {}), [1.5] = 1, [true] = 1}, {})')
    expect(JSON.parse(JSON.stringify(p))).toEqual({ a: 1, list: [1, 2], inner: { x: 'y' } })
  })
})

describe('environments, further', () => {
  it('do not show what is not listed', () => {
    const vm = open()
    const env = vm.create_environment({ whitelist: ['load', 'type'] })
    vm.set_global('outside', 1)
    expect(vm.execute_script_in(env, 'return _G, outside')).toEqual([null, null])
    // What load compiles has the globals of the context.
    expect(vm.execute_script_in(env, 'return load("return outside")()')).toBe(1)
    expect(vm.execute_script_in(vm.create_environment({ whitelist: ['_G'] }), 'return _G.outside')).toBe(1)
  })

  it('take anything that is true for inherit', () => {
    const vm = open()
    for (const inherit of [1, 'yes', {}]) expect(vm.execute_script_in(vm.create_environment({ inherit }), 'return type(print)')).toBe('function')
    for (const inherit of [0, '', null]) expect(vm.create_environment({ inherit }).get('print')).toBeNull()
  })

  it('work with limits, functions of JavaScript and metatables', () => {
    const vm = open({ f: (x: number) => x + 1 }, { maxInstructions: 50_000 })
    const env = vm.create_environment({ whitelist: ['f', 'pcall'] })
    expect(vm.execute_script_in(env, 'return f(1)')).toBe(2)
    expect(() => vm.execute_script_in(env, 'while true do pcall(f, 1) end')).toThrow(/instruction limit exceeded/)
    vm.set_metatable(env, { __index: (_: unknown, key: string) => `${key}?` })
    expect(vm.execute_script_in(env, 'return anything')).toBe('anything?')
  })
})
