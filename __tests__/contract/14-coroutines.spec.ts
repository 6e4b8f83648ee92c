// Section 14: coroutines.

import { describe, expect, it } from 'vitest'
import { open } from './open'

const counting = 'return function(a) local b = coroutine.yield(a, a + 1) return b end'

describe('coroutines', () => {
  it('are resumed with values and give values', () => {
    const vm = open()
    const co = vm.create_coroutine(counting)
    expect(co.status).toBe('suspended')
    expect(vm.resume(co, 1)).toEqual({ status: 'suspended', values: [1, 2] })
    expect(vm.resume(co, 'end')).toEqual({ status: 'dead', values: ['end'] })
    expect(co.status).toBe('dead')
    expect(vm.resume(co)).toMatchObject({ status: 'dead', values: [], error: expect.stringMatching(/dead/) })
  })

  it('tell errors instead of throwing them', () => {
    const mine = new Error('mine')
    const vm = open({ boom() { throw mine } })
    const co = vm.create_coroutine('return function() error("bad") end', { chunkName: '@co.lua' })
    expect(vm.resume(co)).toEqual({ status: 'dead', values: [], error: 'co.lua:1: bad' })
    const result: any = vm.resume(vm.create_coroutine('return function() boom() end'))
    expect(result.error).toBe('mine')
    expect(result.cause).toBe(mine)
  })

  it('are made of functions of Lua only', () => {
    const vm = open()
    expect(vm.resume(vm.create_coroutine(vm.execute_script('return function() return 1 end'))).values).toEqual([1])
    expect(() => vm.create_coroutine('return 1')).toThrow(/function/)
    expect(() => vm.create_coroutine('return %%%')).toThrow(/unexpected symbol/)
    expect(() => vm.create_coroutine(() => {})).toThrow(/plain JavaScript function/)
    expect(() => vm.create_coroutine(5)).toThrow(/Expected a script string that returns a function, or a Lua function/)
    expect(() => vm.create_coroutine(open().execute_script('return function() end'))).toThrow(/different Lua context/)
    const f = vm.execute_script('return function() end')
    vm.release(f)
    expect(() => vm.create_coroutine(f)).toThrow(/has been released/)
  })

  it('are checked', () => {
    const [vm, other] = [open(), open()]
    expect(() => vm.resume()).toThrow(/Expected a coroutine object as first argument/)
    expect(() => vm.resume({})).toThrow(/Invalid coroutine object/)
    expect(() => vm.resume({ _coroutine: vm.create_table()._tableRef })).toThrow(/Invalid coroutine object/)
    expect(() => other.resume(vm.create_coroutine(counting))).toThrow(/different Lua context/)
    expect(() => vm.close(1)).toThrow(/requires a coroutine object/)
    expect(() => vm.close({})).toThrow(/Invalid coroutine object/)
    const co = vm.create_coroutine(counting)
    vm.release(co)
    expect(() => vm.resume(co)).toThrow(/coroutine has been released/)
    expect(() => vm.close(co)).not.toThrow()
  })

  it('are iterated', () => {
    const vm = open()
    const body = 'return function() for i = 1, 3 do coroutine.yield(i) end return "end" end'
    expect([...vm.create_coroutine(body)]).toEqual([1, 2, 3])
    const cursor = vm.create_coroutine(counting)[Symbol.iterator]()
    expect(cursor.next(1)).toEqual({ value: [1, 2], done: false })
    expect(cursor.next('r')).toEqual({ value: 'r', done: true })
    expect(cursor.next()).toEqual({ value: undefined, done: true })
    const left = vm.create_coroutine(body)
    for (const value of left) if (value === 1) break
    expect(left.status).toBe('suspended')
    expect([...left]).toEqual([2, 3])
    expect([...vm.execute_script('return coroutine.create(function() coroutine.yield("lua") end)')]).toEqual(['lua'])
    const failing = vm.create_coroutine('return function() error("bad") end')[Symbol.iterator]()
    expect(() => failing.next()).toThrow(/bad/)
    expect(failing.next().done).toBe(true)
    const released = vm.create_coroutine(body)
    vm.release(released)
    expect(() => [...released]).toThrow(/has been released/)
  })

  it('are closed', () => {
    const vm = open()
    const body = 'return function(f) local x <close> = setmetatable({}, {__close = f}) coroutine.yield() end'
    const co = vm.create_coroutine(body)
    let closed = 0
    vm.resume(co, () => { closed++ })
    vm.close(co)
    vm.close(co)
    expect([closed, co.status]).toEqual([1, 'dead'])
    expect(vm.resume(co).status).toBe('dead')
    const failing = vm.create_coroutine(body)
    vm.resume(failing, vm.execute_script('return function() error("close failed") end'))
    expect(() => vm.close(failing)).toThrow(/close failed/)
    expect(failing.status).toBe('dead')
  })

  it('keep their identity', () => {
    const vm = open()
    const co = vm.create_coroutine(counting)
    vm.set_global('co', co)
    expect(vm.execute_script('return type(co), coroutine.status(co)')).toEqual(['thread', 'suspended'])
    expect(vm.get_global('co')).toBe(co)
    expect(() => open().set_global('co', co)).toThrow(/coroutine belongs to a different Lua context/)
  })
})
