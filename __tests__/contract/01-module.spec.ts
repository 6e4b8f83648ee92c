// Section 1: the shape of the module and of contexts, and the marks on values that stand for those of Lua.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import lua, { Lua, LuaError, createSharedTable } from '../../index.mjs'
import { open } from './open'

const METHODS = `execute_script execute_file execute_script_in execute_script_async execute_file_async execute_async call
  call_async pcall cancel is_busy set_global get_global get_global_ref create_table create_environment set_userdata
  set_metatable register_class register_module add_search_path add_searcher register_type_converter
  register_from_lua_converter create_coroutine resume resume_async close compile compile_file load_bytecode
  set_print_handler set_read_handler set_file_reader set_hook remove_hook get_stack get_locals get_memory_usage info gc
  release reset dispose`.split(/\s+/)

describe('the module', () => {
  it('has two members, and the class under its own name', () => {
    expect(Object.keys(lua)).toEqual(['init', 'createSharedTable'])
    expect(Lua).toBe(lua.init)
    expect(createSharedTable).toBe(lua.createSharedTable)
    expect(LuaError.prototype).toBeInstanceOf(Error)
  })

  it('has a class that must be constructed', () => {
    expect(lua.init.name).toBe('LuaContext')
    expect(lua.init.length).toBe(0)
    expect(() => (lua.init as any)()).toThrow(TypeError)
  })
})

describe('methods', () => {
  it.each(METHODS)('%s stays what it is', (name) => {
    expect(Object.getOwnPropertyDescriptor(Lua.prototype, name)).toMatchObject({
      value: expect.any(Function), writable: false, enumerable: false, configurable: false,
    })
  })

  it('can be hidden in one context', () => {
    const vm = open()
    vm.mine = 1
    Object.defineProperty(vm, 'info', { value: 2, configurable: true })
    expect([vm.mine, vm.info]).toEqual([1, 2])
    delete vm.info
    expect(vm.info().version).toBe('Lua 5.5')
  })

  it('need a context', () => {
    expect(() => (Lua.prototype.execute_script as any).call({}, 'return 1')).toThrow(TypeError)
  })

  it('that load bytecode have a short name too', () => {
    const vm: any = open()
    const double = vm.load(vm.compile('return function(x) return x * 2 end'))
    expect(double(21)).toBe(42)
  })
})

describe('the declarations', () => {
  const text = readFileSync('index.d.ts', 'utf8').split('export class Lua {')[1]
  const names = Object.getOwnPropertyNames(Lua.prototype).filter((name) => name !== 'constructor')

  it.each(names)('have %s', (name) => {
    expect(text).toMatch(new RegExp(`^  ${name}[<(]`, 'm'))
  })

  it.each(METHODS)('say what %s does', (name) => {
    expect(text).toMatch(new RegExp(`\\*/\\n  ${name}[<(]`))
  })
})

describe('marks', () => {
  const marked = () => {
    const vm = open()
    const f = vm.execute_script('return function(x) return x end')
    return { vm, f, table: vm.create_table({ a: 1 }), coroutine: vm.create_coroutine(f), file: vm.execute_script('return io.tmpfile()') }
  }

  it('are on functions, and stay there', () => {
    const { f } = marked()
    expect(Object.getOwnPropertyDescriptor(f, '__luaFnOwner')).toMatchObject({ writable: false, enumerable: false, configurable: false })
    expect(() => { delete f.__luaFnOwner }).toThrow("Cannot delete property '__luaFnOwner'")
    expect(() => { f.__luaFnOwner = null }).toThrow("read only property '__luaFnOwner'")
    expect(f(1)).toBe(1)
  })

  it('are what coroutines and files have', () => {
    const { coroutine, file, table } = marked()
    expect(Object.keys(coroutine).sort()).toEqual(['_coroutine', 'status'])
    expect(Object.getOwnPropertyNames(file)).toEqual(['_userdata'])
    expect(table._tableRef).toBeDefined()
  })

  it('on instances stay there, and may be set again', () => {
    const { vm } = marked()
    const only = {}
    vm.register_class('One', { construct: () => only })
    expect(vm.execute_script('return One.new()')).toBe(only)
    expect(Object.keys(only)).toEqual([])
    expect(() => { delete (only as any).__luaClassRef }).toThrow("Cannot delete property '__luaClassRef'")
    expect(vm.execute_script('return One.new()')).toBe(only)
  })

  it('mean nothing under the name of another kind', () => {
    const { vm, f, table, coroutine } = marked()
    vm.set_global('x', { _tableRef: coroutine._coroutine })
    vm.set_global('y', { _userdata: table._tableRef })
    expect(vm.execute_script('return type(x), type(y)')).toEqual(['table', 'table'])
    expect(() => vm.release({ _coroutine: f.__luaFnOwner })).toThrow(/requires a Lua function/)
    expect(() => vm.release({ _tableRef: coroutine._coroutine })).toThrow(/requires a Lua function/)
    const forged = Object.defineProperty(() => {}, '__luaFnOwner', { value: table._tableRef })
    expect(() => vm.release(forged)).toThrow(/not a Lua function reference/)
    expect(() => vm.resume({ _coroutine: table._tableRef })).toThrow(/Invalid coroutine object/)
    expect(() => vm.close({ _coroutine: table._tableRef })).toThrow(/Invalid coroutine object/)
    vm.set_global('t', table)
    expect([vm.execute_script('return t.a'), f(2), vm.resume(coroutine, 3).values]).toEqual([1, 2, [3]])
  })
})

describe('shared tables', () => {
  it('have three methods, on their prototype', () => {
    const table = createSharedTable({})
    expect(Object.getOwnPropertyNames(Object.getPrototypeOf(table)).sort()).toEqual(['constructor', 'get', 'set', 'sync'])
    expect(Object.getOwnPropertyNames(table)).toEqual([])
  })
})
