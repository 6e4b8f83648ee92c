// Section 24: what errors look like on either side, and which values come through.

import { describe, expect, it } from 'vitest'
import { LuaError } from '../../index.mjs'
import { open } from './open'

function thrownBy(use: () => unknown): any {
  try { use() } catch (error) { return error }
  throw new Error('nothing was thrown')
}

describe('errors of programs', () => {
  it('end with the traceback', () => {
    const error = thrownBy(() => open({}, { libraries: ['base'] }).execute_script('local function f() error("x") end\nf()', { chunkName: '@c' }))
    expect(error).toBeInstanceOf(LuaError)
    expect(error.message).toBe(`c:1: x\n${error.traceback}`)
    expect(error.traceback).toMatch(/^stack traceback:\n\t\[C\]: in global 'error'\n\tc:1: in local 'f'\n\tc:2: in main chunk/)
    expect(error.value).toBe('c:1: x')
    expect(error.frames).toMatchObject([
      { source: '[C]', line: -1, name: 'error' }, { source: 'c', line: 1, name: 'f' }, { source: 'c', line: 2 },
    ])
  })

  it.each<[string, RegExp]>([
    ['error({code = 7})', /^\(error object is a table value\)\nstack traceback:/],
    ['error(true)', /^\(error object is a boolean value\)\n/],
    ['error(print)', /^\(error object is a function value\)\n/],
    ['error(5)', /^5\n/],
    ['error(setmetatable({}, {__tostring = function() return "mine" end}))', /^mine$/],
  ])('of %s are the same at every door', async (script, message) => {
    const vm = open()
    expect(thrownBy(() => vm.execute_script(script)).message).toMatch(message)
    expect(thrownBy(() => vm.load_bytecode(vm.compile(script))).message).toMatch(message)
    expect(thrownBy(vm.execute_script(`return function() ${script} end`)).message).toMatch(message)
    await expect(vm.execute_async(script)).rejects.toThrow(message)
    await expect(vm.execute_script_async(script)).rejects.toThrow(message)
  })

  it('may be nil, which a coroutine does not fail with', async () => {
    const vm = open()
    expect(() => vm.execute_script('error(nil)')).toThrow(/^\(error object is a nil value\)\n/)
    await expect(vm.execute_async('error(nil)')).rejects.toThrow(/^<no error object>/)
    expect(vm.execute_script('return select(2, coroutine.resume(coroutine.create(function() error(nil) end)))')).toBe('<no error object>')
    expect(vm.execute_script('return xpcall(error, function(e) return type(e) end, nil)')).toEqual([false, 'nil'])
  })

  it('carry their value', () => {
    const vm = open()
    expect(thrownBy(() => vm.execute_script('error({code = 7})')).value).toEqual({ code: 7 })
    const f = thrownBy(() => vm.execute_script('error(function() return 3 end)')).value
    expect(f()).toBe(3)
  })

  it('without a traceback are those of the compiler and of memory', () => {
    expect(thrownBy(() => open().execute_script('return +'))).toMatchObject({ code: 'ERR_LUA_SYNTAX', message: expect.not.stringMatching(/traceback/) })
    expect(thrownBy(() => open({}, { maxMemory: 1 << 20 }).execute_script('return ("x"):rep(1e8)')))
      .toMatchObject({ code: 'ERR_LUA_MEMORY', message: 'not enough memory' })
  })

  it.each<[string, string]>([
    ['local x = nil; return x()', "attempt to call a nil value (local 'x')"],
    ['return missing()', "attempt to call a nil value (global 'missing')"],
    ['return "string" + 5', 'attempt to add'],
    ['local t = {} return t.a.b', "attempt to index a nil value (field 'a')"],
    ['require("missing")', "module 'missing' not found"],
  ])('%s names what it is about', (script, message) => {
    expect(() => open().execute_script(script)).toThrow(message)
  })
})

describe('what functions of JavaScript throw', () => {
  class Special extends Error {
    code = 'E_SPECIAL'
    override name = 'Special'
  }

  it.each<[string, unknown]>([['an error', new Special('s')], ['an object', { a: 1 }], ['a function', () => 1], ['an array', [1]]])('%s comes out as itself', async (_, thrown) => {
    const vm = open({ boom: () => { throw thrown }, later: async () => { throw thrown } })
    vm.set_userdata('u', {}, { methods: { boom: () => { throw thrown } } })
    vm.register_class('C', { construct: () => { throw thrown } })
    for (const script of ['boom()', 'u:boom()', 'C.new()', 'local ok, e = pcall(boom) error(e)', 'coroutine.wrap(boom)()', 'table.sort({1, 2}, boom)']) {
      expect(thrownBy(() => vm.execute_script(script))).toBe(thrown)
    }
    expect(vm.pcall(vm.execute_script('return function() boom() end')).error).toBe(thrown)
    await expect(vm.execute_async('boom()')).rejects.toBe(thrown)
    // A rejection with anything else is told as text.
    if (thrown instanceof Error) await expect(vm.execute_async('later()')).rejects.toBe(thrown)
    expect(vm.resume(vm.create_coroutine('return function() boom() end')).cause).toBe(thrown)
  })

  it('can be read by programs', () => {
    const vm = open({ boom: () => { throw new Special('why') } })
    expect(vm.execute_script('local ok, e = pcall(boom) return ok, e.message, e.name, type(e.stack), tostring(e)'))
      .toEqual([false, 'why', 'Special', 'string', 'Special: why'])
  })

  it.each<[unknown, string]>([['text', 'text'], [42, '42'], [null, 'null'], [undefined, 'undefined'], [10n, '10'], [true, 'true']])('%o is told as text', (thrown, text) => {
    const vm = open({ boom: () => { throw thrown } })
    expect(() => vm.execute_script('boom()')).toThrow(`Host function 'boom' threw an exception: ${text}`)
  })

  it('names the property whose accessor has thrown', () => {
    const vm = open()
    const object = { get a() { throw new Error('cannot get') }, set a(_) { throw 'cannot set' } }
    vm.set_userdata('u', object, { readable: true, writable: true })
    expect(() => vm.execute_script('return u.a')).toThrow(/Error reading property 'a': cannot get/)
    expect(() => vm.execute_script('u.a = 1')).toThrow(/Error writing property 'a': cannot set/)
  })

  it('is not confused with a later failure', () => {
    const vm = open({ boom: () => { throw new Error('first') }, later: () => Promise.resolve() })
    vm.execute_script('pcall(boom)')
    expect(() => vm.execute_script('later()')).toThrow(/returned a Promise/)
    expect(() => vm.execute_script('pcall(boom) error("second")')).toThrow(/second/)
  })
})

describe('errors handed to Lua as values', () => {
  it('are tables with what they say', () => {
    const vm = open()
    vm.set_global('e', Object.assign(new TypeError('why'), { code: 5 }))
    expect(vm.execute_script('return e.name, e.message, type(e.stack), e.code')).toEqual(['TypeError', 'why', 'string', 5])
  })

  it('and other objects that say little of themselves are what they stand for', () => {
    const vm = open()
    const values: [unknown, unknown][] = [[new URL('http://a.example/b?c=1'), 'http://a.example/b?c=1'], [Object('boxed'), 'boxed'], [Object(5), 5],
      [Object(true), true], [new DataView(new Uint8Array([65, 66]).buffer), 'AB']]
    const shared = new SharedArrayBuffer(2)
    new Uint8Array(shared).set([67, 68])
    values.push([shared, 'CD'])
    for (const [value, expected] of values) {
      vm.set_global('v', value)
      expect(vm.get_global('v')).toEqual(expected)
    }
  })
})

describe('codes', () => {
  const CODES: Record<string, (vm: any) => unknown> = {
    ERR_LUA_SYNTAX: (vm) => vm.execute_script('return +'),
    ERR_LUA_RUNTIME: (vm) => vm.execute_script('error("x")'),
    ERR_LUA_MEMORY: (vm) => vm.execute_script('return string.rep("x", 1 << 25)'),
    ERR_LUA_INSTRUCTIONS: (vm) => vm.execute_script('while true do end'),
    ERR_LUA_TIMEOUT: () => open({}, { timeout: 20 }).execute_script('while true do end'),
    ERR_LUA_CANCELED: async (vm) => { const run = vm.execute_async('while true do end'); vm.cancel(); await run },
    ERR_LUA_CONVERSION: (vm) => vm.set_global('x', Symbol('s')),
    ERR_LUA_BUSY: (vm) => { void vm.execute_script_async('return 1').catch(() => {}); vm.info() },
    ERR_LUA_CLOSED: (vm) => { vm.dispose(); vm.info() },
  }

  it.each(Object.keys(CODES))('%s', async (code) => {
    const vm = open({}, { maxInstructions: 5_000_000, maxMemory: 8 << 20 })
    let error: any
    try { await CODES[code](vm) } catch (caught) { error = caught }
    expect(error).toBeInstanceOf(LuaError)
    expect(error).toBeInstanceOf(Error)
    expect([error.code, error.name]).toEqual([code, 'LuaError'])
  })
})

describe('errors of JavaScript, further', () => {
  it('are tables with the fields they have, and nothing else', () => {
    const vm = open({ boom: (kind: string) => { throw kind === 'error' ? new RangeError('r') : { message: 'm', other: 1 } } })
    vm.execute_script('function fields(e) local names = {} for k in pairs(e) do names[#names + 1] = k end table.sort(names) return names end')
    expect(vm.execute_script('local _, e = pcall(boom, "error") return type(e), fields(e), e.message, e.name')).toEqual(['table', expect.arrayContaining(['message', 'name', 'stack']), 'r', 'RangeError'])
    expect(vm.execute_script('local _, e = pcall(boom, "object") return e.message, e.name, e.stack, e.other')).toEqual(['m', null, null, null])
  })

  it('come out as themselves through several contexts and calls', () => {
    const mine = new RangeError('mine')
    const inner = open({ boom: () => { throw mine } })
    const outer = open({ inner: inner.execute_script('return function() boom() end') })
    expect(thrownBy(() => outer.execute_script('local ok, e = pcall(inner) error(e)'))).toBe(mine)
    expect(thrownBy(() => outer.execute_script('inner()'))).toBe(mine)
  })

  it('keep their text where they are raised again in a later call', () => {
    const vm = open({ boom: () => { throw new Error('earlier') } })
    vm.execute_script('_, kept = pcall(boom)')
    vm.execute_script('local x = 1')
    expect(() => vm.execute_script('error(kept)')).toThrow(/earlier/)
  })

  it('that are symbols, and objects without a text, are told too', () => {
    const vm = open()
    vm.set_global('boom', () => { throw Symbol('s') })
    expect(() => vm.execute_script('boom()')).toThrow(/could not be converted to a string/)
    const bare = Object.create(null)
    vm.set_global('boom', () => { throw bare })
    expect(thrownBy(() => vm.execute_script('boom()'))).toBe(bare)
  })
})

describe('the cause of a failure', () => {
  it.each<[string, (vm: any) => unknown]>([
    ['set_global', (vm) => vm.set_global('t.x.y', 1)],
    ['get_global', (vm) => vm.get_global('t.x')],
    ['a handle', (vm) => vm.get_global_ref('t').get('x')],
    ['a length', (vm) => vm.get_global_ref('t').length()],
    ['a proxy', (vm) => vm.get_global('t').x],
    ['a key of a proxy', (vm) => 'x' in vm.get_global('t')],
    ['call', (vm) => vm.call('t.f')],
    ['a text', (vm) => String(vm.get_global('t'))],
    ['execute_script', (vm) => vm.execute_script('return t + 1')],
  ])('in a metamethod is told by %s', (_, use) => {
    const vm = open()
    vm.execute_script('local function fail() error("the real cause") end t = setmetatable({}, {__index = fail, __newindex = fail, __len = fail, __add = fail, __tostring = fail})')
    const { message } = thrownBy(() => use(vm))
    expect(message).toMatch(/the real cause/)
    expect(message).not.toMatch(/memory/)
  })
})

describe('tracebacks', () => {
  it('name functions as Lua 5.5 does', () => {
    const vm = open()
    const error = thrownBy(() => vm.execute_script(`local up = function() error("deep") end
local t = {} function t.field() up() end function t:method() t.field() end
function g() t:method() end
local mt = setmetatable({}, {__index = function() g() end})
local x = mt.y`, { chunkName: '=c' }))
    const lines = error.traceback.split('\n').map((line: string) => line.trim())
    expect(lines).toEqual(['stack traceback:', "[C]: in global 'error'", "c:1: in upvalue 'up'", "c:2: in field 'field'", "c:2: in method 'method'",
      "c:3: in global 'g'", "c:4: in metamethod 'index'", 'c:5: in main chunk'])
    expect(error.frames.map(({ name }: any) => name)).toEqual(['error', 'up', 'field', 'method', 'g', 'index', undefined])
  })

  it('are there for functions that JavaScript holds, and without libraries', () => {
    const vm = open({}, { libraries: [] })
    const f = vm.execute_script('return function() local x = nil; x() end', { chunkName: '=held' })
    expect(thrownBy(f).traceback).toMatch(/^stack traceback:\n\theld:1: in /)
  })
})
