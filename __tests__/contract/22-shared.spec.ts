// Section 22: shared tables; sections 16 and 18: information, stack, locals; section 1: the shape of the module.

import { createRequire } from 'node:module'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import lua, { Lua, createSharedTable } from '../../index.mjs'
import { collectGarbage } from '../collect'
import { open } from './open'

describe('shared tables', () => {
  it('are published as a whole', () => {
    const table: any = lua.createSharedTable({ n: 1, deep: { x: 1 } } as any)
    const a = open({}, { shared: { settings: table } })
    const b = open({}, { shared: { 'app.settings': table, again: table } })
    expect([a.get_global('settings.n'), b.get_global('app.settings.n'), b.get_global('again.deep.x')]).toEqual([1, 1, 1])
    a.execute_script('settings.n = 99')
    expect([table.get('n'), table.get('missing')]).toEqual([1, undefined])
    table.set('f', () => 'called')
    expect([a.execute_script('return settings.f(), settings.n'), b.execute_script('return again.f()')]).toEqual([['called', 1], 'called'])
    table.get('deep').x = 2
    table.sync()
    expect(b.get_global('again.deep.x')).toBe(2)
    a.reset()
    expect(a.get_global('settings.deep.x')).toBe(2)
    expect(a.info().bindingRefs.sharedTables).toBe(1)
  })

  it('are checked', () => {
    expect(() => createSharedTable(5 as any)).toThrow(/requires an object/)
    const table: any = createSharedTable()
    expect(() => table.get(5)).toThrow(/requires a string key/)
    expect(() => table.set('a')).toThrow(/requires a string key/)
    for (const shared of [5, [], () => {}, table]) expect(() => open({}, { shared })).toThrow(/must be an object mapping global names to shared tables/)
    const { constructor } = Object.getPrototypeOf(table)
    expect(Object.hasOwn(constructor, Symbol.hasInstance)).toBe(false)
    Object.defineProperty(constructor, Symbol.hasInstance, { value: () => true, configurable: true })
    for (const fake of [{}, open()]) expect(() => open({}, { shared: { settings: fake } })).toThrow(/shared.settings must be a shared table created with createSharedTable\(\)/)
    open({}, { shared: { settings: table } })
  })

  it('reach the others where one context fails', () => {
    const table: any = createSharedTable({ n: 0 } as any)
    const [a, b] = [open({}, { shared: { s: table } }), open({}, { shared: { s: table } })]
    Object.defineProperty(a, 'set_global', { value: () => { throw 42 }, configurable: true })
    expect(() => table.set('n', 1)).toThrow(/shared table update failed for 1 of 2 contexts.*42/)
    expect([table.get('n'), b.get_global('s.n')]).toEqual([1, 1])
    Object.defineProperty(a, 'set_global', { value: 5 })
    expect(() => table.sync()).toThrow(/shadowed by an own property/)
  })
})

describe('information', () => {
  it('counts references to JavaScript', () => {
    const counts = (vm: any) => vm.info().bindingRefs
    const vm: any = new Lua()
    expect(Object.values(counts(vm)).every((count) => count === 0)).toBe(true)
    vm.set_global('cb', () => {})
    vm.set_userdata('ud', {}, { methods: { m: () => {} } })
    vm.set_print_handler(() => {})
    vm.register_type_converter(() => false, () => 0)
    const { total, ...rest } = counts(vm)
    expect(rest).toMatchObject({ callbacks: 1, userdata: 1, userdataMethods: 1, handlers: 1, typeConverters: 1 })
    expect(Object.values(rest).reduce((sum: number, count: any) => sum + count, 0)).toBe(total)
    vm.reset()
    expect(counts(vm)).toMatchObject({ callbacks: 0, userdata: 0, handlers: 1, typeConverters: 1 })
  })
})

describe('stack and locals', () => {
  it('are seen from below', () => {
    const seen: any = {}
    const vm: any = open({ look() { seen.stack = vm.get_stack(); seen.locals = vm.get_locals(1) } })
    vm.execute_script('local function inner(a, b)\n local c = a + b\n look()\n local d = 5\n return d\nend\nouter = function() local x = inner(1, 2) return x end outer()', { chunkName: '@s.lua' })
    expect(seen.stack[0]).toMatchObject({ level: 0, what: 'C', source: '=[C]', currentLine: -1 })
    expect(seen.stack[1]).toMatchObject({ level: 1, what: 'Lua', shortSource: 's.lua', currentLine: 3, lineDefined: 1, name: 'inner' })
    expect(seen.stack.at(-1).what).toBe('main')
    expect(seen.locals).toEqual([{ name: 'a', value: 1 }, { name: 'b', value: 2 }, { name: 'c', value: 3 }])
    expect(vm.get_stack()).toEqual([])
    expect(() => vm.get_locals(99)).toThrow(/no stack frame at level 99/)
    expect(() => vm.get_locals(-1)).toThrow(/non-negative/)
    expect(() => vm.get_locals()).toThrow(/requires a stack level/)
    expect(() => vm.get_stack({ maxLevels: -1 })).toThrow(/non-negative/)
  })
})

describe('hooks', () => {
  it('are set again by a reset', () => {
    let events = 0
    const vm = open()
    vm.set_hook(() => { events++ }, { line: true })
    vm.reset()
    vm.execute_script('local a = 1\nlocal b = 2')
    expect(events).toBe(2)
  })
})

describe('the module', () => {
  it('is the same for import and require', () => {
    const required = createRequire(join(process.cwd(), 'package.json'))('./index.js')
    expect(required).toBe(lua)
    expect(Object.keys(lua)).toEqual(['init', 'createSharedTable'])
    expect(required.Lua).toBe(Lua)
    expect(lua.init).toBe(Lua)
    expect([Lua.name, Lua.length]).toEqual(['LuaContext', 0])
    expect(() => (Lua as any)()).toThrow(TypeError)
  })

  it('has every method under both names', () => {
    const names = Object.getOwnPropertyNames(Lua.prototype).filter((name) => name.includes('_'))
    expect(names).toContain('register_from_lua_converter')
    for (const name of names) {
      const camel = name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())
      expect(typeof (Lua.prototype as any)[camel]).toBe('function')
      expect(Object.getOwnPropertyDescriptor(Lua.prototype, name)).toMatchObject({ writable: false, enumerable: false, configurable: false })
    }
    expect(open().executeScript('return 1')).toBe(1)
  })

  it('can be looked at and disposed of', async () => {
    const vm = open()
    expect(inspect(vm)).toMatch(/^LuaContext \{\s+version: 'Lua 5.5'/)
    await vm[Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]()
    expect(inspect(vm)).toMatch(/has been closed/)
  })
})

describe('shared tables, further', () => {
  it('hold objects and arrays, or nothing, and no copies of them', () => {
    const object = { n: 1, nested: { x: 1 } }
    const table: any = createSharedTable(object)
    expect([table.get('nested') === object.nested, table.get('missing')]).toEqual([true, undefined])
    table.set('n', 2)
    expect(object.n).toBe(2)
    expect(open({}, { shared: { list: createSharedTable([1, 2] as any) } }).execute_script('return list[2]')).toBe(2)
    expect(() => createSharedTable(null as any)).not.toThrow()
    for (const wrong of [5, 'x', () => {}]) expect(() => createSharedTable(wrong as any)).toThrow(/requires an object/)
    for (const use of [() => table.get(), () => table.get(5), () => table.set(), () => table.set('x'), () => table.set(5, 1)]) expect(use).toThrow(/requires a string key/)
    expect(() => createSharedTable().sync()).not.toThrow()
  })

  it('go one way: late contexts get what there is, and programs change their own copy', () => {
    const table: any = createSharedTable({ n: 1 })
    const early = open({}, { shared: { s: table } })
    const old = early.get_global_ref('s')
    table.set('n', 2)
    const late = open({}, { shared: { s: table, other: table } })
    expect([early.get_global('s.n'), late.get_global('s.n'), late.get_global('other.n'), old.get('n')]).toEqual([2, 2, 2, 1])
    late.execute_script('s.n = 99')
    expect([table.get('n'), early.get_global('s.n')]).toEqual([2, 2])
    early.reset()
    expect(early.get_global('s.n')).toBe(2)
  })

  it('leave all contexts on the newest value where a converter publishes again', () => {
    const table: any = createSharedTable({ n: 0 })
    const contexts = [open(), open()].map(() => open({}, { shared: { s: table } }))
    let nested = false
    contexts[0].register_type_converter((v: any) => {
      if (!nested && v.n === 1) {
        nested = true
        table.set('n', 2)
      }
      return false
    }, () => 0)
    table.set('n', 1)
    expect(contexts.map((vm) => vm.get_global('s.n'))).toEqual([2, 2])
  })

  it('forget contexts that were collected', async () => {
    const table: any = createSharedTable({ n: 0 })
    let published = 0
    ;(() => {
      const vm = open({}, { shared: { s: table } })
      const { set_global } = vm
      Object.defineProperty(vm, 'set_global', { value(...args: unknown[]) { published++; return set_global.apply(vm, args) } })
    })()
    table.sync()
    expect(published).toBe(1)
    await collectGarbage()
    table.sync()
    expect(published).toBe(1)
  })

  it('are published by the method that a context has, whose error is the cause', () => {
    const table: any = createSharedTable({ n: 0 })
    const vm = open({}, { shared: { s: table } })
    const mine = new Error('REAL-CAUSE')
    Object.defineProperty(vm, 'set_global', { value: () => { throw mine }, configurable: true })
    let error: any
    try { table.set('n', 1) } catch (caught) { error = caught }
    expect(error.message).toMatch(/shared table update failed for 1 of 1 contexts: REAL-CAUSE/)
    expect([error.cause, table.get('n')]).toEqual([mine, 1])
    delete vm.set_global
    table.sync()
    expect(vm.get_global('s.n')).toBe(1)
  })
})
