// Compiled programs.

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import lua from '../index.mjs'

const open = (options = {}) => new lua.init({}, { libraries: 'all', ...options })
const folder = mkdtempSync(join(tmpdir(), 'perilune-'))
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('compile', () => {
  it('gives a buffer that any context can run', () => {
    const code = open().compile('local a, b = 20, 22 return a + b, "text"')
    expect(code).toBeInstanceOf(Buffer)
    expect(code[0]).toBe(0x1b)
    expect(open().load_bytecode(code)).toEqual([42, 'text'])
    expect(new lua.init().load_bytecode(new Uint8Array(code))).toEqual([42, 'text'])
  })

  it('does not run the program', () => {
    const vm = open()
    vm.compile('x = 1')
    expect(vm.get_global('x')).toBeNull()
  })

  it('keeps or strips names and lines', () => {
    const vm = open()
    const script = 'local first = 1\nlocal second = 2\nerror("here")'
    const [full, stripped] = [vm.compile(script, { chunkName: '@my-script' }), vm.compile(script, { stripDebug: true })]
    expect(stripped.length).toBeLessThan(full.length)
    expect(() => vm.load_bytecode(full)).toThrow(/my-script:3: here/)
    expect(() => vm.load_bytecode(stripped)).toThrow(/here/)
  })

  it('refuses what is wrong', () => {
    const vm = open()
    expect(() => vm.compile('return %%%')).toThrow(/unexpected symbol/)
    expect(() => vm.compile_file('')).toThrow('File path cannot be empty')
    expect(() => vm.compile_file(join(folder, 'missing.lua'))).toThrow(/cannot open/)
  })

  it('reads files', () => {
    const vm = open()
    expect(vm.load_bytecode(vm.compile_file(file('a.lua', '#!/usr/bin/env lua\nreturn 7')))).toBe(7)
    expect(() => vm.load_bytecode(vm.compile_file(file('b.lua', '\nerror("x")')))).toThrow(/b\.lua:2: x/)
  })
})

describe('load_bytecode', () => {
  it('refuses what is no bytecode', () => {
    const vm: any = open()
    expect(() => vm.load_bytecode(Buffer.alloc(0))).toThrow('Bytecode cannot be empty')
    expect(() => vm.load_bytecode(Buffer.from('return 1'))).toThrow(/attempt to load a text chunk/)
    expect(() => vm.load_bytecode(Buffer.from([0, 1, 2, 3]))).toThrow(/attempt to load a text chunk/)
    expect(() => vm.load_bytecode('return 1')).toThrow('Expected Buffer argument')
  })

  it('refuses damaged bytecode', () => {
    const vm = open({ maxInstructions: 1e6 })
    const code = vm.compile('local t = {} for i = 1, 10 do t[i] = i * 2 end return #t')
    for (let at = 1; at < code.length; at++) {
      const damaged = Buffer.from(code)
      damaged[at] ^= 0xff
      try { vm.load_bytecode(damaged) } catch (error) { expect(error).toBeInstanceOf(Error) }
      expect(() => vm.load_bytecode(code.subarray(0, at))).toThrow()
    }
  })
})

describe('allowBytecode', () => {
  it('closes every way in', () => {
    const code = open().compile('return 1')
    const path = file('binary.lua', code)
    for (const vm of [open({ allowBytecode: false }), open({ libraries: 'sandbox' })]) {
      expect(() => vm.load_bytecode(code)).toThrow(/disabled/)
      expect(() => vm.load_bytecode(code)).toThrow(/bytecode/i)
      vm.set_global('code', code)
      expect(vm.execute_script('return load(code)')).toEqual([null, expect.stringMatching(/binary chunk \(mode is 't'\)/)])
      expect(vm.execute_script('return load("return 7")()')).toBe(7)
      expect(() => vm.execute_file(path)).toThrow(/binary chunk|bytecode/i)
      expect(() => vm.compile_file(path)).toThrow(/binary chunk|bytecode/i)
      expect(() => vm.execute_script(code.toString('latin1'))).toThrow()
    }
    expect(open().execute_file(path)).toBe(1)
    expect(open({ libraries: 'sandbox', allowBytecode: true }).load_bytecode(code)).toBe(1)
  })
})

describe('execute_file', () => {
  it('runs a file under its name', () => {
    const vm = open()
    expect(vm.execute_file(file('c.lua', '# first line\nlocal n = select("#", ...) return n, "file"'))).toEqual([0, 'file'])
    expect(() => vm.execute_file(file('d.lua', 'error("x")'))).toThrow(/d\.lua:1: x/)
    expect(() => vm.execute_file(file('e.lua', 'this is not lua'))).toThrow(/syntax error/)
    expect(() => vm.execute_file(join(folder, 'missing'))).toThrow(/cannot open .*missing: No such file or directory/)
    expect(() => vm.execute_file('')).toThrow('File path cannot be empty')
  })
})
