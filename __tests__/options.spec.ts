// The options of a context, and what `info` says of them.

import { describe, expect, it } from 'vitest'
import lua from '../index.mjs'

const globals = (libraries: any) => {
  const names = ['print', 'require', 'dofile', 'loadfile', 'io', 'os', 'debug', 'string', 'load', 'collectgarbage', 'utf8']
  const vm = new lua.init({}, { libraries })
  return names.filter((name) => vm.get_global(`_G.${name}`) !== null || vm.get_global(name) !== null)
}

describe('cacheScripts', () => {
  it('changes nothing that a program sees', () => {
    for (const cacheScripts of [true, false]) {
      const vm = new lua.init({}, { libraries: 'all', cacheScripts })
      for (let i = 1; i <= 5; i++) expect(vm.execute_script('local x = 0 n = (n or 0) + 1 x = x + 1 return x, n')).toEqual([1, i])
      for (let i = 1; i <= 5; i++) expect(vm.execute_script('local before = x _ENV = {x = 5} return before, x')).toEqual([null, 5])
      const functions = Array.from({ length: 5 }, () => vm.execute_script('local n = 0 return function() n = n + 1 return n end'))
      for (const f of functions) expect([f(), f()]).toEqual([1, 2])
      for (let i = 0; i < 5; i++) expect(() => vm.execute_script('return +')).toThrow(/unexpected symbol/)
      for (let i = 0; i < 3; i++) expect(() => vm.execute_script('error("x")', { chunkName: `=name${i}` })).toThrow(`name${i}:1: x`)
    }
  })

  it('shares code between contexts, and nothing else', () => {
    const script = 'n = (n or 0) + 1 local up = n return n, 3 / 1, function() up = up + 1 return up end'
    const open = (dialect: any) => new lua.init({}, { libraries: 'all', dialect })
    const contexts = [open('5.5'), open('5.1'), open('5.5'), open('5.4')]
    for (let round = 1; round <= 4; round++) {
      const functions = contexts.map((vm) => {
        const [n, quotient, f] = vm.execute_script<any>(script)
        expect([n, quotient]).toEqual([round, 3])
        return f
      })
      for (const f of functions) expect([f(), f()]).toEqual([round + 1, round + 2])
    }
    const text = 'return string.format("%s", 3 / 1)'
    for (let round = 0; round < 3; round++) {
      expect(contexts.map((vm) => vm.execute_script(text))).toEqual(['3.0', '3', '3.0', '3.0'])
    }
  })

  it('tells programs apart by their names and sources', () => {
    const contexts = [new lua.init({}, { libraries: 'all' }), new lua.init({}, { libraries: 'all' })]
    const where = 'return debug.getinfo(1, "S").source'
    for (let round = 0; round < 4; round++) {
      for (const vm of contexts) {
        expect(vm.execute_script(where)).toBe(where)
        expect(vm.execute_script(where, { chunkName: '=a' })).toBe('=a')
        expect(vm.execute_script(where, { chunkName: '@b' })).toBe('@b')
      }
    }
  })

  it('goes on when there are more scripts than are kept', () => {
    const contexts = [new lua.init(), new lua.init()]
    const script = (i: number) => `return ${i} --${'x'.repeat(8000)}`
    for (let round = 0; round < 3; round++) {
      for (const vm of contexts) for (let i = 0; i < 40; i++) expect(vm.execute_script(script(i))).toBe(i)
      for (let i = 0; i < 3; i++) expect(contexts[0].execute_script(script(7))).toBe(7)
    }
  })
})

describe('libraries', () => {
  it('are chosen by a preset', () => {
    expect(globals('all')).toHaveLength(11)
    expect(globals('safe')).toEqual(['print', 'require', 'dofile', 'loadfile', 'string', 'load', 'collectgarbage', 'utf8'])
    expect(globals('sandbox')).toEqual(['print', 'string', 'load', 'collectgarbage', 'utf8'])
    expect(globals('bare')).toEqual([])
    expect(globals(undefined)).toEqual([])
  })

  it('are chosen by a list', () => {
    expect(globals(['base', 'string'])).toEqual(['print', 'dofile', 'loadfile', 'string', 'load', 'collectgarbage'])
    expect(new lua.init({}, { libraries: ['base', 'base'] }).info().libraries).toEqual(['base', 'base'])
  })

  it('must be known', () => {
    const open = (libraries: any) => () => new lua.init({}, { libraries })
    expect(open('everything')).toThrow("libraries must be 'all', 'safe', 'sandbox', or an array")
    expect(open(7)).toThrow(/libraries must be/)
    expect(open(['nonexistent'])).toThrow("Unknown Lua library: 'nonexistent'")
    expect(open(['_G'])).toThrow(/Unknown Lua library/)
    expect(open([1])).toThrow('libraries array must contain only strings')
  })

  it('are listed', () => {
    expect(new lua.init({}, { libraries: 'all' }).info().libraries).toEqual([
      'base', 'package', 'coroutine', 'table', 'io', 'os', 'string', 'math', 'utf8', 'debug',
    ])
    expect(new lua.init().info().libraries).toEqual([])
  })
})

describe('limits', () => {
  it('must be numbers that are not negative', () => {
    const open = (options: any) => () => new lua.init({}, options)
    for (const name of ['maxMemory', 'maxInstructions', 'timeout']) {
      expect(open({ [name]: 'x' })).toThrow(TypeError)
      expect(open({ [name]: 'x' })).toThrow(`${name} must be a number`)
      expect(open({ [name]: -1 })).toThrow(RangeError)
      expect(open({ [name]: -1 })).toThrow(`${name} must be a non-negative number`)
      expect(open({ [name]: undefined })).not.toThrow()
      expect(open({ [name]: null })).not.toThrow()
      expect(open({ [name]: 0 })).not.toThrow()
    }
  })

  it('are told by info', () => {
    const info = new lua.init({}, { maxMemory: 5e6, maxInstructions: 1e6, timeout: 100 }).info()
    expect(info).toMatchObject({ memoryLimit: 5e6, maxInstructions: 1e6, timeout: 100 })
    expect(new lua.init().info()).toMatchObject({ memoryLimit: 0, maxInstructions: 0, timeout: 0 })
  })
})

describe('info', () => {
  it('tells the version and the memory', () => {
    const vm = new lua.init({}, { libraries: 'all' })
    const info = vm.info()
    expect(info.version).toBe(vm.execute_script('return _VERSION'))
    expect(info.release).toMatch(/^Lua \d+\.\d+\.\d+$/)
    expect(info.release.startsWith(info.version)).toBe(true)
    expect(info.versionNumber).toBe(505)
    expect(Math.abs(info.memoryBytes - vm.get_memory_usage())).toBeLessThan(4096)
    expect(info.memoryKB).toBe(info.memoryBytes / 1024)
  })
})

describe('arguments that are no options', () => {
  it('are ignored', () => {
    expect(new lua.init(null, null).execute_script('return 1')).toBe(1)
    expect(new (lua.init as any)(5, 6).execute_script('return 1')).toBe(1)
  })
})

describe('names', () => {
  it('come in two spellings', () => {
    const names = Object.getOwnPropertyNames(lua.init.prototype)
    for (const name of names.filter((name) => name.includes('_'))) {
      expect(names).toContain(name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()))
    }
    expect(new lua.init().executeScript('return 1')).toBe(1)
    expect(lua.init.name).toBe('LuaContext')
    expect(Object.keys(lua)).toEqual(['init', 'createSharedTable'])
    expect(Object.keys(lua.init.prototype)).toEqual([])
    const vm: any = new lua.init()
    expect(() => { vm.execute_script = 1 }).toThrow(TypeError)
    vm.mine = 1
    expect(vm.mine).toBe(1)
  })
})
