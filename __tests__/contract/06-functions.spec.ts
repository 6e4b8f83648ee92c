// Section 6: functions of one language in the other.

import { describe, expect, it } from 'vitest'
import { collectGarbage } from '../collect'
import { open } from './open'

describe('functions of Lua', () => {
  it('get every argument and give what a program gives', () => {
    const f = open().execute_script('return function(...) return select("#", ...) end')
    expect([f(), f(undefined), f(1, undefined, undefined)]).toEqual([0, 1, 3])
    const g = open().execute_script('return function(n) if n == 1 then return "a" elseif n == 2 then return 1, 2 end end')
    expect([g(0), g(1), g(2)]).toEqual([undefined, 'a', [1, 2]])
  })

  it('say why they cannot be called any more', () => {
    const vm = open()
    const make = () => vm.execute_script('return function() return 1 end')
    const released = make()
    vm.release(released)
    expect(() => released()).toThrow('Lua function has been released')
    vm.set_global('released', released)
    expect(() => vm.execute_script('released()')).toThrow(/released/)
    const replaced = make()
    vm.reset()
    expect(() => replaced()).toThrow(/state was replaced by reset/)
    vm.set_global('replaced', replaced)
    expect(() => vm.execute_script('replaced()')).toThrow(/replaced by reset/)
    const closed = make()
    vm.dispose()
    expect(() => closed()).toThrow(/has been closed/)
  })

  it('are called through in another context', () => {
    const [one, two] = [open(), open()]
    one.execute_script('n = 10')
    two.set_global('add', one.execute_script('return function(x) n = n + x return n end'))
    expect(two.execute_script('return add(1) + add(2)')).toBe(24)
    expect(one.get_global('n')).toBe(13)
  })
})

describe('functions of JavaScript', () => {
  it('give exactly one value, and have no this', () => {
    const vm = open({ none: () => undefined, list: () => [1, 2], self(this: unknown) { return this === undefined } })
    expect(vm.execute_script('return select("#", none()), select("#", list()), self()')).toEqual([1, 1, true])
  })

  it('may not answer a promise where nothing waits for it', () => {
    const vm = open({ later: async () => 1 })
    for (const text of [/returned a Promise/, /execute_async/, /call_async/]) expect(() => vm.execute_script('later()')).toThrow(text)
    expect(vm.resume(vm.create_coroutine('return function() later() end')).error).toMatch(/returned a Promise/)
  })

  it('raise errors where values cannot be converted', () => {
    const vm = open({ symbol: () => Symbol('s') })
    expect(() => vm.execute_script('symbol()')).toThrow(/Error converting return value from 'symbol': .*Symbol/)
    expect(vm.execute_script('return pcall(symbol)')).toEqual([false, expect.stringMatching(/Symbol/)])
  })

  it('may replace themselves while they run', () => {
    const vm = open({ f: (n: number) => { vm.set_global('f', (m: number) => m * 10); return n + 1 } })
    expect(vm.execute_script('return f(1), f(4)')).toEqual([2, 40])
  })

  it('are the same when they come back', () => {
    const f = () => 1
    const vm = open({ f, t: { f } })
    expect(vm.get_global('f')).toBe(f)
    expect(vm.get_global('t').f).toBe(f)
  })

  it('are given back at once where a registration fails', async () => {
    const vm = open()
    vm.execute_script('setmetatable(_G, {__newindex = function() error("not here") end})')
    const references = (() => {
      const functions = [() => ({}), () => 1, () => 2]
      const [construct, method, other] = functions
      expect(() => vm.register_class('X', { construct, methods: { method } })).toThrow(/not here/)
      expect(() => vm.set_userdata('u', {}, { methods: { other } })).toThrow(/not here/)
      return functions.map((f) => new WeakRef(f))
    })()
    await collectGarbage()
    expect(references.map((reference) => reference.deref())).toEqual([undefined, undefined, undefined])
    vm.execute_script('setmetatable(_G, nil)')
    vm.register_class('X', { construct: () => ({}), methods: { method: () => 3 } })
    expect(vm.execute_script('return X.new():method()')).toBe(3)
  })
})
