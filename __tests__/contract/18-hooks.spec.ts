// Section 18: hooks, and the calls and variables seen from below.

import { describe, expect, it } from 'vitest'
import { collectGarbage } from '../collect'
import { open } from './open'

/** What a hook is told while a script runs. */
function trace(events: object, script: string, options: object = {}): [string, number, string][] {
  const vm = open({}, options)
  const told: [string, number, string][] = []
  vm.set_hook((...event: [string, number, string]) => { told.push(event) }, events)
  vm.execute_script(script)
  vm.remove_hook()
  return told
}

describe('events', () => {
  it('are each line once', () => {
    const told = trace({ line: true }, 'local a = 1\nlocal b = 2\nlocal c = a + b\nreturn c')
    expect(told.map(([event, line]) => [event, line])).toEqual([['line', 1], ['line', 2], ['line', 3], ['line', 4]])
  })

  it('are calls by the names that callers use', () => {
    const told = trace({ call: true }, 'function greet() end\ngreet()\nlocal x = math.floor(1.5)')
    expect(told.map(([, , name]) => name)).toEqual(expect.arrayContaining(['greet', 'floor']))
    expect(told.find(([, , name]) => name === 'floor')![1]).toBe(-1)
    expect(new Set(told.map(([event]) => event))).toEqual(new Set(['call']))
  })

  it('are tail calls, which have no return of their own', () => {
    const told = trace({ call: true, return: true }, 'local function f() return 1 end\nlocal function g() return f() end\nlocal x = g()')
    const count = (event: string) => told.filter(([name]) => name === event).length
    expect(count('tail call')).toBe(1)
    expect(count('call')).toBe(count('return'))
  })

  it('are numbers of instructions', () => {
    const told = trace({ count: 100 }, 'local s = 0 for i = 1, 5000 do s = s + i end')
    expect(told.length).toBeGreaterThan(20)
    expect(new Set(told.map(([event]) => event))).toEqual(new Set(['count']))
  })

  it('come from coroutines and environments too', () => {
    const vm = open()
    const lines: number[] = []
    vm.set_hook((_: string, line: number) => { lines.push(line) }, { line: true })
    const coroutine = vm.create_coroutine('return function()\nlocal a = 1\nreturn a end')
    lines.length = 0
    vm.resume(coroutine)
    expect(lines).toEqual([2, 3])
    lines.length = 0
    vm.execute_script_in(vm.create_environment(), 'x = 1\ny = 2')
    expect(lines).toEqual([1, 2])
  })

  it.each([{ line: true }, { count: 7 }, { call: true }])('%o leave limits what they are', (events) => {
    const vm = open({}, { maxInstructions: 100_000 })
    vm.set_hook(() => {}, events)
    expect(() => vm.execute_script('while true do end')).toThrow(/instruction limit exceeded/)
    vm.remove_hook()
    expect(() => vm.execute_script('while true do end')).toThrow(/instruction limit exceeded/)
    expect(vm.execute_script('return 1')).toBe(1)
  })
})

describe('coroutines made under another hook', () => {
  it('tell nobody any more', async () => {
    const vm = open()
    let told = 0
    const make = () => vm.create_coroutine('return function() for i = 1, 3 do coroutine.yield(i) end end')
    vm.set_hook(() => { told++ }, { line: true, call: true, count: 1 })
    const coroutines = [make(), make()]
    coroutines.forEach((coroutine) => vm.resume(coroutine))
    expect(told).toBeGreaterThan(0)
    vm.set_hook(() => {}, { line: true })
    told = 0
    await collectGarbage()
    vm.resume(coroutines[0])
    vm.remove_hook()
    await collectGarbage()
    expect(coroutines.map((coroutine) => vm.resume(coroutine).values)).toEqual([[3], [2]])
    expect(told).toBe(0)
  })
})

describe('set_hook', () => {
  it.each<[any[], string]>([
    [[], 'requires a function'],
    [['hook', { line: true }], 'requires a function'],
    [[() => {}], 'requires an options object'],
    [[() => {}, 'line'], 'requires an options object'],
    [[() => {}, ['line']], 'requires an options object'],
    [[() => {}, {}], 'at least one of call, return, line, or count'],
    [[() => {}, { line: false }], 'at least one of call, return, line, or count'],
    [[() => {}, { count: 0 }], 'positive integer'],
    [[() => {}, { count: -5 }], 'positive integer'],
    [[() => {}, { count: 1.5 }], 'positive integer'],
    [[() => {}, { count: 'many' }], 'must be a number'],
  ])('refuses %o', (args, message) => {
    expect(() => open().set_hook(...args)).toThrow(message)
  })
})

describe('get_stack', () => {
  it('lists the calls, the function of JavaScript first', () => {
    let stack: any[] = []
    const vm = open({ look: () => { stack = vm.get_stack() } })
    vm.execute_script('local function f()\n look() end\nf()', { chunkName: '@here' })
    expect(stack).toMatchObject([
      { level: 0, what: 'C', source: '=[C]', shortSource: '[C]', currentLine: -1, name: 'look', nameWhat: 'global' },
      { level: 1, what: 'Lua', source: '@here', shortSource: 'here', currentLine: 2, lineDefined: 1, name: 'f', nameWhat: 'local' },
      { level: 2, what: 'main', currentLine: 3 },
    ])
    expect(vm.get_stack()).toEqual([])
  })

  it('can be shortened', () => {
    const vm = open({ look: (n: number) => vm.get_stack({ maxLevels: n }).length })
    expect(vm.execute_script('return look(0), look(1), look(99)')).toEqual([0, 1, 2])
    expect(() => vm.get_stack({ maxLevels: -1 })).toThrow(/non-negative/)
    expect(vm.get_stack(5)).toEqual([])
  })
})

describe('get_locals', () => {
  it('lists named variables with their values', () => {
    let locals: unknown
    const vm = open({ look: () => { locals = vm.get_locals(1) } })
    vm.execute_script('local outer = 1\nlocal function f(p, ...) local q, r = {p}, outer for i = 1, 1 do look() end end f("x", 2)')
    expect(locals).toEqual([{ name: 'p', value: 'x' }, { name: 'q', value: ['x'] }, { name: 'r', value: 1 }, { name: 'i', value: 1 }])
  })

  it('sees from a hook what the program has so far', () => {
    const vm = open()
    const seen: unknown[] = []
    vm.set_hook((_: string, line: number) => {
      seen.push([line, vm.get_stack()[0].currentLine, vm.get_locals(0).map(({ name }: any) => name)])
    }, { line: true })
    vm.execute_script('local a = 1\nlocal b = 2\nreturn a')
    expect(seen).toEqual([[1, 1, []], [2, 2, ['a']], [3, 3, ['a', 'b']]])
  })

  it('wants a level that is there', () => {
    const vm = open()
    expect(() => vm.get_locals(99)).toThrow(new RangeError('no stack frame at level 99'))
    expect(() => vm.get_locals(-1)).toThrow(/non-negative/)
    for (const level of [undefined, 'x', null]) expect(() => vm.get_locals(level)).toThrow(/requires a stack level/)
  })
})

describe('hooks, further', () => {
  it('may replace themselves, run programs that are not traced, and throw', () => {
    const vm = open()
    const seen: string[] = []
    vm.set_hook(() => {
      seen.push('first')
      vm.execute_script('local a = 1\nlocal b = 2')
      vm.set_hook(() => { seen.push('second'); throw new Error('swallowed') }, { line: true })
    }, { line: true })
    expect(vm.execute_script('local a = 1\nlocal b = 2\nreturn a + b')).toBe(3)
    expect(seen).toEqual(['first', 'second', 'second'])
  })

  it('are refused, and not told, while a run is in flight', async () => {
    const vm = open()
    let told = 0
    vm.set_hook(() => { told++ }, { line: true })
    const run = vm.execute_script_async('local a = 1\nreturn a')
    for (const use of [() => vm.set_hook(() => {}, { line: true }), () => vm.remove_hook(), () => vm.get_stack(), () => vm.get_locals(0)]) {
      expect(use).toThrow(/busy with an async operation/)
    }
    await run
    expect(told).toBe(0)
    vm.execute_script('local a = 1\nreturn a')
    expect(told).toBe(2)
  })

  it('are told the names of fields and methods, and none where there is none', () => {
    const told = trace({ call: true }, 'local t = {} function t.field() end function t:method() end t.field() t:method(); (function() end)()')
    expect(told.map(([, , name]) => name)).toEqual(expect.arrayContaining(['field', 'method', '']))
  })

  it('count every so many instructions', () => {
    expect(trace({ count: 100 }, 'for i = 1, 10000 do end').length).toBeGreaterThanOrEqual(99)
    for (const count of [1.5, 0, -1, 2 ** 31, NaN, Infinity]) expect(() => open().set_hook(() => {}, { count })).toThrow(/positive integer/)
  })
})

describe('get_stack, further', () => {
  it('has two hundred levels at most, or as many as were asked for', () => {
    let lengths: number[] = []
    const vm = open({ look: () => { lengths = [vm.get_stack().length, vm.get_stack({ maxLevels: 300 }).length, vm.get_stack({ maxLevels: 0 }).length] } })
    vm.execute_script('local function deep(n) if n == 0 then look() else deep(n - 1) end return n end deep(400)')
    expect(lengths).toEqual([200, 300, 0])
  })

  it('says how functions were called', () => {
    let stack: any[] = []
    const vm = open({ look: () => { stack = vm.get_stack() } })
    vm.execute_script('local t = {} function t:m() look() end local up = function() t:m() end function g() up() end g()', { chunkName: 'text' })
    expect(stack.slice(1).map(({ name, nameWhat, what }) => [name, nameWhat, what])).toEqual(
      [['m', 'method', 'Lua'], ['up', 'upvalue', 'Lua'], ['g', 'global', 'Lua'], [expect.anything(), expect.anything(), 'main']])
    expect(stack[1]).toMatchObject({ source: 'text', shortSource: '[string "text"]' })
  })
})

describe('get_locals, further', () => {
  it('has no variables that are out of scope, temporary, or extra arguments', () => {
    let locals: any[] = []
    const vm = open({ look: (level: number) => { locals.push(vm.get_locals(level).map(({ name }: any) => name)) } })
    vm.execute_script('local function f(a, ...) do local gone = 1 end local b = 2 for k, v in pairs({x = 1}) do look(1) end local late = 3 end f(1, 2, 3)')
    expect(locals).toEqual([['a', 'b', 'k', 'v']])
  })

  it('sees variables of the same name, and values of every kind', () => {
    let locals: any
    const vm = open({ look: () => { locals = vm.get_locals(1) } })
    vm.execute_script('local x = 1 local x = "two" local t, f = {n = {1}}, print local nothing look()')
    expect(locals.map(({ name }: any) => name)).toEqual(['x', 'x', 't', 'f', 'nothing'])
    expect(locals.map(({ value }: any) => value)).toEqual([1, 'two', { n: [1] }, expect.any(Function), null])
  })
})
