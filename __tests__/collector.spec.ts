// The garbage collector, and what JavaScript and Lua keep alive of each other.

import { describe, expect, it } from 'vitest'
import lua from '../index.mjs'
import { collectGarbage } from './collect.js'

const open = (callbacks = {}, options = {}) => new lua.init(callbacks, { libraries: 'all', ...options })

describe('gc', () => {
  it('collects', () => {
    const vm = open()
    vm.execute_script('kept = string.rep("x", 1e6) garbage = string.rep("y", 4e6) garbage = nil')
    const before = vm.get_memory_usage()
    expect(vm.gc('collect')).toBeUndefined()
    expect(vm.get_memory_usage()).toBeLessThan(before - 3e6)
    expect(vm.gc('count') * 1024).toBe(vm.get_memory_usage())
  })

  it('stops, restarts and steps', () => {
    const vm = open()
    expect(vm.gc('isrunning')).toBe(true)
    expect(vm.gc('stop')).toBeUndefined()
    expect(vm.gc('isrunning')).toBe(false)
    let steps = 0
    while (!vm.gc('step') && steps < 10_000) steps++
    expect(steps).toBeLessThan(10_000)
    expect(vm.gc('restart')).toBeUndefined()
    expect(vm.gc('isrunning')).toBe(true)
    expect(typeof vm.gc('step', 100)).toBe('boolean')
  })

  it('has modes and parameters', () => {
    const vm = open()
    expect(vm.gc('generational')).toBe('incremental')
    expect(vm.gc('incremental')).toBe('generational')
    const pause = vm.gc('param', 'pause')
    expect(vm.gc('param', 'pause', 400)).toBe(pause)
    expect(vm.gc('param', 'pause')).toBe(400)
  })

  it('refuses what it does not know', () => {
    const vm: any = open()
    expect(() => vm.gc()).toThrow(/command string/)
    expect(() => vm.gc('COLLECT')).toThrow(/Unknown GC command/)
    expect(() => vm.gc('step', -1)).toThrow(/non-negative/)
    expect(() => vm.gc('param')).toThrow(/parameter name/)
    expect(() => vm.gc('param', 'nothing')).toThrow(/Unknown GC parameter/)
    expect(() => vm.gc('param', 'pause', 1e6)).toThrow(/between 0 and 100000/)
  })

  it('runs finalizers, which may call JavaScript', () => {
    const seen: number[] = []
    const vm = open({ seen: (n: number) => { seen.push(n) } })
    vm.execute_script('for i = 1, 3 do setmetatable({}, {__gc = function() seen(i) end}) end')
    vm.gc('collect')
    expect(seen.sort()).toEqual([1, 2, 3])
    vm.execute_script('last = setmetatable({}, {__gc = function() seen(4) end})')
    vm.dispose()
    expect(seen).toEqual([1, 2, 3, 4])
  })
})

describe('what is held', () => {
  it('by JavaScript is collected in Lua when JavaScript lets go', async () => {
    const vm = open()
    let functions: unknown[] | null = []
    for (let i = 0; i < 500; i++) functions.push(vm.execute_script('local t = string.rep("x", 4096) .. math.random() return function() return t end'))
    vm.gc('collect')
    const held = vm.get_memory_usage()
    functions = null
    await collectGarbage()
    vm.gc('collect')
    expect(vm.get_memory_usage()).toBeLessThan(held - 1e6)
  })

  it('by Lua is collected in JavaScript when Lua lets go', async () => {
    const vm = open()
    const references: WeakRef<object>[] = []
    for (let i = 0; i < 10; i++) {
      const big = { i }
      references.push(new WeakRef(big))
      vm.set_global('f', () => big)
    }
    vm.set_global('f', undefined)
    vm.gc('collect')
    vm.execute_script('')
    await collectGarbage()
    expect(references.filter((reference) => reference.deref()).length).toBeLessThanOrEqual(1)
  })

  it('as a whole context is collected', async () => {
    const references: WeakRef<object>[] = []
    for (let i = 0; i < 20; i++) references.push(new WeakRef(open()))
    await collectGarbage()
    expect(references.filter((reference) => reference.deref()).length).toBeLessThanOrEqual(1)
  })

  it('keeps a state alive without its context', async () => {
    const f = (() => open().execute_script('local n = 0 return function() n = n + 1 return n end'))()
    await collectGarbage()
    expect([f(), f()]).toEqual([1, 2])
  })
})
