// Section 17: limits as programs and hosts see them; section 16: the collector as an interface.

import { describe, expect, it } from 'vitest'
import { open } from './open'

const COSTLY = 'setmetatable({}, {__index = function() local s = 0 for i = 1, 20000 do s = s + i end return s end})'

describe('maxInstructions', () => {
  it('stops what does not end, everywhere', async () => {
    const vm = open({}, { maxInstructions: 50_000 })
    const endless = 'while true do end'
    const f = vm.execute_script(`return function() ${endless} end`)
    const handle = vm.create_table()
    vm.execute_script(`mt = {__index = function() ${endless} end, __len = function() ${endless} end}`)
    vm.set_global('t', handle)
    vm.execute_script('setmetatable(t, mt)  s = setmetatable({}, mt)')
    const proxy = vm.get_global('s')
    const uses = [() => vm.execute_script(endless), f, () => vm.call('mt.__index'), () => handle.get('x'), () => handle.length(), () => proxy.x,
      () => vm.get_global('s.x'), () => vm.execute_script_in(vm.create_environment(), endless), () => vm.load_bytecode(vm.compile(endless)),
      () => vm.execute_script('return table.sort({1, 2, 3}, function() while true do end end)'),
      () => vm.execute_script('return ("x"):rep(1e5):gsub(".", function() for i = 1, 100 do end end)')]
    for (const use of uses) expect(use).toThrow(/instruction limit exceeded/)
    const coroutine = vm.create_coroutine(`return function() ${endless} end`)
    expect(vm.resume(coroutine)).toMatchObject({ status: 'dead', error: expect.stringMatching(/instruction limit exceeded/) })
    await expect(vm.execute_script_async(endless)).rejects.toThrow(/instruction limit exceeded/)
    await expect(vm.execute_async(endless)).rejects.toThrow(/instruction limit exceeded/)
    expect(vm.execute_script('return 1')).toBe(1)
  })

  it('cannot be caught', () => {
    const vm = open({}, { maxInstructions: 50_000 })
    for (const script of ['while true do pcall(function() while true do end end) end', 'xpcall(function() while true do end end, print) return 1',
      'coroutine.wrap(function() while true do end end)() return 1', 'setmetatable({}, {__gc = function() while true do end end}) collectgarbage() return 1']) {
      expect(() => vm.execute_script(script)).toThrow(/instruction limit exceeded/)
    }
  })

  it('is tight where it is small, and leaves room where it is not', () => {
    expect(() => open({}, { maxInstructions: 500 }).execute_script('for i = 1, 1e9 do end')).toThrow(/instruction limit exceeded/)
    expect(open({}, { maxInstructions: 1_000_000 }).execute_script('local s = 0 for i = 1, 100 do s = s + i end return s')).toBe(5050)
  })

  it('begins anew with every outermost call, and with no other', () => {
    const vm = open({ again: () => vm.execute_script('return 1'), look: () => vm.gc('count') }, { maxInstructions: 200_000 })
    vm.execute_script(`t = ${COSTLY}`)
    const handle = vm.get_global_ref('t')
    const proxy = vm.get_global('t')
    for (let i = 0; i < 30; i++) expect([handle.get(`a${i}`), proxy[`b${i}`], vm.get_global(`t.c${i}`)]).toEqual(Array(3).fill(200010000))
    expect(() => vm.execute_script('while true do again() end')).toThrow(/instruction limit exceeded/)
    expect(() => vm.execute_script('while true do look() end')).toThrow(/instruction limit exceeded/)
  })
})

describe('timeout', () => {
  it('stops programs, and begins with the call', async () => {
    const vm = open({}, { timeout: 50 })
    vm.execute_script(`t = ${COSTLY}`)
    const handle = vm.get_global_ref('t')
    await new Promise((done) => setTimeout(done, 100))
    expect(handle.get('x')).toBe(200010000)
    expect(() => vm.execute_script('while true do end')).toThrow('execution timeout')
    expect(vm.resume(vm.create_coroutine('return function() while true do end end')).error).toMatch(/execution timeout/)
    await expect(vm.execute_script_async('while true do end')).rejects.toThrow('execution timeout')
    expect(vm.execute_script('return 2')).toBe(2)
  })

  it('is whichever limit is reached first', () => {
    expect(() => open({}, { timeout: 60_000, maxInstructions: 50_000 }).execute_script('while true do end')).toThrow(/instruction limit exceeded/)
    expect(() => open({}, { timeout: 30, maxInstructions: 4e9 }).execute_script('while true do end')).toThrow(/execution timeout/)
  })

  it('survives a reset', () => {
    const vm = open({}, { timeout: 30 })
    vm.reset()
    expect(() => vm.execute_script('while true do end')).toThrow(/execution timeout/)
  })
})

describe('gc', () => {
  it('has the collector run, or not', () => {
    const vm = open()
    expect([vm.gc('isrunning'), vm.gc('stop'), vm.gc('isrunning'), vm.gc('restart'), vm.gc('isrunning')]).toEqual([true, undefined, false, undefined, true])
    vm.gc('stop')
    vm.info()
    expect(vm.gc('isrunning')).toBe(false)
    vm.reset()
    expect(vm.gc('isrunning')).toBe(true)
  })

  it('collects, all at once or step by step', () => {
    const vm = open()
    vm.execute_script('kept = {} for i = 1, 20000 do kept[i] = {i} end')
    const full = vm.gc('count')
    vm.execute_script('kept = nil')
    expect(vm.gc('collect')).toBeUndefined()
    expect(vm.gc('count')).toBeLessThan(full - 512)
    vm.gc('stop')
    let steps = 0
    while (!vm.gc('step', 4096)) expect(++steps).toBeLessThan(10_000)
  })

  it('knows modes and parameters', () => {
    const vm = open()
    expect([vm.gc('generational'), vm.gc('incremental'), vm.gc('incremental')]).toEqual(['incremental', 'generational', 'incremental'])
    const names = ['minormul', 'majorminor', 'minormajor', 'pause', 'stepmul', 'stepsize']
    expect(names.map((name) => vm.gc('param', name))).toEqual([20, 50, 68, 250, 200, 9600])
    expect([vm.gc('param', 'pause', 400), vm.gc('param', 'pause'), vm.gc('param', 'pause', 250)]).toEqual([250, 400, 400])
  })

  it.each<[unknown[], RegExp]>([
    [[], /command string/],
    [[42], /command string/],
    [['COLLECT'], /Unknown GC command/],
    [['step', -1], /non-negative/],
    [['param'], /parameter name/],
    [['param', 'speed'], /Unknown GC parameter/],
    [['param', 'pause', 100_001], /between 0 and 100000/],
    [['param', 'pause', -5], /between 0 and 100000/],
  ])('refuses %o', (args, message) => {
    expect(() => open().gc(...args)).toThrow(message)
  })
})
