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

describe('paths', () => {
  it('go through metatables, and make what is missing', () => {
    const vm = open()
    vm.execute_script(`made = {} a = setmetatable({}, {__index = function(_, k) return k == 'virtual' and made or nil end,
      __newindex = function(t, k, v) rawset(t, k, v) count = (count or 0) + 1 end})`)
    vm.set_global('a.virtual.x', 1)
    vm.set_global('a.fresh.y', 2)
    expect(vm.execute_script('return made.x, a.fresh.y, count')).toEqual([1, 2, 1])
    expect(vm.get_global('a.virtual.x')).toBe(1)
  })

  it('have names of numbers as texts, and go on in strings', () => {
    const vm = open()
    vm.set_global('list.1', 'x')
    vm.set_global('s', 'text')
    expect(vm.execute_script('return list["1"], list[1]')).toEqual(['x', null])
    expect(vm.get_global('s.upper')('a')).toBe('A')
  })

  it('say which part is no table', () => {
    const vm = open()
    vm.execute_script('t = {n = 5}')
    expect(() => vm.set_global('t.n.x', 1)).toThrow(/'n' is not a table \(got number\)/)
    expect(() => vm.get_global('t.n.x')).toThrow(/index a number/)
  })

  it('are no paths for get_global_ref', () => {
    const vm = open({ 'a.b': { n: 1 } })
    vm.set_global('a.b', { n: 2 })
    expect(vm.get_global_ref('a.b').get('n')).toBe(1)
    expect(() => vm.get_global_ref('none')).toThrow("global 'none' is not a table (got nil)")
    vm.set_global('n', 5)
    expect(() => vm.get_global_ref('n')).toThrow(/not a table/)
    expect(() => vm.get_global_ref()).toThrow(TypeError)
  })

  it('have arguments that are checked', () => {
    const vm = open()
    for (const use of [() => vm.set_global(), () => vm.set_global('x'), () => vm.set_global(5, 1)]) {
      expect(use).toThrow('Expected string name as first argument')
      expect(use).toThrow(TypeError)
    }
    expect(() => vm.get_global(5)).toThrow(TypeError)
    vm.set_global('x', 5)
    vm.set_global('x', null)
    expect(vm.execute_script('return rawget(_G, "x")')).toBeNull()
  })
})

describe('a metatable of _G that raises errors', () => {
  it.each<[string, (vm: any) => void]>([
    ['set_global', (vm) => vm.set_global('x', 1)],
    ['set_global with a function', (vm) => vm.set_global('x', () => 1)],
    ['set_global with a path', (vm) => vm.set_global('x.y', 1)],
    ['get_global', (vm) => vm.get_global('x')],
    ['get_global_ref', (vm) => vm.get_global_ref('x')],
    ['set_metatable', (vm) => vm.set_metatable('x', {})],
    ['set_userdata', (vm) => vm.set_userdata('x', {})],
    ['register_class', (vm) => vm.register_class('x', { construct: () => ({}) })],
    ['set_print_handler', (vm) => vm.set_print_handler(() => {})],
    ['call', (vm) => vm.call('x')],
  ])('is what %s reports, and nothing is left behind', (_, use) => {
    const vm = open({}, { libraries: ['base'] })
    vm.execute_script(`local set = rawset print = nil
      setmetatable(_G, {__index = function() error("the cause") end, __newindex = function() error("the cause") end})`)
    expect(() => use(vm)).toThrow(/the cause/)
    expect(vm.execute_script('return rawget(_G, "x"), rawget(_G, "print")')).toEqual([null, null])
    vm.execute_script('setmetatable(_G, nil)')
    expect(vm.get_global('x')).toBeNull()
    vm.register_class('x', { construct: () => ({}) })
  })
})

describe('call, further', () => {
  it('tells arguments of undefined from none, also in the middle', () => {
    const vm = open()
    vm.execute_script('function count(...) return select("#", ...), ... end')
    expect(vm.call('count', undefined, 2, undefined)).toEqual([3, null, 2, null])
    expect(vm.call('count', ...Array(20).fill(1))[0]).toBe(20)
  })

  it('passes errors on', () => {
    const vm = open()
    vm.execute_script('function bad() error("inside") end')
    expect(() => vm.call('bad')).toThrow(/inside\nstack traceback:/)
    expect(() => vm.call(5)).toThrow(/requires a string name/)
    expect(() => vm.call('n.x.y')).toThrow(/is not a function/)
  })
})

describe('pcall, further', () => {
  it('gives what functions of Lua give, and the errors that they would throw', () => {
    const vm = open({ boom: () => { throw mine } })
    const mine = new RangeError('mine')
    const run = (body: string, ...args: unknown[]) => vm.pcall(vm.execute_script(`return function(...) ${body} end`), ...args)
    expect([run(''), run('return nil'), run('return ...', 1, 'x', [2])]).toEqual([{ ok: true, value: undefined }, { ok: true, value: null }, { ok: true, value: [1, 'x', [2]] }])
    expect(Object.keys(run(''))).toEqual(['ok', 'value'])
    expect(run('boom()').error).toBe(mine)
    expect(run('error({code = 5})').error).toMatchObject({ code: 'ERR_LUA_RUNTIME', value: { code: 5 } })
    expect(run('', Symbol('s')).error.message).toMatch(/Symbol/)
    expect(run('', { get x() { throw mine } })).toEqual({ ok: false, error: mine })
    expect(vm.pcall(open().execute_script('return function() error("other") end')).error.message).toMatch(/other/)
    const old = vm.execute_script('return function() end')
    vm.reset()
    expect(vm.pcall(old).error.message).toMatch(/state was replaced by reset/)
    expect(run('return 1')).toEqual({ ok: true, value: 1 })
  })

  it('is one call to the limits', () => {
    const vm = open({}, { maxInstructions: 50_000 })
    const endless = vm.execute_script('return function() while true do end end')
    expect(vm.pcall(endless).error).toMatchObject({ code: 'ERR_LUA_INSTRUCTIONS' })
    for (let i = 0; i < 100; i++) expect(vm.pcall(vm.execute_script('return function() for i = 1, 1000 do end return 1 end'))).toEqual({ ok: true, value: 1 })
    vm.set_global('nested', () => vm.pcall(endless).ok)
    expect(() => vm.execute_script('while true do nested() end')).toThrow(/instruction limit exceeded/)
  })

  it('never throws for a call that fails', () => {
    const vm = open()
    expect(vm.pcall(() => { throw 'text' })).toEqual({ ok: false, error: 'text' })
    expect(vm.pcall((a: number, b: number) => a + b, 1, 2)).toEqual({ ok: true, value: 3 })
    expect(vm.pcall(vm.execute_script('return function() return nil end'))).toEqual({ ok: true, value: null })
    for (const value of [undefined, null, {}, 'print']) expect(() => vm.pcall(value)).toThrow(/requires a function/)
  })

  it('is refused while a run is in flight', async () => {
    const vm = open()
    const run = vm.execute_script_async('return 1')
    expect(() => vm.pcall(() => 1)).toThrow(/busy with an async operation/)
    await run
  })
})
