// Sections 2.5 and 13: where modules come from, and contexts without files.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { open } from './open'

const folder = mkdtempSync(join(tmpdir(), 'perilune-'))
writeFileSync(join(folder, 'greeter.lua'), 'return {hello = function(n) return "hello " .. n end}')
afterAll(() => rmSync(folder, { recursive: true }))

describe('add_search_path', () => {
  it('lets require find files, also after a reset', () => {
    const vm = open()
    vm.add_search_path(join(folder, '?.lua'))
    expect(vm.execute_script('return require("greeter").hello("you")')).toBe('hello you')
    vm.reset()
    expect(vm.execute_script('return require("greeter").hello("me")')).toBe('hello me')
    expect(() => vm.execute_script('require("nonexistent")')).toThrow(/module 'nonexistent' not found/)
    expect(() => vm.add_search_path('no-mark')).toThrow(/\?/)
    expect(() => vm.add_search_path(5)).toThrow(/Expected string argument/)
    expect(() => open({}, { libraries: ['base'] }).add_search_path('?')).toThrow(/package/)
  })
})

describe('register_module', () => {
  it('makes an object a module until the reset', () => {
    const vm = open()
    vm.register_module('tools.math', { twice: (x: number) => 2 * x, PI: 3, deep: { f: () => 'f' } })
    expect(vm.execute_script('local m = require("tools.math") return m.twice(4), m.PI, m.deep.f(), tools')).toEqual([8, 3, 'f', null])
    vm.register_module('tools.math', { PI: 4 })
    expect(vm.execute_script('return require("tools.math").PI')).toBe(4)
    vm.reset()
    expect(() => vm.execute_script('require("tools.math")')).toThrow(/module 'tools.math' not found/)
    expect(() => vm.register_module('x')).toThrow(/Expected \(string, object\)/)
    expect(() => open({}, { libraries: [] }).register_module('x', {})).toThrow(/package/)
  })
})

describe('add_searcher', () => {
  it('asks a function for the source', () => {
    const asked: string[] = []
    const vm = open()
    vm.add_searcher((name: string) => { asked.push(name); return name === 'm' ? 'local n, extra = ... return {n = n, extra = extra}' : null })
    vm.add_searcher((name: string) => (name === 'bad' ? 'return +' : name === 'empty' ? '' : name === 'num' ? 5 : undefined))
    expect(vm.execute_script('local m = require("m") return m.n, m.extra')).toEqual(['m', 'm'])
    expect(vm.execute_script('return require("m") == require("m")')).toBe(true)
    expect(asked).toEqual(['m'])
    expect(vm.execute_script('return (require("empty"))')).toBe(true)
    expect(() => vm.execute_script('require("bad")')).toThrow(/error loading JS module 'bad'.*bad:1:/s)
    expect(() => vm.execute_script('require("num")')).toThrow(/must return a Lua source string or nil/)
    expect(() => vm.execute_script('require("none")')).toThrow(/module 'none' not found/)
    vm.reset()
    expect(vm.execute_script('return require("m").n')).toBe('m')
  })

  it('refuses bytecode, reports what is thrown, and checks its argument', () => {
    const vm = open()
    vm.add_searcher((name: string) => { if (name === 'boom') throw new Error('kaputt'); return vm === null ? '' : '\x1bLua' })
    expect(() => vm.execute_script('require("code")')).toThrow(/binary chunk/)
    expect(() => vm.execute_script('require("boom")')).toThrow(/searcher.*kaputt/)
    expect(() => vm.execute_script('error("later")')).toThrow(/later/)
    expect(() => vm.add_searcher(5)).toThrow(/requires a function/)
    expect(() => open({}, { libraries: ['base'] }).add_searcher(() => '')).toThrow(/package.*not loaded/)
  })
})

describe('filesystem: deny', () => {
  it('closes every door', () => {
    const vm = open({}, { filesystem: 'deny' })
    for (const code of ['dofile("x")', 'io.lines("x")', 'io.lines()', 'io.input("x")', 'io.output()', 'os.tmpname()']) {
      expect(() => vm.execute_script(code)).toThrow(/filesystem access denied/)
    }
    for (const code of ['loadfile("x")', 'package.loadlib("x", "y")', 'package.searchpath("x", "?")', 'io.open("x")', 'os.remove("x")', 'os.rename("x", "y")', 'io.tmpfile()']) {
      expect(vm.execute_script(`return ${code}`)).toEqual([null, expect.stringMatching(/filesystem access denied/)])
    }
    expect(() => vm.execute_script('require("x")')).toThrow(/module 'x' not found.*filesystem access denied/s)
    expect(() => vm.add_search_path('?')).toThrow(/filesystem access denied.*register_module\(\) or add_searcher\(\)/s)
    expect(vm.execute_script('return type(os.execute), type(io.popen), type(io.write), type(os.time)')).toEqual(Array(4).fill('function'))
    vm.reset()
    expect(() => vm.execute_script('dofile("x")')).toThrow(/filesystem access denied/)
  })

  it('leaves the doors of the host open', () => {
    const vm = open({}, { filesystem: 'deny' })
    vm.register_module('m', { n: 1 })
    vm.add_searcher((name: string) => (name === 's' ? 'return 2' : null))
    vm.set_file_reader((path: string) => (path === 'f' ? 'return 3' : null))
    expect(vm.execute_script('package.preload.p = function() return 4 end return require("m").n, (require("s")), dofile("f"), (require("p"))')).toEqual([1, 2, 3, 4])
    expect(() => vm.execute_script('dofile("unknown")')).toThrow(/cannot open/)
    expect(vm.execute_file(join(folder, 'greeter.lua'))).toHaveProperty('hello')
  })
})

describe('the package library', () => {
  it('has four searchers, and a list of what is loaded', () => {
    const vm = open()
    expect(vm.execute_script('return #package.searchers, type(package.preload), type(package.cpath)')).toEqual([4, 'table', 'string'])
    expect(vm.get_global('package.path')).toContain('?.lua')
    expect(vm.get_global_ref('package').get_ref('loaded').keys().sort()).toEqual(
      ['_G', 'coroutine', 'debug', 'io', 'math', 'os', 'package', 'string', 'table', 'utf8'])
  })

  it('lists everything that was tried', () => {
    const vm = open()
    vm.execute_script('package.path = "./no/?.lua;./neither/?.lua" package.cpath = ""')
    expect(() => vm.execute_script('require("nonexistent")')).toThrow(/module 'nonexistent' not found:\n\tno field package\.preload\['nonexistent'\]\n\tno file '\.\/no\/nonexistent\.lua'\n\tno file '\.\/neither\/nonexistent\.lua'/)
  })
})

describe('modules, further', () => {
  it('of the host come before files, and keep their dots', () => {
    const vm = open()
    vm.register_module('a.b', { n: 1 })
    vm.register_module('a.b', { n: 2, nested: { f: () => 3 } })
    expect(vm.execute_script('local m = require("a.b") return m.n, m.nested.f(), a, package.loaded["a.b"] == m')).toEqual([2, 3, null, true])
    for (const args of [[], ['x'], [5, {}], ['x', 5], ['x', null]]) expect(() => vm.register_module(...args)).toThrow(/Expected \(string, object\)/)
  })

  it('of a searcher are found after all others, in order', () => {
    const vm = open()
    const asked: string[] = []
    vm.add_searcher((name: string) => { asked.push(`first ${name}`); return undefined })
    vm.add_searcher((name: string) => { asked.push(`second ${name}`); return Buffer.from('return ...') })
    expect(vm.execute_script('return #package.searchers')).toBe(6)
    expect(vm.execute_script('return (require("m"))')).toBe('m')
    expect(asked).toEqual(['first m', 'second m'])
    vm.reset()
    asked.length = 0
    vm.execute_script('require("m")')
    expect(asked).toEqual(['first m', 'second m'])
  })

  it('whose searcher could not be added are not asked for after a reset', () => {
    const vm = open()
    vm.execute_script('setmetatable(package.searchers, {__newindex = function() error("full") end})')
    expect(() => vm.add_searcher(() => 'return 1')).toThrow(/full/)
    vm.reset()
    expect(() => vm.execute_script('require("m")')).toThrow(/module 'm' not found/)
    expect(vm.info().bindingRefs.searchers).toBe(0)
  })

  it('whose search path could not be added are not looked for after a reset', () => {
    const vm = open()
    vm.execute_script('package.path = nil setmetatable(package, {__newindex = function() error("sealed") end})')
    expect(() => vm.add_search_path('/nowhere/?.lua')).toThrow(/sealed/)
    vm.reset()
    expect(vm.get_global('package.path')).not.toContain('/nowhere/')
  })

  it('do not take the error of a searcher for their own', () => {
    const vm = open()
    const mine = new RangeError('searching failed')
    vm.add_searcher((name: string) => { if (name === 'bad') throw mine; return 'return 1' })
    expect(() => vm.execute_script('require("bad")')).toThrow(/searcher/)
    expect(vm.execute_script('return (pcall(require, "bad"))')).toBe(false)
    expect(() => vm.execute_script('error("another")')).toThrow(/another/)
    expect(vm.execute_script('return (require("good"))')).toBe(1)
  })

  it('of JavaScript cannot be searched for on the thread pool', async () => {
    const vm = open()
    vm.add_searcher(() => 'return 5')
    await expect(vm.execute_script_async('return require("m")')).rejects.toThrow(/async mode/)
    expect(await vm.execute_script_async('return (require("m"))', { callbacks: 'hop' })).toBe(5)
  })
})
