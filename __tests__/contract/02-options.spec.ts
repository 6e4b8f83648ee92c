// Section 2: what a context is constructed with.

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import lua from '../../index.mjs'
import { open } from './open'

const make = (callbacks?: any, options?: any): any => new lua.init(callbacks, options)

describe('callbacks', () => {
  it('become globals, inherited ones too, under names that are no paths', () => {
    const callbacks = Object.assign(Object.create({ inherited: 1 }), { 'a.b': 2, nested: { f: () => 3 } })
    expect(open(callbacks).execute_script('return inherited, _G["a.b"], nested.f()')).toEqual([1, 2, 3])
  })

  it('that are no object are none', () => {
    for (const callbacks of [undefined, null, 5, 'text', new Map([['a', 1]])]) {
      expect(make(callbacks).execute_script('return a')).toBeNull()
    }
    expect(make(Object.assign(() => {}, { a: 1 })).execute_script('return a')).toBe(1)
  })

  it('that throw are an error of the constructor', () => {
    const error = new Error('mine')
    expect(() => make({ get a() { throw error } })).toThrow(error)
    expect(() => make({ a: Symbol('s') })).toThrow(/Symbol/)
  })
})

describe('options', () => {
  it.each<[object, string]>([
    [{ libraries: 'some' }, "libraries must be 'all', 'safe', 'sandbox', or an array"],
    [{ libraries: 5 }, "libraries must be 'all', 'safe', 'sandbox', or an array"],
    [{ libraries: ['maths'] }, "Unknown Lua library: 'maths'"],
    [{ libraries: [5] }, 'libraries array must contain only strings'],
    [{ maxMemory: -1 }, 'non-negative'],
    [{ maxMemory: '1' }, 'must be a number'],
    [{ maxInstructions: -1 }, 'non-negative'],
    [{ maxInstructions: '1' }, 'must be a number'],
    [{ timeout: -1 }, 'timeout must be a non-negative number'],
    [{ timeout: '1' }, 'timeout must be a number'],
    [{ strictConversion: 'yes' }, 'strictConversion must be a boolean'],
    [{ tableAs: 'list' }, "tableAs must be 'object' or 'map', got 'list'"],
    [{ tableAs: 5 }, "tableAs must be 'object' or 'map'"],
    [{ filesystem: 'none' }, "filesystem must be 'allow' or 'deny', got 'none'"],
    [{ filesystem: 5 }, "filesystem must be 'allow' or 'deny'"],
    [{ shared: 5 }, 'must be an object mapping global names to shared tables'],
    [{ shared: [] }, 'must be an object mapping global names to shared tables'],
    [{ shared: () => {} }, 'must be an object mapping global names to shared tables'],
    [{ shared: lua.createSharedTable() }, 'must be an object mapping global names to shared tables'],
    [{ shared: { x: {} } }, 'shared.x must be a shared table created with createSharedTable()'],
  ])('%o are refused', (options, message) => {
    expect(() => make({}, options)).toThrow(message)
  })

  it('that are null, unknown, or no object change nothing', () => {
    const options = { maxMemory: null, maxInstructions: undefined, timeout: null, tableAs: null, filesystem: null, strictConversion: null,
      shared: null, print: 5, binaryStrings: 'x', allowBytecode: 5, other: 1 }
    expect(make({}, options).execute_script('return "a"')).toBe('a')
    for (const none of [5, null]) expect(make({}, none).info().libraries).toEqual([])
  })

  it('survive a reset', () => {
    const vm = open({}, { tableAs: 'map', binaryStrings: true, allowBytecode: false, filesystem: 'deny', timeout: 1000 })
    vm.reset()
    expect(vm.execute_script('return {"a"}')).toEqual(new Map([[1, new Uint8Array([97])]]))
    expect(() => vm.load_bytecode(vm.compile('return 1'))).toThrow(/disabled/)
    expect(() => vm.execute_script('os.tmpname()')).toThrow(/filesystem access denied/)
    expect(vm.info().timeout).toBe(1000)
  })
})

describe('presets', () => {
  const ALL = `_G _VERSION assert collectgarbage coroutine debug dofile error getmetatable io ipairs load loadfile math next os
    package pairs pcall print rawequal rawget rawlen rawset require select setmetatable string table tonumber tostring type utf8
    warn xpcall`.split(/\s+/)
  const without = (...names: string[]) => ALL.filter((name) => !names.includes(name))
  const LIBRARIES = ['base', 'package', 'coroutine', 'table', 'io', 'os', 'string', 'math', 'utf8', 'debug']

  it.each<[string, string[], string[]]>([
    ['all', ALL, LIBRARIES],
    ['safe', without('io', 'os', 'debug'), LIBRARIES.filter((name) => !['io', 'os', 'debug'].includes(name))],
    ['sandbox', without('io', 'os', 'debug', 'package', 'require', 'dofile', 'loadfile'), ['base', 'coroutine', 'table', 'string', 'math', 'utf8']],
  ])('%s has its globals', (libraries, globals, names) => {
    const vm = make({}, { libraries })
    for (let i = 0; i < 2; i++) {
      vm.execute_script('names = {} for name in pairs(_G) do if name ~= "names" then names[#names + 1] = name end end table.sort(names)')
      expect(vm.get_global('names')).toEqual(globals)
      expect(vm.info().libraries).toEqual(names)
      vm.reset()
    }
  })

  it('are lists too, kept as they are', () => {
    expect(make({}, { libraries: ['base', 'base', 'math'] }).info().libraries).toEqual(['base', 'base', 'math'])
    const vm = make({}, { libraries: ['base', 'package'] })
    expect(vm.execute_script('return type(require), math, string')).toEqual(['function', null, null])
  })

  it('are nothing by default, and nearly everything works without', () => {
    const vm = make()
    expect(() => vm.execute_script('return type(1)')).toThrow("attempt to call a nil value (global 'type')")
    expect(() => vm.execute_script('local f = function() local x = nil + 1 end f()')).toThrow(/stack traceback/)
    expect(vm.resume(vm.create_coroutine('return function(x) return x + 1 end'), 1).values).toEqual([2])
    vm.set_global('t', {})
    vm.set_metatable('t', { __index: () => 'x' })
    expect(vm.execute_script('return t.any .. "y"')).toBe('xy')
    expect(vm.load_bytecode(vm.compile('return 1'))).toBe(1)
    expect(vm.gc('collect')).toBeUndefined()
    expect(vm.create_table([1, 2]).length()).toBe(2)
  })
})

describe('allowBytecode: false', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perilune-'))
  const file = join(folder, 'compiled.lua')
  writeFileSync(file, open().compile('return 42'))
  const quoted = JSON.stringify(file)
  const REFUSAL = /binary chunk|bytecode/i

  it('closes the doors of files', () => {
    const vm = open({}, { allowBytecode: false })
    vm.add_search_path(join(folder, '?.lua'))
    expect(vm.execute_script(`return loadfile(${quoted})`)).toEqual([null, expect.stringMatching(REFUSAL)])
    expect(vm.execute_script('return loadfile("/missing/file")')).toEqual([null, expect.any(String)])
    expect(() => vm.execute_script(`dofile(${quoted})`)).toThrow(REFUSAL)
    expect(() => vm.execute_script('dofile("/missing/file")')).toThrow(/\/missing\/file/)
    expect(() => vm.execute_script('require("compiled")')).toThrow(REFUSAL)
    expect(() => vm.execute_file(file)).toThrow(REFUSAL)
    expect(() => vm.compile_file(file)).toThrow(REFUSAL)
  })

  it('leaves text what it is', () => {
    const vm = open({}, { allowBytecode: false })
    vm.execute_script('seen = 5')
    expect(vm.execute_script('return load("return seen")(), load("return own", "chunk", "t", {own = 6})()')).toEqual([5, 6])
    vm.execute_script('dofile = function() return "mine" end')
    expect(vm.execute_script('return dofile()')).toBe('mine')
  })

  it('is the other way round by default', () => {
    const vm = open()
    vm.add_search_path(join(folder, '?.lua'))
    expect(vm.execute_script(`return dofile(${quoted}), loadfile(${quoted})(), (require("compiled"))`)).toEqual([42, 42, 42])
    expect([vm.execute_file(file), vm.load_bytecode(vm.compile_file(file))]).toEqual([42, 42])
    const sandbox = make({}, { libraries: 'sandbox' })
    expect(sandbox.execute_script('return (load(string.dump(function() end)))')).toBeNull()
    const open2 = make({}, { libraries: 'sandbox', allowBytecode: true })
    expect(open2.execute_script('return load(string.dump(function() return 7 end))()')).toBe(7)
  })
})

describe("filesystem: 'deny'", () => {
  const vm = open({}, { filesystem: 'deny' })

  it.each(['dofile("x")', 'io.lines("x")', 'io.lines()', 'io.input("x")', 'io.input()', 'io.output("x")', 'io.output()', 'os.tmpname()'])('%s raises', (call) => {
    const door = call.slice(0, call.indexOf('('))
    expect(() => vm.execute_script(call)).toThrow(`${door} is unavailable: this Lua context was created with filesystem access denied`)
  })

  it.each(['loadfile("x")', 'package.loadlib("x", "y")', 'package.searchpath("x", "?")', 'io.open("x")', 'io.tmpfile()', 'os.remove("x")',
    'os.rename("x", "y")'])('%s answers nil', (call) => {
    const door = call.slice(0, call.indexOf('('))
    expect(vm.execute_script(`return ${call}`)).toEqual([null, `${door} is unavailable: this Lua context was created with filesystem access denied`])
  })

  it('lets require say why, once for each searcher', () => {
    expect(() => vm.execute_script('require("missing")')).toThrow(/module 'missing' not found/)
    expect(() => vm.execute_script('require("missing")')).toThrow(/(filesystem access denied.*){3}/s)
    expect(() => vm.add_search_path('./?.lua')).toThrow(/filesystem access denied.*register_module\(\) or add_searcher\(\)/s)
  })

  it('concerns programs and files only', () => {
    vm.register_module('given', { a: 1 })
    expect(vm.execute_script('return require("given").a')).toBe(1)
    expect(vm.execute_script('return type(os.execute), type(io.popen), type(io.write), type(os.time())')).toEqual(['function', 'function', 'function', 'number'])
    const path = join(mkdtempSync(join(tmpdir(), 'perilune-')), 'host.lua')
    writeFileSync(path, 'return 3')
    expect(vm.execute_file(path)).toBe(3)
  })
})

describe('constructors', () => {
  it('read callbacks through traps, and throw what these throw', () => {
    const proxy = new Proxy({}, { ownKeys: () => { throw new RangeError('trapped') } })
    expect(() => make(proxy)).toThrow(new RangeError('trapped'))
  })

  it('keep the callbacks for a reset, which reads them again', () => {
    const callbacks: any = { n: 1 }
    const vm = open(callbacks)
    callbacks.n = 2
    callbacks.f = () => 3
    expect(vm.execute_script('return n, f')).toEqual([1, null])
    vm.reset()
    expect(vm.execute_script('return n, f()')).toEqual([2, 3])
  })

  it('take the option print rather than a callback of that name', () => {
    const seen: string[] = []
    const vm = open({ print: () => { seen.push('callback') } }, { print: (text: string) => { seen.push(text) } })
    vm.execute_script('print("x")')
    expect(seen).toEqual(['x\n'])
  })

  it('take an explicit false', () => {
    const vm = open({}, { strictConversion: false, binaryStrings: false })
    expect(vm.execute_script('return {[true] = 1, a = "b"}')).toEqual({ a: 'b' })
  })

  it('take 0 for no limit', () => {
    const vm = open({}, { maxMemory: 0, maxInstructions: 0, timeout: 0 })
    expect(vm.execute_script('for i = 1, 1e6 do end return #string.rep("x", 1 << 20)')).toBe(1 << 20)
    expect(vm.info()).toMatchObject({ memoryLimit: 0, maxInstructions: 0, timeout: 0 })
  })
})

describe('libraries', () => {
  it.each(['coroutine', 'table', 'io', 'os', 'string', 'math', 'utf8', 'debug'])('%s can be had alone', (name) => {
    const vm = make({}, { libraries: [name] })
    expect(vm.get_global_ref(name).keys().length).toBeGreaterThan(2)
    expect(vm.execute_script('return type, print')).toEqual([null, null])
    expect(vm.info().libraries).toEqual([name])
  })

  it('give strings their methods only with string', () => {
    expect(make({}, { libraries: ['string'] }).execute_script('return ("x"):rep(3)')).toBe('xxx')
    expect(() => make({}, { libraries: ['base'] }).execute_script('return ("x"):rep(3)')).toThrow(/attempt to index a string value/)
  })

  it('say the version of Lua', () => {
    for (const dialect of ['5.1', '5.2', '5.3', '5.4', '5.5']) {
      const vm = open({}, { dialect })
      expect(vm.get_global('_VERSION')).toBe(`Lua ${dialect}`)
      expect(vm.info().version).toBe(`Lua ${dialect}`)
    }
  })

  it('leave the language itself to a context without any', () => {
    const vm = make()
    expect(vm.execute_script('local function f(...) local a, b = ... return function() return a .. b, {a, b}, 7 // 2 end end return f("x", "y")()'))
      .toEqual(['xy', ['x', 'y'], 3])
    expect(() => vm.execute_script('print(1)')).toThrow("attempt to call a nil value (global 'print')")
  })
})

describe('allowBytecode: false, next to files of the host', () => {
  it('lets the reader of files win, and leaves nothing when that goes', () => {
    const vm = open({}, { allowBytecode: false })
    vm.set_file_reader((path: string) => (path === 'code' ? vm.compile('return 1') : 'return 2'))
    expect(vm.execute_script('return dofile("x"), (loadfile("code"))')).toEqual([2, null])
    vm.set_file_reader(null)
    expect(vm.execute_script('return dofile, loadfile')).toEqual([null, null])
  })

  it('overrules the mode that a program asks for', () => {
    const vm = open({ code: open().compile('return 1') }, { allowBytecode: false })
    expect(vm.execute_script('return load("return 1", "x", "b")')).toEqual([null, expect.stringMatching(/attempt to load a text chunk/)])
    expect(vm.execute_script('return load(code, "x", "b")')).toEqual([null, expect.stringMatching(/binary chunk/)])
  })

  it('holds for package.path', () => {
    const folder = mkdtempSync(join(tmpdir(), 'perilune-'))
    writeFileSync(join(folder, 'coded.lua'), open().compile('return 42'))
    const vm = open({ path: join(folder, '?.lua') }, { allowBytecode: false })
    expect(() => vm.execute_script('package.path = path require("coded")')).toThrow(/binary chunk|bytecode/i)
    vm.reset()
    expect(() => vm.execute_script('package.path = path require("coded")')).toThrow(/binary chunk|bytecode/i)
  })
})

describe("filesystem: 'deny', from the host", () => {
  it('leaves compile_file alone, and the seal stays after a reset', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'perilune-')), 'host.lua')
    writeFileSync(path, 'return 3')
    const vm = open({}, { filesystem: 'deny' })
    expect(vm.load_bytecode(vm.compile_file(path))).toBe(3)
    vm.reset()
    expect(vm.execute_script('return io.open("x")')).toEqual([null, expect.stringMatching(/filesystem access denied/)])
  })
})
