// Errors on their way through both languages.

import { describe, expect, it } from 'vitest'
import lua, { LuaError } from '../index.mjs'
import { collectGarbage } from './collect.js'

const open = (callbacks = {}, options = {}) => new lua.init(callbacks, { libraries: 'all', ...options })

function failure(run: () => unknown): any {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('errors of Lua', () => {
  it('have text, code, traceback and value', () => {
    const error = failure(() => open().execute_script('local function inner() error("deep") end\ninner()', { chunkName: '@main.lua' }))
    expect(error).toBeInstanceOf(LuaError)
    expect(error).toBeInstanceOf(Error)
    expect(error.name).toBe('LuaError')
    expect(error.code).toBe('ERR_LUA_RUNTIME')
    expect(error.message).toMatch(/^main\.lua:1: deep\nstack traceback:\n\t/)
    expect(error.traceback).toMatch(/^stack traceback:\n\t.*'error'.*\n\tmain\.lua:1: in .*'inner'.*\n\tmain\.lua:2: in main chunk/s)
    expect(error.value).toBe('main.lua:1: deep')
  })

  it('may be any value', () => {
    const vm = open()
    expect(failure(() => vm.execute_script('error({code = 7})'))).toMatchObject({
      message: expect.stringMatching(/^\(error object is a table value\)\nstack traceback:/),
      value: { code: 7 },
    })
    expect(failure(() => vm.execute_script('error(5)')).message).toMatch(/^5\n/)
    expect(failure(() => vm.execute_script('error(true)')).message).toMatch(/^\(error object is a boolean value\)/)
    expect(failure(() => vm.execute_script('error(nil)')).message).toMatch(/<no error object>|error object is a nil value/)
    expect(failure(() => vm.execute_script('error(setmetatable({}, {__tostring = function() return "own text" end}))')).message).toBe('own text')
  })

  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['\\n', '\n'],
    ['caf\u00e9', 'caf\u00e9'],
    ['\u6f22\u{1f600}', '\u6f22\u{1f600}'],
    ['\\xff\\xe6x', '\ufffd\ufffdx'],
    ['y'.repeat(300), 'y'.repeat(300)],
  ])('have the text %o, then the traceback', (source, text) => {
    const slice = String.prototype.slice
    const error = failure(() => {
      String.prototype.slice = () => 'replaced'
      try {
        open().execute_script(`error("${source}", 0)`, { chunkName: '@main.lua' })
      } finally {
        String.prototype.slice = slice
      }
    })
    expect(error.traceback).toBe("stack traceback:\n\t[C]: in global 'error'\n\tmain.lua:1: in main chunk")
    expect(error.message).toBe(`${text}\n${error.traceback}`)
    expect(error.value).toBe(text)
    expect(error.frames).toEqual([{ source: '[C]', line: -1, name: 'error' }, { source: 'main.lua', line: 1, name: undefined }])
  })

  it('of the compiler have no traceback', () => {
    const vm = open()
    const error = failure(() => vm.execute_script('return +'))
    expect(error.code).toBe('ERR_LUA_SYNTAX')
    expect(error.message).toMatch(/unexpected symbol/)
    expect(error.message).not.toMatch(/traceback/)
    expect(error.traceback).toBeUndefined()
    expect(() => vm.execute_script('this is not valid lua!')).toThrow(/syntax error/)
  })

  it('name the variable', () => {
    expect(() => new lua.init().execute_script('print(1)')).toThrow("attempt to call a nil value (global 'print')")
    expect(() => open().execute_script('return "string" + 5')).toThrow(/attempt to add|attempt to perform arithmetic/)
  })

  it('thrown by held functions are the same', () => {
    const f = open().execute_script('return function(x) return x.y end')
    expect(failure(f).message).toMatch(/attempt to index a nil value \(local 'x'\)\nstack traceback:/)
  })
})

describe('errors of JavaScript', () => {
  class Own extends Error { code = 'E_OWN' }

  it('come out of Lua as themselves', () => {
    const error = new Own('mine')
    const vm = open({ boom() { throw error } })
    expect(failure(() => vm.execute_script('boom()'))).toBe(error)
    expect(failure(() => vm.execute_script('local ok, e = pcall(boom) error(e)'))).toBe(error)
    expect(failure(() => vm.execute_script('coroutine.wrap(boom)()'))).toBe(error)
    expect(failure(() => vm.execute_script('return setmetatable({}, {__index = boom}).x'))).toBe(error)
    expect(failure(() => vm.execute_script('table.sort({1, 2, 3}, boom)'))).toBe(error)
    const thrown = { not: 'an error' }
    vm.set_global('boom', () => { throw thrown })
    expect(failure(() => vm.execute_script('boom()'))).toBe(thrown)
  })

  it('can be read in Lua', () => {
    const vm = open({ boom() { throw new RangeError('too far') } })
    expect(vm.execute_script('local ok, e = pcall(boom) return ok, type(e), e.message, e.name, type(e.stack), tostring(e)')).toEqual([
      false, 'table', 'too far', 'RangeError', 'string', 'RangeError: too far',
    ])
  })

  it('keep their identity through nested calls', () => {
    const error = new Own('inner')
    const vm: any = open({
      inner() { throw error },
      outer() { vm.execute_script('inner()') },
    })
    expect(failure(() => vm.execute_script('outer()'))).toBe(error)
  })

  it('that are no objects become texts', () => {
    const vm = open()
    for (const [value, text] of [['raw string', 'raw string'], [42, '42'], [null, 'null'], [undefined, 'undefined'], [7n, '7']] as const) {
      vm.set_global('boom', () => { throw value })
      expect(failure(() => vm.execute_script('boom()')).message).toMatch(new RegExp(`Host function 'boom' threw an exception: ${text}\n`))
    }
    vm.set_global('boom', () => { throw Symbol('s') })
    expect(failure(() => vm.execute_script('boom()')).message).toMatch(/could not be converted to a string/)
  })

  it('that went through once do not replace a later error', () => {
    const vm = open({ boom() { throw new Error('stale') } })
    vm.execute_script('ok, kept = pcall(boom)')
    expect(failure(() => vm.execute_script('error("fresh")')).message).toMatch(/fresh/)
    expect(failure(() => vm.execute_script('error(kept)')).message).toMatch(/stale/)
  })

  it('are not kept alive', async () => {
    const vm = open()
    const references: WeakRef<Error>[] = []
    vm.set_global('boom', () => {
      const error = new Error('x')
      references.push(new WeakRef(error))
      throw error
    })
    for (let i = 0; i < 20; i++) vm.execute_script('pcall(boom)')
    vm.execute_script('')
    await collectGarbage()
    expect(references.filter((reference) => reference.deref()).length).toBeLessThanOrEqual(1)
  })
})

describe('wrong arguments', () => {
  it('are TypeErrors that say what was expected', () => {
    const vm: any = open()
    for (const call of [() => vm.execute_script(1), () => vm.execute_file(), () => vm.compile({}), () => vm.execute_script_async()]) {
      expect(failure(call)).toBeInstanceOf(TypeError)
      expect(failure(call).message).toMatch(/Expected string argument/)
    }
    expect(() => vm.set_global(1, 2)).toThrow(TypeError)
    expect(() => vm.set_global('x')).toThrow('Expected string name as first argument')
    expect(() => vm.execute_script('', 'options')).toThrow('execute_script() options must be an object')
    expect(() => vm.execute_script('', { chunkName: 1 })).toThrow('execute_script() chunkName must be a string')
    expect(() => vm.compile('', { chunkName: 1 })).toThrow('compile() chunkName must be a string')
    expect(() => vm.execute_script.call({}, '')).toThrow(TypeError)
    expect(() => (lua as any).init()).toThrow(TypeError)
  })
})
