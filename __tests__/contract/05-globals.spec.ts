// Section 5: global variables, paths, calls by name, protected calls.

import { describe, expect, it } from 'vitest'
import { open } from './open'

describe('globals', () => {
  it('are paths where the name has dots', () => {
    const vm = open()
    vm.set_global('a.b.c', 1)
    expect(vm.execute_script('return a.b.c')).toBe(1)
    expect(vm.get_global('a.b')).toEqual({ c: 1 })
    expect(vm.get_global('a.x.y')).toBeNull()
    vm.set_global('n', 5)
    expect(() => vm.set_global('n.x', 1)).toThrow(/not a table/)
    expect(() => vm.get_global('n.x')).toThrow(/index a number/)
    for (const path of ['.a', 'a.', 'a..b']) {
      expect(() => vm.set_global(path, 1)).toThrow(/Invalid global path/)
      expect(() => vm.get_global(path)).toThrow(/segments must be non-empty/)
    }
  })

  it('go through the metatable of _G', () => {
    const vm = open()
    vm.execute_script(`setmetatable(_G, {__newindex = function(t, k, v) if k == 'bad' then error('no ' .. k) end rawset(t, k, v) end,
      __index = function(_, k) if k == 'bad' then error('never ' .. k) end end})`)
    expect(() => vm.set_global('bad', 1)).toThrow(/no bad/)
    expect(() => vm.get_global('bad')).toThrow(/never bad/)
    expect(() => vm.get_global_ref('bad')).toThrow(/never bad/)
    expect(() => vm.set_metatable('bad', {})).toThrow(/never bad/)
    vm.set_global('good', 1)
    expect(vm.get_global('good')).toBe(1)
  })
})

describe('call', () => {
  it('calls by name and by path, with every argument', () => {
    const vm = open({ js: (x: number) => x + 1 })
    vm.execute_script('function count(...) return select("#", ...) end  t = {f = function(a) return a, a end}')
    expect(vm.call('count', 1, undefined, undefined)).toBe(3)
    expect(vm.call('t.f', 'x')).toEqual(['x', 'x'])
    expect(vm.call('js', 1)).toBe(2)
    expect(vm.call('math.max', 1, 3, 2)).toBe(3)
  })

  it('refuses what is no function', () => {
    const vm = open()
    vm.execute_script('t = setmetatable({}, {__call = function() end})  n = 1')
    expect(() => vm.call('missing')).toThrow(/'missing' is not a function/)
    expect(() => vm.call('t')).toThrow(/'t' is not a function/)
    expect(() => vm.call('n.x')).toThrow(/index a number/)
    expect(() => vm.call('a..b')).toThrow(/segments must be non-empty/)
    expect(() => vm.call()).toThrow(TypeError)
  })

  it('gives an error of JavaScript back as itself', () => {
    const error = new RangeError('mine')
    const vm = open({ boom() { throw error } })
    let caught
    try { vm.call('boom') } catch (thrown) { caught = thrown }
    expect(caught).toBe(error)
  })
})

describe('pcall', () => {
  it('gives values, or the error', () => {
    const vm = open()
    const error = new Error('js')
    expect(vm.pcall(() => 1)).toEqual({ ok: true, value: 1 })
    expect(vm.pcall(vm.execute_script('return function() end'))).toEqual({ ok: true, value: undefined })
    expect(vm.pcall(vm.execute_script('return function(...) return ... end'), 1, 2)).toEqual({ ok: true, value: [1, 2] })
    expect(vm.pcall(() => { throw error }).error).toBe(error)
    const result = vm.pcall(vm.execute_script('return function() error("lua") end'))
    expect(result.ok).toBe(false)
    expect(result.error.message).toMatch(/lua\nstack traceback:/)
    const f = vm.execute_script('return function() end')
    vm.release(f)
    expect(vm.pcall(f)).toMatchObject({ ok: false, error: { message: expect.stringContaining('Lua function has been released') } })
    expect(() => vm.pcall(1)).toThrow(/requires a function/)
  })
})
