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
