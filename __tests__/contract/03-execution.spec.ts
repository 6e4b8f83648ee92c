// Section 3: the doors through which programs are run, the names of chunks, and results.

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { open } from './open'

const folder = mkdtempSync(join(tmpdir(), 'perilune-'))
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

/** The first line of what a function throws. */
function messageOf(use: () => unknown): string {
  try { use() } catch (error: any) { return error.message.split('\n')[0] }
  throw new Error('nothing was thrown')
}

describe('results', () => {
  it('are nothing, a value, or all of them', async () => {
    const vm = open()
    for (const [script, expected] of [['', undefined], ['return nil', null], ['return 1', 1], ['return 1, nil, 3', [1, null, 3]]] as const) {
      expect(vm.execute_script(script)).toEqual(expected)
      expect(vm.execute_script_in(vm.create_environment(), script)).toEqual(expected)
      expect(vm.load_bytecode(vm.compile(script))).toEqual(expected)
      expect(vm.execute_file(file('r.lua', script))).toEqual(expected)
      expect(await vm.execute_async(script)).toEqual(expected)
      expect(await vm.execute_script_async(script)).toEqual(expected)
    }
  })

  it('stay between programs', () => {
    const vm = open()
    vm.execute_script('count = 1')
    expect(vm.execute_script('count = count + 1 return count')).toBe(2)
  })
})

describe('the name of a chunk', () => {
  const named = (options?: any) => messageOf(() => open().execute_script('error("x")', options))

  it.each<[any, string]>([
    [undefined, '[string "error("x")"]:1: x'],
    [null, '[string "error("x")"]:1: x'],
    [[], '[string "error("x")"]:1: x'],
    [{ chunkName: undefined }, '[string "error("x")"]:1: x'],
    [{ chunkName: null }, '[string "error("x")"]:1: x'],
    [{ chunkName: '' }, '[string "error("x")"]:1: x'],
    [{ chunkName: 'name' }, '[string "name"]:1: x'],
    [{ chunkName: '@name' }, 'name:1: x'],
    [{ chunkName: '=name' }, 'name:1: x'],
  ])('from %o', (options, expected) => {
    expect(named(options)).toBe(expected)
  })

  it('is checked by every method, with its name', () => {
    const vm = open()
    const methods: Record<string, (options: any) => unknown> = {
      execute_script: (options) => vm.execute_script('', options),
      execute_script_in: (options) => vm.execute_script_in(vm.create_environment(), '', options),
      execute_script_async: (options) => vm.execute_script_async('', options),
      execute_async: (options) => vm.execute_async('', options),
      create_coroutine: (options) => vm.create_coroutine('', options),
      compile: (options) => vm.compile('', options),
      compile_file: (options) => vm.compile_file(file('c.lua', ''), options),
    }
    for (const [name, use] of Object.entries(methods)) {
      expect(messageOf(() => use({ chunkName: 5 }))).toBe(`${name}() chunkName must be a string`)
      expect(messageOf(() => use('text'))).toBe(`${name}() options must be an object`)
      expect(messageOf(() => use(() => {}))).toBe(`${name}() options must be an object`)
      expect(messageOf(() => use({ get chunkName() { throw new Error('mine') } }))).toBe('mine')
      expect(vm.is_busy()).toBe(false)
    }
  })
})

describe('execute_script', () => {
  it('wants a string', () => {
    expect(() => open().execute_script(5)).toThrow(new TypeError('Expected string argument'))
    expect(() => open().execute_script()).toThrow(/Expected string argument/)
  })

  it('takes any text', () => {
    const vm = open()
    expect(vm.execute_script('return "a\0b", "\u{1f600}", #"\u{1f600}"')).toEqual(['a\0b', '\u{1f600}', 4])
    expect(vm.execute_script('return "\ud800"')).toBe('\ufffd')
    expect(() => vm.execute_script('#!/usr/bin/lua\nreturn 1')).toThrow(/unexpected symbol/)
    expect(vm.execute_script(vm.compile('return 5').toString('latin1').slice(0, 0) + 'return 6')).toBe(6)
  })

  it.each(['this is not valid lua!', 'this is not lua', 'this is not lua !!!', 'invalid lua syntax @@@@'])('says of "%s" what it is', (script) => {
    expect(() => open().execute_script(script)).toThrow(/syntax error/)
  })
})

describe('execute_file', () => {
  it('runs a file under its path, without its first line if that is for the shell', () => {
    const path = file('shell.lua', '#!/usr/bin/lua\nreturn select("#", ...), debug.getinfo(1, "Sl").source, debug.getinfo(1, "l").currentline')
    expect(open().execute_file(path)).toEqual([0, `@${path}`, 2])
  })

  it('says what is wrong', async () => {
    const vm = open()
    expect(messageOf(() => vm.execute_file('/missing'))).toBe('cannot open /missing: No such file or directory')
    expect(messageOf(() => vm.execute_file(folder))).toMatch(/^cannot read /)
    expect(messageOf(() => vm.execute_file(''))).toBe('File path cannot be empty')
    expect(messageOf(() => vm.execute_file(5))).toBe('Expected string argument')
    expect(() => vm.execute_file(file('bad.lua', 'this is not lua'))).toThrow(/bad\.lua:1: syntax error/)
    await expect(vm.execute_file_async('/missing')).rejects.toThrow(/cannot open/)
    await expect(vm.execute_file_async('')).rejects.toThrow('File path cannot be empty')
    expect(() => vm.execute_file_async(5)).toThrow('Expected string argument')
  })
})

describe('execute_script_in', () => {
  it('takes any live table of its context', () => {
    const vm = open()
    vm.execute_script('t = {v = 1, inner = {v = 2}}')
    const proxy = vm.execute_script('return setmetatable({}, {__index = {v = 3}})')
    const tables = [vm.get_global_ref('t'), vm.get_global_ref('t').get_ref('inner'), proxy, vm.create_table({ v: 4 })]
    expect(tables.map((table) => vm.execute_script_in(table, 'return v'))).toEqual([1, 2, 3, 4])
  })

  it('refuses the rest', () => {
    const vm = open()
    const env = vm.create_environment()
    for (const use of [() => vm.execute_script_in(), () => vm.execute_script_in(env), () => vm.execute_script_in(env, 5)]) {
      expect(use).toThrow('requires an environment and a script string')
    }
    for (const other of [{}, null, 5]) expect(() => vm.execute_script_in(other, '')).toThrow('must be an environment or table reference')
    expect(() => open().execute_script_in(env, '')).toThrow('different Lua context')
    env.release()
    expect(() => vm.execute_script_in(env, '')).toThrow('table handle has been released')
    const old = vm.create_environment()
    vm.reset()
    expect(() => vm.execute_script_in(old, '')).toThrow('different Lua context')
  })
})
