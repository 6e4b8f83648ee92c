// Debug hooks in JavaScript.

import { describe, expect, it } from 'vitest'
import lua from '../index.mjs'

const open = (callbacks = {}) => new lua.init(callbacks, { libraries: 'all' })

describe('set_hook', () => {
  it('tells of lines', () => {
    const vm = open()
    const lines: number[] = []
    expect(vm.set_hook((event, line) => { expect(event).toBe('line'); lines.push(line) }, { line: true })).toBeUndefined()
    vm.execute_script('a=1\nb=2\nc=a+b\nreturn c')
    expect(lines).toEqual([1, 2, 3, 4])
  })

  it('tells of calls and returns by name', () => {
    const vm = open()
    const seen: string[] = []
    vm.set_hook((event, line, name) => { seen.push(`${event} ${name} ${line === -1 ? 'native' : 'lua'}`) }, { call: true, return: true })
    vm.execute_script('function greet() return 1 end\ngreet()\nmath.floor(1.5)\nlocal function tail() return greet() end\ntail()')
    expect(seen).toContain('call greet lua')
    expect(seen).toContain('return greet lua')
    expect(seen).toContain('call floor native')
    expect(seen.some((event) => event.startsWith('tail call'))).toBe(true)
  })

  it('tells of instructions', () => {
    const vm = open()
    let count = 0
    vm.set_hook(() => { count++ }, { count: 100 })
    vm.execute_script('for i = 1, 5000 do local x = i end')
    expect(count).toBeGreaterThan(20)
  })

  it('swallows what it throws, and may run programs', () => {
    const vm = open()
    let count = 0
    vm.set_hook(() => { count++; vm.execute_script('x = (x or 0) + 1'); throw new Error('swallowed') }, { line: true })
    expect(vm.execute_script('local a = 1\nlocal b = 2\nreturn a + b')).toBe(3)
    expect([count, vm.get_global('x')]).toEqual([3, 3])
  })

  it('can be replaced and removed, also by itself', () => {
    const vm = open()
    let count = 0
    vm.set_hook(() => { count++; vm.remove_hook() }, { line: true })
    vm.execute_script('local a = 1\nlocal b = 2\nreturn a + b')
    expect(count).toBe(1)
    vm.set_hook(() => { count = 100 }, { line: true })
    vm.set_hook(() => { count++ }, { line: true })
    vm.execute_script('return 1')
    expect(count).toBe(2)
    vm.remove_hook()
    vm.remove_hook()
    vm.execute_script('return 1')
    expect(count).toBe(2)
  })

  it('is not told of asynchronous runs', async () => {
    const vm = open()
    let count = 0
    vm.set_hook(() => { count++ }, { line: true })
    await vm.execute_script_async('local a = 1\nreturn a')
    expect(count).toBe(0)
    vm.execute_script('local a = 1\nreturn a')
    expect(count).toBe(2)
  })

  it('refuses wrong arguments', () => {
    const vm: any = open()
    expect(() => vm.set_hook()).toThrow('requires a function')
    expect(() => vm.set_hook(() => {})).toThrow('requires an options object')
    expect(() => vm.set_hook(() => {}, [])).toThrow('requires an options object')
    expect(() => vm.set_hook(() => {}, {})).toThrow('at least one of call, return, line, or count')
    for (const count of [0, -1, 1.5, 2 ** 31]) expect(() => vm.set_hook(() => {}, { count })).toThrow('positive integer')
    expect(() => vm.set_hook(() => {}, { count: 'x' })).toThrow('must be a number')
  })
})
