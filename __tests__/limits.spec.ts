// Limits: they end what a program does, cannot be caught, and leave the context usable.

import { describe, expect, it } from 'vitest'
import lua, { LuaError } from '../index.mjs'

const open = (options = {}, callbacks = {}) => new lua.init(callbacks, { libraries: 'all', ...options })

/** Ways to spend for ever, each of which tries not to notice that it was stopped. */
const endless = {
  loop: 'while true do end',
  'protected loop': 'while true do pcall(function() while true do end end) end',
  coroutine: 'while true do coroutine.wrap(function() while true do end end)() end',
  metamethod: 'local t = setmetatable({}, {__index = function(t) while true do end end}) pcall(function() return t.x end) while true do end',
  close: 'local x <close> = setmetatable({}, {__close = function() while true do end end}) while true do end',
  handler: 'xpcall(function() while true do end end, function() while true do end end) while true do end',
  reader: 'pcall(load, function() return "x = 1 " end) while true do end',
  sort: 'local t = setmetatable({}, {__len = function() return 1 << 40 end, __index = function() return 1 end}) while true do pcall(table.sort, t) pcall(table.concat, t) end',
  compiler: 'local text = "return " .. string.rep("1 + ", 100000) .. "1" while true do load(text) end',
  finalizer: 'for i = 1, 100 do setmetatable({}, {__gc = function() while true do end end}) end collectgarbage() while true do end',
  pattern: 'while true do string.find(string.rep("a", 28), string.rep("a?", 28) .. string.rep("a", 28)) end',
}

describe('maxInstructions', () => {
  for (const [name, script] of Object.entries(endless)) {
    it(`ends: ${name}`, () => {
      const vm = open({ maxInstructions: 2_000_000 })
      let error: any
      try { vm.execute_script(script) } catch (caught) { error = caught }
      expect(error).toBeInstanceOf(LuaError)
      expect(error.code).toBe('ERR_LUA_INSTRUCTIONS')
      expect(error.message).toMatch(/instruction limit exceeded/i)
      expect(vm.execute_script('return 1 + 1')).toBe(2)
    })
  }

  it('is granted anew to every call', () => {
    const vm = open({ maxInstructions: 200_000 })
    for (let i = 0; i < 20; i++) vm.execute_script('for i = 1, 1000 do local x = i end')
    expect(() => open({ maxInstructions: 500 }).execute_script('for i = 1, 1e6 do end')).toThrow(/instruction limit exceeded/)
  })

  it('is shared by nested calls, and a callback cannot catch it', () => {
    const vm: any = open({ maxInstructions: 1_000_000 }, {
      nested() {
        try { vm.execute_script('while true do end') } catch { return 'caught' }
      },
    })
    expect(() => vm.execute_script('while true do nested() end')).toThrow(/instruction limit exceeded/)
    expect(vm.execute_script('return "usable"')).toBe('usable')
  })
})

describe('timeout', () => {
  it('ends a program', () => {
    const vm = open({ timeout: 50 })
    let error: any
    try { vm.execute_script(endless['protected loop']) } catch (caught) { error = caught }
    expect(error.code).toBe('ERR_LUA_TIMEOUT')
    expect(error.message).toMatch(/execution timeout/i)
    expect(vm.execute_script('return 1')).toBe(1)
  })

  it('begins with the call', async () => {
    const vm = open({ timeout: 300 })
    const f = vm.execute_script('return function() return 7 end')
    await new Promise((done) => setTimeout(done, 350))
    expect(f()).toBe(7)
  })
})

describe('cpuTime', () => {
  it('ends a program that is at work', () => {
    const vm = open({ cpuTime: 30 })
    for (const script of [endless['protected loop'], endless.pattern, endless.coroutine]) {
      let error: any
      try { vm.execute_script(script) } catch (caught) { error = caught }
      expect(error).toMatchObject({ code: 'ERR_LUA_TIMEOUT', message: 'processor time used up' })
    }
    expect(vm.execute_script('return 1')).toBe(1)
  })

  it('does not count time in which a program waits', async () => {
    const vm = open({ cpuTime: 60 }, { sleep: (ms: number) => new Promise((done) => setTimeout(done, ms)) })
    expect(await vm.execute_async('for i = 1, 3 do sleep(50) end return 1')).toBe(1)
    await expect(vm.execute_async('while true do sleep(0) for i = 1, 1e5 do end end')).rejects.toMatchObject({ code: 'ERR_LUA_TIMEOUT' })
    await expect(vm.execute_script_async('while true do end')).rejects.toMatchObject({ code: 'ERR_LUA_TIMEOUT' })
  })

  it('is checked', () => {
    expect(() => open({ cpuTime: -1 })).toThrow('cpuTime must be a non-negative number')
    expect(() => open({ cpuTime: '1' as any })).toThrow('cpuTime must be a number')
  })
})

describe('maxMemory', () => {
  it('is an error in Lua, and the context recovers', () => {
    const vm = open({ maxMemory: 1024 * 1024 })
    let error: any
    try { vm.execute_script('local t = {} while true do t[#t + 1] = string.rep("x", 1000) .. #t end') } catch (caught) { error = caught }
    expect(error.code).toBe('ERR_LUA_MEMORY')
    expect(error.message).toBe('not enough memory')
    expect(vm.execute_script('local t = {} for i = 1, 1000 do t[i] = i end return #t')).toBe(1000)
    expect(() => vm.execute_script('return string.rep("x", 1 << 21)')).toThrow(/not enough memory/)
    expect(() => vm.set_global('s', 'x'.repeat(1 << 21))).toThrow(/not enough memory/)
    expect(vm.execute_script('return #string.rep("x", 1 << 15)')).toBe(1 << 15)
  })

  it('that is too small for the libraries refuses the context', () => {
    for (const maxMemory of [1, 1000, 6000, 12_000, 20_000]) {
      try { open({ maxMemory }).execute_script('return 1') } catch (error: any) { expect(error.message).toMatch(/memory/) }
    }
  })
})
