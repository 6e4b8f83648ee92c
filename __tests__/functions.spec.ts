// Functions that cross in both directions, and calls that are nested through both languages.

import { describe, expect, it } from 'vitest'
import lua from '../index.mjs'

const open = (callbacks = {}, options = {}) => new lua.init(callbacks, { libraries: 'all', ...options })

describe('functions of JavaScript', () => {
  it('are called with converted arguments and give one value', () => {
    const seen: unknown[] = []
    const vm = open({
      log(this: unknown, ...args: unknown[]) { seen.push(this, args) },
      list: () => [1, 2],
      nothing: () => {},
    })
    vm.execute_script('log(1, nil, "x", {a = 1}, true)')
    expect(seen).toEqual([undefined, [1, null, 'x', { a: 1 }, true]])
    expect(vm.execute_script('return select("#", nothing()), nothing()')).toEqual([1, null])
    expect(vm.execute_script('return select("#", list()), list()[2]')).toEqual([1, 2])
  })

  it('take any number of arguments', () => {
    const vm = open({ count: (...args: unknown[]) => args.length, sum: (...args: number[]) => args.reduce((a, b) => a + b, 0) })
    expect(vm.execute_script('local t = {} for i = 1, 50 do t[i] = i end return count(), sum(table.unpack(t))')).toEqual([0, 1275])
  })

  it('may be nested in values', () => {
    const vm = open({ api: { add: (a: number, b: number) => a + b, deep: [() => 'deep'] } })
    expect(vm.execute_script('return api.add(2, 3), api.deep[1]()')).toEqual([5, 'deep'])
  })

  it('come back as themselves', () => {
    const f = () => 1
    const vm = open({ f, same: (a: unknown, b: unknown) => a === b, give: () => f })
    expect(vm.get_global('f')).toBe(f)
    expect(vm.execute_script('return f, {f}')).toEqual([f, [f]])
    expect(vm.execute_script('return same(f, give())')).toBe(true)
  })

  it('called very often keep no handles', () => {
    const vm = open({ add: (a: number, b: number) => a + b, make: (n: number) => ({ n, list: [n] }) })
    expect(vm.execute_script('local n = 0 for i = 1, 200000 do n = add(n, 1) end return n')).toBe(200000)
    expect(vm.execute_script('local n = 0 for i = 1, 20000 do n = n + make(i).list[1] end return n')).toBe(200010000)
    expect(vm.get_memory_usage()).toBeLessThan(20e6)
  })

  it('that answer a promise are refused', () => {
    const vm = open({ wait: async () => 1 })
    for (const text of [/returned a Promise/, /execute_async/, /call_async/]) {
      expect(() => vm.execute_script('wait()')).toThrow(text)
    }
    expect(vm.execute_script('return (pcall(wait))')).toBe(false)
  })

  it('whose values cannot be converted raise an error in Lua', () => {
    const vm = open({ symbol: () => Symbol('s') })
    expect(vm.execute_script('return pcall(symbol)')).toEqual([false, expect.stringMatching(/return value from 'symbol'.*Symbol/)])
    vm.set_global('f', () => {})
    expect(vm.execute_script('local t = {} t.t = t return pcall(f, t)')).toEqual([false, expect.stringMatching(/nesting depth/)])
  })
})

describe('functions of Lua', () => {
  it('are called with converted arguments', () => {
    const vm = open()
    const f = vm.execute_script('return function(...) return select("#", ...), ... end')
    expect(f()).toBe(0)
    expect(f(1, undefined)).toEqual([2, 1, null])
    expect(f({ a: [1] })).toEqual([1, { a: [1] }])
    expect(f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)).toEqual([11, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(f.name).toBe('luaFunction')
    expect(vm.execute_script('return function() end')()).toBeUndefined()
  })

  it('keep their variables', () => {
    const counter = open().execute_script('local n = 0 return function() n = n + 1 return n end')
    expect([counter(), counter(), counter()]).toEqual([1, 2, 3])
  })

  it('that went into Lua come back as themselves', () => {
    const vm = open({ same: (a: unknown, b: unknown) => a === b })
    const f = vm.execute_script('function f() return "f" end return f')
    vm.set_global('g', f)
    expect(vm.execute_script('return f == g, same(f, g)')).toEqual([true, true])
    expect(vm.execute_script('return {f, f}')).toEqual([f, f])
    expect(vm.get_global('g')).toBe(f)
    expect(vm.get_global('string.format')('%05.1f', 3.14159)).toBe('003.1')
  })

  it('work in another context', () => {
    const [a, b] = [open(), open()]
    b.set_global('f', a.execute_script('n = 41 return function(x) n = n + x return n end'))
    expect(b.execute_script('return f(1)')).toBe(42)
    expect(a.get_global('n')).toBe(42)
  })

  it('cannot be taken for another function', () => {
    const f = open().execute_script('return function() return 1 end')
    expect(() => { 'use strict'; delete f.__luaFnOwner }).toThrow("Cannot delete property '__luaFnOwner'")
    expect(() => { 'use strict'; f.__luaFnOwner = 1 }).toThrow("read only property '__luaFnOwner'")
    expect(f()).toBe(1)
  })
})

describe('nested calls', () => {
  it('go through both languages', () => {
    const vm: any = open({
      down(n: number): number { return n === 0 ? 0 : vm.get_global('up')(n - 1) + 1 },
    })
    vm.execute_script('function up(n) if n == 0 then return 0 end return down(n - 1) + 1 end')
    expect(vm.get_global('up')(50)).toBe(50)
  })

  it('that never end are an error, not a crash', () => {
    const vm: any = open({ again: () => vm.execute_script('again()') })
    expect(() => vm.execute_script('again()')).toThrow(/stack|overflow/i)
    expect(vm.execute_script('return 1')).toBe(1)
  })

  it('may change and collect everything', () => {
    const vm: any = open({
      work(value: unknown) {
        vm.set_global('x', [value])
        vm.gc('collect')
        return vm.execute_script('local t = {} for i = 1, 1000 do t[i] = {} end return {x, "text" .. #t}')
      },
    })
    expect(vm.execute_script('return work({1}), work("s" .. "t")')).toEqual([[[[1]], 'text1000'], [['st'], 'text1000']])
  })

  it('leave files and coroutines what they are', () => {
    const vm = open({ id: (x: unknown) => x })
    expect(vm.execute_script('local f = io.stdout return id(f) == f, io.type(id(f))')).toEqual([true, 'file'])
    expect(vm.execute_script('local c = coroutine.create(print) return id(c) == c')).toBe(true)
    expect(vm.execute_script('return coroutine.wrap(function() return id({coroutine.isyieldable()}) end)()')).toEqual([true])
    expect(Object.getOwnPropertyNames(vm.execute_script('return io.stdout'))).toEqual(['_userdata'])
    const other = open()
    expect(() => other.set_global('f', vm.execute_script('return io.stdout'))).toThrow(/userdata handle belongs to a different Lua context/)
  })
})
