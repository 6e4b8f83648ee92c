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

describe('results of other doors', () => {
  it('are the same', async () => {
    const vm = open()
    const bodies: [string, unknown][] = [['', undefined], ['return nil', null], ['return 1', 1], ['return 1, nil, 3', [1, null, 3]]]
    for (const [body, expected] of bodies) {
      vm.execute_script(`function f() ${body} end`)
      expect(vm.call('f')).toEqual(expected)
      expect(vm.get_global('f')()).toEqual(expected)
      expect(vm.pcall(vm.get_global('f'))).toEqual({ ok: true, value: expected })
      expect(await vm.call_async('f')).toEqual(expected)
      expect(await vm.execute_file_async(file('r.lua', body))).toEqual(expected)
    }
  })

  it('are two for require: the module, and where it came from', () => {
    const vm = open()
    vm.add_searcher(() => 'return 5')
    expect(vm.execute_script('return require("m")')).toEqual([5, 'm'])
  })
})

describe('the name of a chunk that is its source', () => {
  it.each<[string, string]>([
    ['x = = 1', '[string "x = = 1"]:1:'],
    ['\n\nx = = 1', '[string "..."]:3:'],
    ['first()\nx = = 1', '[string "first()..."]:2:'],
    [`local ${'a'.repeat(80)} = = 1`, `[string "local ${'a'.repeat(39)}..."]:1:`],
  ])('%o', (script, prefix) => {
    expect(messageOf(() => open().execute_script(script)).slice(0, prefix.length)).toBe(prefix)
  })

  it('is cut where it is long, at the end as a text and at the beginning as a file', () => {
    const long = 'n'.repeat(100)
    expect(messageOf(() => open().execute_script('error("x")', { chunkName: `=${long}` }))).toBe(`${long.slice(0, 59)}:1: x`)
    expect(messageOf(() => open().execute_script('error("x")', { chunkName: `@${long}` }))).toBe(`...${long.slice(0, 56)}:1: x`)
  })
})

describe('a script that begins with an escape', () => {
  it('is taken for bytecode', () => {
    expect(() => open().execute_script('\x1bLua')).toThrow(/binary|truncated|precompiled/)
    expect(() => open({}, { allowBytecode: false }).execute_script('\x1bLua')).toThrow(/binary chunk/)
  })
})

describe('limits and hooks', () => {
  it('concern every door', async () => {
    const endless = 'while true do end'
    const path = file('endless.lua', endless)
    const vm = open({}, { maxInstructions: 20_000 })
    for (const use of [() => vm.execute_script(endless), () => vm.execute_file(path), () => vm.execute_script_in(vm.create_environment(), endless),
      () => vm.load_bytecode(vm.compile_file(path))]) expect(use).toThrow(/instruction limit exceeded/)
    for (const run of [() => vm.execute_file_async(path), () => vm.execute_async(endless)]) await expect(run()).rejects.toThrow(/instruction limit exceeded/)
    const lines: number[] = []
    vm.set_hook((_: string, line: number) => { lines.push(line) }, { line: true })
    vm.execute_file(file('hooked.lua', 'local a = 1\nreturn a'))
    vm.load_bytecode(vm.compile('\n\nreturn 3'))
    expect(lines).toEqual([1, 2, 3])
  })
})
