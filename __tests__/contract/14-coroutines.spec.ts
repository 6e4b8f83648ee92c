// Section 14: coroutines.

import { describe, expect, it } from 'vitest'
import { collectGarbage } from '../collect'
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

describe('coroutines, further', () => {
  it('need no library', () => {
    const vm = open({}, { libraries: [] })
    const co = vm.create_coroutine('return function(a, b) return b, a end', { chunkName: '@bare' })
    expect(vm.resume(co, 1, 2)).toEqual({ status: 'dead', values: [2, 1] })
  })

  it('say what is wrong with their body', () => {
    const vm = open()
    expect(() => vm.create_coroutine('this is not lua')).toThrow(/syntax error/)
    for (const body of ['return 5', '', 'return {}']) expect(() => vm.create_coroutine(body)).toThrow(/function/)
    for (const body of [undefined, null, {}, 5]) expect(() => vm.create_coroutine(body)).toThrow(/Expected a script string that returns a function, or a Lua function/)
    expect(vm.resume(vm.create_coroutine(vm.get_global('math.max')), 1, 7).values).toEqual([7])
  })

  it('report errors of every kind as texts, with the error as cause', () => {
    const vm = open({ later: async () => 1 }, { timeout: 2000, maxInstructions: 50_000 })
    const failing = (body: string) => vm.resume(vm.create_coroutine(`return function() ${body} end`, { chunkName: '@co.lua' }))
    expect(failing('error("bad")')).toEqual({ status: 'dead', values: [], error: 'co.lua:1: bad' })
    expect(failing('error({})').error).toMatch(/table/)
    expect(failing('later()').error).toMatch(/returned a Promise/)
    expect(failing('while true do end').error).toMatch(/instruction limit exceeded/)
    expect(failing('error("x")').cause.code).toBe('ERR_LUA_RUNTIME')
    expect(failing('while true do end').cause.code).toBe('ERR_LUA_INSTRUCTIONS')
  })

  it('throw for arguments that cannot be converted, and stay as they are', () => {
    const vm = open()
    const co = vm.create_coroutine(counting)
    expect(() => vm.resume(co, Symbol('s'))).toThrow(/Symbol/)
    expect(co.status).toBe('suspended')
    expect(vm.resume(co, 1).values).toEqual([1, 2])
    for (const wrong of [[], [5], ['x'], [null]]) expect(() => vm.resume(...wrong)).toThrow(/Expected a coroutine object as first argument/)
  })

  it('are not closed by release, nor by leaving a loop', () => {
    const vm = open()
    let closed = 0
    const body = 'return function(f) local x <close> = setmetatable({}, {__close = f}) coroutine.yield(1) coroutine.yield(2) end'
    const co = vm.create_coroutine(body)
    vm.resume(co, () => { closed++ })
    vm.release(co)
    vm.release(co)
    vm.close(co)
    vm.gc('collect')
    expect(closed).toBe(0)
    const left = vm.create_coroutine(body)
    vm.resume(left, () => { closed++ })
    for (const _ of left) break
    expect([left.status, closed]).toEqual(['suspended', 0])
    vm.close(left)
    expect([left.status, closed, [...left]]).toEqual(['dead', 1, []])
  })

  it('give several values of a step as a list, and none as undefined', () => {
    const vm = open()
    const cursor = vm.create_coroutine('return function(a) local b = coroutine.yield() coroutine.yield(a, b) return 1, 2 end')[Symbol.iterator]()
    expect(cursor.next('a')).toEqual({ value: undefined, done: false })
    expect(cursor.next('b')).toEqual({ value: ['a', 'b'], done: false })
    expect(cursor.next()).toEqual({ value: [1, 2], done: true })
    expect(cursor.next()).toEqual({ value: undefined, done: true })
    expect(cursor.return('x')).toEqual({ value: 'x', done: true })
  })

  it('of another context are refused at every door', async () => {
    const [vm, other] = [open(), open()]
    const co = other.create_coroutine(counting)
    for (const use of [() => vm.resume(co), () => vm.close(co), () => vm.release(co)]) expect(use).toThrow(/different Lua context/)
    await expect(vm.resume_async(co)).rejects.toThrow(/different Lua context/)
    expect(other.resume(co, 1).values).toEqual([1, 2])
  })

  it('take no memory with them', () => {
    const vm = open()
    const cycle = () => {
      const co = vm.create_coroutine('return function() error("fails") end')
      vm.resume(co)
      vm.release(co)
    }
    for (let i = 0; i < 20; i++) cycle()
    vm.gc('collect')
    const before = vm.get_memory_usage()
    for (let i = 0; i < 200; i++) cycle()
    vm.gc('collect')
    expect(vm.get_memory_usage() - before).toBeLessThan(4096)
  })

  it('obey hooks and limits that were there before them', () => {
    const vm = open({}, { maxInstructions: 50_000 })
    vm.execute_script('co = coroutine.create(function() while true do end end)')
    expect(() => vm.execute_script('coroutine.resume(co)')).toThrow(/instruction limit exceeded/)
    const lines: number[] = []
    vm.set_hook((_: string, line: number) => { lines.push(line) }, { line: true })
    const co = vm.execute_script('return coroutine.create(function()\nlocal a = 1\nreturn a end)')
    lines.length = 0
    vm.resume(co)
    expect(lines).toEqual([2, 3])
  })
})

describe('asynchronous iteration', () => {
  const get = async (value: unknown) => value

  it('waits for what the coroutine waits for', async () => {
    const vm = open({ get })
    const seen: unknown[] = []
    const co = vm.create_coroutine('return function() for i = 1, 3 do coroutine.yield(get(i * 10)) end return "end" end')
    for await (const value of co) seen.push(value)
    expect(seen).toEqual([10, 20, 30])
    expect(co.status).toBe('dead')
    for await (const value of co) seen.push(value)
    expect(seen).toHaveLength(3)
  })

  it('forwards values, and gives the result once', async () => {
    const vm = open({ get })
    const cursor = vm.create_coroutine(counting)[Symbol.asyncIterator]()
    expect(cursor[Symbol.asyncIterator]()).toBe(cursor)
    expect(await cursor.next.call(cursor, 1)).toEqual({ value: [1, 2], done: false })
    expect(await cursor.next('r')).toEqual({ value: 'r', done: true })
    expect(await cursor.next()).toEqual({ value: undefined, done: true })
  })

  it('rejects with the error, and is then finished', async () => {
    const mine = new Error('mine')
    const vm = open({ fail: async () => { throw mine } })
    const cursor = vm.create_coroutine('return function() fail() end')[Symbol.asyncIterator]()
    await expect(cursor.next()).rejects.toBe(mine)
    expect(await cursor.next()).toEqual({ value: undefined, done: true })
    const released = vm.create_coroutine(counting)
    vm.release(released)
    await expect(released[Symbol.asyncIterator]().next()).rejects.toThrow(/has been released/)
  })

  it('goes on where nobody holds the cursor', async () => {
    const vm = open({ get: (value: unknown) => new Promise((done) => setTimeout(done, 20, value)) })
    const step = (() => vm.create_coroutine('return function() coroutine.yield(get(5)) end')[Symbol.asyncIterator]().next())()
    await collectGarbage()
    expect(await step).toEqual({ value: 5, done: false })
  })
})
