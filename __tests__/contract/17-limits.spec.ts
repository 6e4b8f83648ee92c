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

describe('limits, further', () => {
  it('of instructions are exact to a thousand, and leave small programs alone', () => {
    const vm = open({}, { maxInstructions: 200_000 })
    for (let i = 0; i < 5; i++) expect(vm.execute_script('local s = 0 for i = 1, 1000 do s = s + i end return s')).toBe(500_500)
    const passes = (limit: number) => {
      try { open({}, { maxInstructions: limit }).execute_script('for i = 1, 10000 do end') } catch { return false }
      return true
    }
    expect([passes(9_000), passes(12_000)]).toEqual([false, true])
  })

  it('stay as they are when a hook comes or goes', () => {
    const vm = open({}, { maxInstructions: 30_000 })
    vm.set_hook(() => {}, { count: 10 })
    expect(() => vm.execute_script('while true do end')).toThrow(/instruction limit exceeded/)
    vm.remove_hook()
    expect(() => vm.execute_script('while true do end')).toThrow(/instruction limit exceeded/)
    const removing = open({ remove: () => removing.remove_hook() }, { maxInstructions: 30_000 })
    removing.set_hook(() => {}, { line: true })
    expect(() => removing.execute_script('remove() while true do end')).toThrow(/instruction limit exceeded/)
  })

  it('are told by info, and kept by a reset', () => {
    const vm = open({}, { maxInstructions: 3_000_000, timeout: 60_000, maxMemory: 4e6 })
    for (let i = 0; i < 2; i++) {
      expect(vm.info()).toMatchObject({ maxInstructions: 3_000_000, timeout: 60_000, memoryLimit: 4e6 })
      expect(() => vm.execute_script('while true do end')).toThrow(/instruction limit exceeded/)
      expect(() => vm.execute_script('return string.rep("x", 1 << 23)')).toThrow('not enough memory')
      vm.reset()
    }
  })

  it('hold in collections and while chunks are loaded', () => {
    const vm = open({}, { maxInstructions: 50_000 })
    vm.execute_script('for i = 1, 3 do setmetatable({}, {__gc = function() while true do end end}) end')
    expect(() => vm.gc('collect')).toThrow(/instruction limit exceeded/)
    expect(vm.execute_script('return 1')).toBe(1)
    expect(() => vm.execute_script('load(function() while true do end end)')).toThrow(/instruction limit exceeded/)
  })

  it.each<[string, (vm: any) => unknown]>([
    ['pcall', (vm) => vm.execute_script('return pcall(function() while true do end end)')],
    ['xpcall with a handler that loops', (vm) => vm.execute_script('return xpcall(function() while true do end end, function() while true do end end)')],
    ['coroutine.resume', (vm) => vm.execute_script('return coroutine.resume(coroutine.create(function() while true do end end))')],
    ['coroutine.close', (vm) => vm.execute_script('local co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() while true do end end}) coroutine.yield() end) coroutine.resume(co) return coroutine.close(co)')],
    ['a closing variable', (vm) => vm.execute_script('local x <close> = setmetatable({}, {__close = function() while true do end end}) return 1')],
    ['load', (vm) => vm.execute_script('return load(function() while true do end end)')],
    ['require', (vm) => { vm.add_searcher(() => 'while true do end'); return vm.execute_script('return pcall(require, "m")') }],
    ['a callback that catches', (vm) => {
      vm.set_global('f', () => { try { vm.execute_script('while true do end') } catch { return 'caught' } })
      return vm.execute_script('return f()')
    }],
    ['dofile', (vm) => { vm.set_file_reader(() => 'while true do end'); return vm.execute_script('return pcall(dofile, "x")') }],
  ])('cannot be caught by %s', (_, use) => {
    for (const [options, code] of [[{ maxInstructions: 50_000 }, 'ERR_LUA_INSTRUCTIONS'], [{ timeout: 20 }, 'ERR_LUA_TIMEOUT'], [{ cpuTime: 20 }, 'ERR_LUA_TIMEOUT']] as const) {
      const vm = open({}, options)
      let error: any
      try { use(vm) } catch (caught) { error = caught }
      expect(error).toMatchObject({ code })
      expect(vm.execute_script('return 1')).toBe(1)
    }
  })

  it('of memory can be caught, since that frees it', () => {
    const vm = open({}, { maxMemory: 512 * 1024 })
    expect(vm.execute_script('return pcall(string.rep, "x", 1 << 20)')).toEqual([false, 'not enough memory'])
    expect(vm.execute_script('local ok = pcall(function() local t = {} while true do t[#t + 1] = {} end end) return ok')).toBe(false)
  })
})
