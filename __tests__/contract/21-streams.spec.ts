// Section 21: what programs print, read and load.

import { describe, expect, it } from 'vitest'
import { open } from './open'

describe('set_print_handler', () => {
  it('gets each call of print and io.write', () => {
    const lines: string[] = []
    const vm = open({}, { print: (text: string) => { lines.push(text) } })
    vm.execute_script('print(1, nil, setmetatable({}, {__tostring = function() return "T" end})) print() io.write("a", 2, "b")')
    expect(lines).toEqual(['1\tnil\tT\n', '\n', 'a2b'])
    expect(vm.execute_script('return io.write("x") == io.stdout')).toBe(true)
    expect(() => vm.execute_script('io.write({})')).toThrow(/string expected, got table/)
    vm.reset()
    vm.execute_script('print("again")')
    expect(lines.at(-1)).toBe('again\n')
  })

  it('works without libraries, as text, and swallows what is thrown', () => {
    const lines: unknown[] = []
    const vm = open({}, { libraries: [], binaryStrings: true })
    vm.set_print_handler((text: unknown) => { lines.push(text); throw new Error('lost') })
    vm.execute_script('print("a", 1) print("b")')
    expect(lines).toEqual(['a\t1\n', 'b\n'])
  })

  it('may be replaced and removed while it runs', () => {
    const seen: string[] = []
    const vm = open()
    vm.set_print_handler((text: string) => {
      seen.push(`first ${text}`)
      vm.set_print_handler((other: string) => { seen.push(`second ${other}`) })
    })
    vm.execute_script('print(1) print(2)')
    expect(seen).toEqual(['first 1\n', 'second 2\n'])
    vm.set_print_handler(null)
    expect(vm.info().bindingRefs.handlers).toBe(0)
    expect(vm.execute_script('return type(print)')).toBe('function')
  })
})

describe('set_read_handler', () => {
  it('serves every format', () => {
    const asked: unknown[] = []
    const answers: unknown[] = ['line', 'all', '42.5', 'zz', new Uint8Array([65, 255]), '', 7]
    const vm = open()
    expect(vm.set_read_handler((format: unknown) => { asked.push(format); return answers.shift() })).toBe(true)
    expect(vm.execute_script('return io.read(), io.read("*a"), io.read("n"), io.read("n"), io.read(2) == "A\\xff", io.read("L"), io.read()')).toEqual(
      ['line', 'all', 42.5, null, true, '', '7'])
    expect(asked).toEqual(['l', 'a', 'n', 'n', 2, 'L', 'l'])
  })

  it('ends the input, and raises what is thrown', () => {
    const vm = open()
    let calls = 0
    vm.set_read_handler(() => { calls++; return null })
    expect(vm.execute_script('return io.read("l", "l", "l")')).toBeNull()
    expect(calls).toBe(1)
    vm.set_read_handler(() => { throw new Error('read boom') })
    expect(vm.execute_script('return pcall(io.read)')).toEqual([false, expect.stringMatching(/read boom/)])
    vm.reset()
    expect(vm.execute_script('return pcall(io.read)')).toEqual([false, expect.stringMatching(/read boom/)])
  })

  it('brings no function back with a new state once one was refused', () => {
    const vm = open({}, { libraries: ['base'] })
    vm.set_read_handler(() => 'before')
    vm.execute_script('io = 42')
    expect(vm.set_read_handler(() => 'refused')).toBe(false)
    vm.reset()
    expect(vm.get_global('io')).toBeNull()
  })

  it('makes and takes back a table where there is no io', () => {
    const vm = open({}, { libraries: ['base'] })
    expect(vm.set_read_handler(() => 'x')).toBe(true)
    expect(vm.execute_script('local n = 0 for _ in pairs(io) do n = n + 1 end return n, io.read()')).toEqual([1, 'x'])
    vm.set_read_handler(null)
    expect(vm.get_global('io')).toBeNull()
    vm.execute_script('io = 5')
    expect(vm.set_read_handler(() => 'x')).toBe(false)
    vm.execute_script('io = {mine = true}')
    vm.set_read_handler(() => 'y')
    vm.set_read_handler(null)
    expect(vm.execute_script('return io.mine')).toBe(true)
  })
})

describe('set_file_reader', () => {
  it('serves dofile and loadfile', () => {
    const files: Record<string, string> = { a: 'return 1, ...', bad: 'return +', empty: '', code: '\x1bLua', env: 'return x' }
    const vm = open({}, { libraries: 'sandbox' })
    vm.set_file_reader((path: string) => files[path])
    expect(vm.execute_script('return dofile("a")')).toBe(1)
    expect(vm.execute_script('return loadfile("a")(2)')).toEqual([1, 2])
    expect(vm.execute_script('return dofile("empty")')).toBeUndefined()
    expect(vm.execute_script('return loadfile("env", "t", {x = 5})()')).toBe(5)
    expect(vm.execute_script('return loadfile("/nope")')).toEqual([null, expect.stringMatching(/^cannot open \/nope/)])
    expect(() => vm.execute_script('dofile("/nope")')).toThrow(/cannot open/)
    expect(vm.execute_script('return loadfile("bad")')).toEqual([null, expect.stringMatching(/^bad:1:/)])
    expect(vm.execute_script('return loadfile("code")')).toEqual([null, expect.stringMatching(/binary chunk/)])
    expect(() => vm.execute_script('dofile()')).toThrow(/a filename is required/)
    vm.reset()
    expect(vm.execute_script('return dofile("a")')).toBe(1)
    vm.set_file_reader(null)
    expect(vm.execute_script('return dofile, loadfile')).toEqual([null, null])
  })

  it('raises what the reader throws', () => {
    const vm = open()
    vm.set_file_reader(() => { throw new Error('disk on fire') })
    expect(() => vm.execute_script('dofile("a")')).toThrow(/disk on fire/)
  })
})

describe('handlers of output, further', () => {
  it('are no business of io.stdout, and everything else is ignored', () => {
    const lines: string[] = []
    const vm = open({}, { libraries: ['base'], print: (text: string) => { lines.push(text) } })
    vm.execute_script('print("a\\0b", 1.5, nil, true)')
    expect(lines).toEqual(['a\0b\t1.5\tnil\ttrue\n'])
    for (const nothing of [null, undefined, 5, 'x']) {
      vm.set_print_handler(() => {})
      vm.set_print_handler(nothing)
      expect(vm.info().bindingRefs.handlers).toBe(0)
    }
  })

  it('get what __tostring gives, and errors of that are raised', () => {
    const lines: string[] = []
    const vm = open({}, { print: (text: string) => { lines.push(text) } })
    expect(() => vm.execute_script('print(setmetatable({}, {__tostring = function() error("no text") end}))')).toThrow(/no text/)
    vm.execute_script('print(setmetatable({}, {__name = "Named"}))')
    expect(lines).toEqual([expect.stringMatching(/^Named: 0x/)])
  })

  it('are not installed where the global cannot be set', () => {
    const vm = open({}, { libraries: ['base'] })
    vm.execute_script('print = nil setmetatable(_G, {__newindex = function() error("sealed") end})')
    expect(() => vm.set_print_handler(() => {})).toThrow(/sealed/)
  })
})

describe('handlers of input, further', () => {
  it('end the input with anything that is no text', () => {
    for (const end of [null, undefined, true, false]) {
      const vm = open()
      vm.set_read_handler(() => end)
      expect(vm.execute_script('return select("#", io.read("l", "l")), io.read()')).toEqual([1, null])
    }
  })

  it('give bytes as bytes, empty lines as empty, numbers as numbers', () => {
    const answers: unknown[] = ['', new Uint8Array([255, 0]), new Uint8Array([1, 2]).buffer, ' 0x10 ', 'none', '-3', '1e2']
    const vm = open()
    vm.set_read_handler(() => answers.shift())
    expect(vm.execute_script('return io.read(), io.read() == "\\xff\\0", io.read() == "\\1\\2"')).toEqual(['', true, true])
    expect(vm.execute_script('return io.read("n"), io.read("n"), io.read("n"), io.read("*n")')).toEqual([16, null, -3, 100])
  })

  it('leave what programs have put in their place', () => {
    const vm = open({}, { libraries: ['base'] })
    vm.set_read_handler(() => 'x')
    vm.execute_script('io = {mine = true}')
    vm.set_read_handler(null)
    expect(vm.execute_script('return io.mine')).toBe(true)
    vm.execute_script('io = nil')
    vm.set_read_handler(() => 'x')
    vm.execute_script('io.read = function() return "own" end')
    vm.set_read_handler(null)
    expect(vm.get_global('io')).toBeNull()
    expect(vm.info().bindingRefs.handlers).toBe(0)
  })

  it('are not wrapped one in the other', () => {
    const vm = open()
    const asked: string[] = []
    for (let i = 0; i < 5; i++) vm.set_read_handler(() => { asked.push(`handler ${i}`); return 'x' })
    vm.execute_script('io.read()')
    expect(asked).toEqual(['handler 4'])
    expect(vm.set_read_handler(null)).toBe(true)
    expect(vm.execute_script('return type(io.read)')).toBe('function')
  })

  it('are not kept where io is no table', () => {
    const vm = open({}, { libraries: ['base'] })
    vm.execute_script('io = "text"')
    expect(vm.set_read_handler(() => 'x')).toBe(false)
    expect([vm.info().bindingRefs.handlers, vm.get_global('io')]).toEqual([0, 'text'])
  })
})

describe('readers of files, further', () => {
  it('say that a file is missing by giving no text', () => {
    const vm = open()
    for (const missing of [null, undefined, true, false]) {
      vm.set_file_reader(() => missing)
      expect(vm.execute_script('return loadfile("/nope")')).toEqual([null, expect.stringMatching(/^cannot open \/nope/)])
      expect(() => vm.execute_script('dofile("/nope")')).toThrow(/cannot open/)
    }
  })

  it('give sources as text or bytes, and all results', () => {
    const vm = open()
    vm.set_file_reader((path: string) => Buffer.from(path === 'many' ? 'return 1, nil, 3' : ''))
    expect(vm.execute_script('return dofile("many")')).toEqual([1, null, 3])
    expect(vm.execute_script('return select("#", dofile("empty"))')).toBe(0)
    vm.set_file_reader(() => '#!/usr/bin/lua\nreturn 1')
    expect(() => vm.execute_script('dofile("shell")')).toThrow(/unexpected symbol/)
  })

  it('never touch the disk, and are not asked by require', () => {
    const vm = open()
    const asked: string[] = []
    vm.set_file_reader((path: string) => { asked.push(path); return null })
    expect(() => vm.execute_script('dofile("package.json")')).toThrow(/cannot open/)
    expect(() => vm.execute_script('require("none")')).toThrow(/module 'none' not found/)
    expect(asked).toEqual(['package.json'])
    for (const use of ['dofile()', 'loadfile()', 'dofile(nil)']) expect(() => vm.execute_script(use)).toThrow(/a filename is required/)
  })
})
