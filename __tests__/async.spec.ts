// Runs on the thread pool, in slices.

import { stat } from 'node:fs/promises'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import lua, { LuaError } from '../index.mjs'

const open = (callbacks = {}, options = {}) => new lua.init(callbacks, { libraries: 'all', ...options })

describe('execute_script_async', () => {
  it('gives the results', async () => {
    const vm = open()
    expect(await vm.execute_script_async('return 1')).toBe(1)
    expect(await vm.execute_script_async('')).toBeUndefined()
    expect(await vm.execute_script_async('return nil')).toBeNull()
    expect(await vm.execute_script_async('return 1, {a = {2}}, "x"')).toEqual([1, { a: [2] }, 'x'])
    const f = await vm.execute_script_async('return function(x) return x * 2 end')
    expect(f(21)).toBe(42)
  })

  it('rejects with the error', async () => {
    const vm = open()
    await expect(vm.execute_script_async('error("x")')).rejects.toThrow(/:1: x\nstack traceback:/)
    await expect(vm.execute_script_async('return +')).rejects.toThrow(/unexpected symbol/)
    await expect(vm.execute_script_async('local t = {} t.t = t return t')).rejects.toThrow(/failed to convert async result/)
    await expect(vm.execute_script_async('error({1})')).rejects.toBeInstanceOf(LuaError)
    expect(vm.is_busy()).toBe(false)
  })

  it('keeps the context busy', async () => {
    const vm: any = open()
    const f = vm.execute_script('return function() end')
    const run = vm.execute_script_async('local n = 0 for i = 1, 1e6 do n = n + i end return n')
    expect(vm.is_busy()).toBe(true)
    for (const use of [
      () => vm.execute_script('return 1'), () => vm.set_global('x', 1), () => vm.get_global('x'), () => vm.gc('count'),
      () => vm.info(), () => vm.set_hook(() => {}, { line: true }), () => vm.remove_hook(), () => vm.dispose(), f,
      () => vm.execute_script_async('return 1'), () => vm.execute_file_async('x'), () => vm.compile('return 1'),
    ]) expect(use).toThrow(/busy with an async operation/)
    expect(await run).toBe(500000500000)
    expect(vm.is_busy()).toBe(false)
    expect(vm.execute_script('return 1')).toBe(1)
  })

  it('refuses functions of JavaScript', async () => {
    const vm = open({ f: () => 1 })
    await expect(vm.execute_script_async('f()')).rejects.toThrow("JS callbacks are not available in async mode (called 'f')")
    expect(await vm.execute_script_async('return pcall(f)')).toEqual([false, expect.stringMatching(/async mode/)])
    expect(vm.execute_script('return f()')).toBe(1)
  })

  it('is refused inside another operation', () => {
    const vm: any = open({ f: () => vm.execute_script_async('return 1') })
    expect(() => vm.execute_script('f()')).toThrow(/execute_script_async\(\) cannot be called while Lua is executing/)
    vm.set_global('dispose', () => vm.dispose())
    expect(() => vm.execute_script('dispose()')).toThrow(/dispose\(\) cannot be called while Lua is executing/)
    expect(() => vm.set_global('x', { get a() { vm.dispose(); return 1 } })).toThrow(/dispose\(\) cannot be called from inside another/)
    expect(vm.execute_script('return 1')).toBe(1)
  })

  it('obeys limits', async () => {
    await expect(open({}, { maxInstructions: 1e6 }).execute_script_async('while true do end')).rejects.toMatchObject({ code: 'ERR_LUA_INSTRUCTIONS' })
    await expect(open({}, { timeout: 50 }).execute_script_async('while true do end')).rejects.toMatchObject({ code: 'ERR_LUA_TIMEOUT' })
    await expect(open({}, { maxMemory: 1e6 }).execute_script_async('local t = {} while true do t[#t + 1] = {} end')).rejects.toMatchObject({ code: 'ERR_LUA_MEMORY' })
  })

  it('leaves the thread pool to others', async () => {
    const runs = Array.from({ length: 8 }, () => {
      const vm = open()
      return [vm, vm.execute_script_async('while true do end')] as const
    })
    for (let i = 0; i < 3; i++) await stat('.')
    for (const [vm, run] of runs) {
      vm.cancel()
      await expect(run).rejects.toMatchObject({ code: 'ERR_LUA_CANCELED' })
    }
  })

  it('runs many contexts to their ends', async () => {
    const runs = Array.from({ length: 40 }, (_, i) => open().execute_script_async(`local n = 0 for i = 1, 1e5 do n = n + i end return n + ${i}`))
    expect(await Promise.all(runs)).toEqual(runs.map((_, i) => 5000050000 + i))
  })
})

describe('a thousand contexts', () => {
  it('share the pool, and an endless one holds up nobody', async () => {
    const endless = open()
    const run = endless.execute_script_async('while true do end')
    const runs = Array.from({ length: 1000 }, (_, i) => new lua.init({}, {}).execute_script_async(`local n = 0 for i = 1, 20000 do n = n + i end return n + ${i}`))
    expect(await Promise.all(runs)).toEqual(runs.map((_, i) => 200010000 + i))
    endless.cancel()
    await expect(run).rejects.toMatchObject({ code: 'ERR_LUA_CANCELED' })
  })
})

describe('cancel', () => {
  it('ends a run that never ends, with and without limits', async () => {
    for (const options of [{}, { timeout: 60_000 }]) {
      const vm = open({}, options)
      const run = vm.execute_script_async('while true do pcall(function() while true do end end) end')
      await new Promise((done) => setTimeout(done, 20))
      vm.cancel()
      await expect(run).rejects.toThrow('execution cancelled')
      expect(vm.execute_script('return 1')).toBe(1)
    }
  })

  it('lets a short program without limits complete', async () => {
    const vm = open()
    const run = vm.execute_script_async('local n = 0 for i = 1, 3000000 do n = n + 1 end return n')
    vm.cancel()
    expect(await run).toBe(3000000)
  })

  it('does nothing where nothing runs', async () => {
    const vm = open({}, { timeout: 10_000 })
    vm.cancel()
    expect(vm.execute_script('return 1')).toBe(1)
    const run = vm.execute_script_async('return 2')
    await run
    vm.cancel()
    expect(await vm.execute_script_async('return 3')).toBe(3)
    vm.dispose()
    vm.cancel()
    expect(vm.is_busy()).toBe(false)
  })
})

describe('execute_file_async', () => {
  it('runs a file', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'perilune-')), 'a.lua')
    writeFileSync(path, 'return "from a file"')
    expect(await open().execute_file_async(path)).toBe('from a file')
    await expect(open().execute_file_async(`${path}.missing`)).rejects.toThrow(/cannot open/)
    await expect(open().execute_file_async('')).rejects.toThrow('File path cannot be empty')
  })
})
