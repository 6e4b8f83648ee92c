// Section 15: compiled programs.

import { describe, expect, it } from 'vitest'
import { open } from './open'

describe('compile', () => {
  it('gives a buffer that starts with an escape', () => {
    const code = open().compile('return 1')
    expect(code).toBeInstanceOf(Buffer)
    expect(code[0]).toBe(0x1b)
  })

  it('leaves out names and lines if asked to', () => {
    const vm = open()
    const source = 'local first, second = 1, 2\nlocal function add(x) return x + first + second end\nreturn add(3)'
    const stripped = vm.compile(source, { stripDebug: true })
    expect(stripped.length).toBeLessThan(vm.compile(source).length)
    expect(vm.load_bytecode(stripped)).toBe(6)
  })

  it('keeps the name of the chunk', () => {
    const vm = open()
    expect(() => vm.load_bytecode(vm.compile('error("x")', { chunkName: '@mine' }), '@other')).toThrow(/^mine:1: x/)
    expect(() => vm.load_bytecode(vm.compile('error("x")'))).toThrow(/^\[string "error\("x"\)"\]:1: x/)
  })

  it('is paid from the limits of the context', () => {
    const source = 'local t = 0\n' + 't = t + 1\n'.repeat(50_000)
    expect(() => open({}, { maxInstructions: 10_000 }).compile(source)).toThrow(/instruction limit exceeded/)
    expect(() => open({}, { maxMemory: 512 * 1024 }).compile(source)).toThrow(/not enough memory/)
  })

  it('lets garbage be collected', () => {
    let collected = 0
    const vm = open({ gone: () => { collected++ } })
    vm.execute_script('for i = 1, 100 do setmetatable({}, {__gc = gone}) end')
    const source = 'local x = 0\n' + 'x = x + 1\n'.repeat(4000)
    for (let i = 0; i < 50 && collected === 0; i++) vm.compile(source)
    expect(collected).toBeGreaterThan(0)
  })

  it('refuses what is wrong', () => {
    const vm = open()
    expect(() => vm.compile('return +')).toThrow(/unexpected symbol/)
    expect(() => vm.compile('x = = 1')).toThrow(/unexpected symbol|syntax error/)
    expect(() => vm.compile(5)).toThrow(/Expected string/)
    expect(() => vm.compile_file('/missing')).toThrow(/cannot open/)
    expect(() => vm.compile_file('')).toThrow('File path cannot be empty')
  })
})

describe('load_bytecode', () => {
  it('runs in any context, again and again', () => {
    const code = open().compile('count = (count or 0) + 1 return count, ...')
    const vm = open()
    expect([vm.load_bytecode(code), vm.load_bytecode(new Uint8Array(code))]).toEqual([1, 2])
    expect(open().load_bytecode(code)).toBe(1)
  })

  it('refuses everything else', () => {
    const vm = open()
    expect(() => vm.load_bytecode(Buffer.alloc(0))).toThrow('Bytecode cannot be empty')
    for (const bytes of [[0, 1, 2, 3], [...Buffer.from('return 1')]]) {
      expect(() => vm.load_bytecode(Uint8Array.from(bytes))).toThrow(/attempt to load a text chunk/)
    }
    expect(() => vm.load_bytecode('return 1')).toThrow('Expected Buffer argument')
    const code = vm.compile('return 1')
    for (let length = 1; length < code.length; length++) expect(() => vm.load_bytecode(code.subarray(0, length))).toThrow()
  })

  it('reads what string.dump writes, and the other way round', () => {
    const vm = open({ code: () => Buffer.from(vm.compile('return 7')) })
    expect(vm.execute_script('return load(code())(), load(string.dump(function() return 8 end))()')).toEqual([7, 8])
  })
})

describe('bytecode, further', () => {
  it('is not run by compile, and says of text what is wrong with it', () => {
    const vm = open()
    vm.compile('x = 1')
    expect(vm.get_global('x')).toBeNull()
    expect(() => vm.compile('this is not lua')).toThrow(/syntax error/)
    expect(() => vm.compile('return 1', 5)).toThrow(/options must be an object/)
    expect(() => vm.compile('return 1', { chunkName: {} })).toThrow('compile() chunkName must be a string')
    expect(() => vm.load_bytecode(vm.compile('local x = nil\nreturn x.y', { chunkName: 'my-script' }))).toThrow(/^\[string "my-script"\]:2: attempt to index a nil value \(local 'x'\)/)
  })

  it('that was cut is refused as such', () => {
    const vm = open()
    expect(() => vm.load_bytecode(vm.compile('return 1').subarray(0, 20))).toThrow(/bad binary format/)
    for (const other of [undefined, null, 5, {}, [27]]) expect(() => vm.load_bytecode(other)).toThrow('Expected Buffer argument')
    expect(() => vm.load_bytecode(new Uint8Array(0))).toThrow('Bytecode cannot be empty')
  })

  it('takes any view of its bytes', () => {
    const vm = open()
    const code = vm.compile('return 9')
    const padded = new Uint8Array(code.length + 8)
    padded.set(code, 4)
    expect(vm.load_bytecode(padded.subarray(4, 4 + code.length))).toBe(9)
  })

  it('of functions that a context holds is what string.dump gives', () => {
    const vm = open({}, { binaryStrings: true })
    vm.execute_script('function f(x) return x + 1 end')
    const dumped = vm.execute_script('return string.dump(function() return 1 + 1 end)')
    expect(dumped[0]).toBe(0x1b)
    expect(open().load_bytecode(dumped)).toBe(2)
  })
})
