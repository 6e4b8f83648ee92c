// The types of the interface.

import { describe, expectTypeOf, it } from 'vitest'
import lua, {
  init, Lua, LuaError, type LuaErrorCode, type LuaFunction, type LuaGcMode, type LuaInfo, type LuaOptions,
} from '../index.mjs'

describe('types', () => {
  it('of the class', () => {
    expectTypeOf(lua.init).toEqualTypeOf<typeof Lua>()
    expectTypeOf(init).toEqualTypeOf<typeof Lua>()
    expectTypeOf(new lua.init()).toEqualTypeOf<Lua>()
    expectTypeOf<ConstructorParameters<typeof Lua>[1]>().toEqualTypeOf<LuaOptions | null | undefined>()
    new Lua({ f: (x: number) => x, n: 1, list: [1, { a: 'b' }] }, { libraries: 'sandbox', maxMemory: 1, timeout: 5 })
    new Lua(null, { libraries: ['base', 'string'], allowBytecode: false })
    // @ts-expect-error an unknown library
    new Lua({}, { libraries: ['nonexistent'] })
    // @ts-expect-error an unknown preset
    new Lua({}, { libraries: 'everything' })
    // @ts-expect-error a limit is a number
    new Lua({}, { timeout: '5' })
  })

  it('of running programs', () => {
    const vm = new Lua()
    expectTypeOf(vm.execute_script('')).toBeAny()
    expectTypeOf(vm.execute_script<number>('')).toBeNumber()
    expectTypeOf(vm.execute_script_async<[number, string]>('')).resolves.toEqualTypeOf<[number, string]>()
    expectTypeOf(vm.execute_script<LuaFunction<string>>('')).returns.toBeString()
    expectTypeOf(vm.executeScript).toEqualTypeOf(vm.execute_script)
    expectTypeOf(vm.executeFileAsync).toEqualTypeOf(vm.execute_file_async)
    // @ts-expect-error a script is a string
    vm.execute_script(1)
    // @ts-expect-error a name is a string
    vm.execute_script('', { chunkName: 1 })
  })

  it('of values', () => {
    const vm = new Lua()
    vm.set_global('x', [1, 'a', null, { b: new Map([[1, new Set([2n])]]) }, new Date(), /x/, new Uint8Array(1), () => 1])
    // @ts-expect-error a symbol cannot cross
    vm.set_global('x', Symbol('s'))
    expectTypeOf(vm.get_global<string>('x')).toBeString()
    expectTypeOf(vm.copy_global(new Lua(), 'x', 'y')).toBeVoid()
    expectTypeOf(vm.copyGlobal).toEqualTypeOf(vm.copy_global)
    // @ts-expect-error a source is a context
    vm.copy_global({}, 'x')
  })

  it('of bytecode', () => {
    const vm = new Lua()
    expectTypeOf(vm.compile('', { stripDebug: true, chunkName: 'x' })).toEqualTypeOf<Buffer>()
    expectTypeOf(vm.load_bytecode<number>(new Uint8Array(1))).toBeNumber()
  })

  it('of the collector', () => {
    const vm = new Lua()
    expectTypeOf(vm.gc('collect')).toBeVoid()
    expectTypeOf(vm.gc('isrunning')).toBeBoolean()
    expectTypeOf(vm.gc('count')).toBeNumber()
    expectTypeOf(vm.gc('step', 5)).toBeBoolean()
    expectTypeOf(vm.gc('incremental')).toEqualTypeOf<LuaGcMode>()
    expectTypeOf(vm.gc('param', 'pause', 100)).toBeNumber()
    // @ts-expect-error an unknown command
    vm.gc('everything')
    // @ts-expect-error an unknown parameter
    vm.gc('param', 'everything')
  })

  it('of the rest', () => {
    const vm = new Lua()
    expectTypeOf(vm.info()).toEqualTypeOf<LuaInfo>()
    expectTypeOf(vm.is_busy()).toBeBoolean()
    expectTypeOf(vm.dispose()).toBeVoid()
    vm.set_hook((event, line, name) => {
      expectTypeOf(event).toEqualTypeOf<'call' | 'tail call' | 'return' | 'line' | 'count'>()
      expectTypeOf(line).toBeNumber()
      expectTypeOf(name).toBeString()
    }, { line: true, count: 5 })
    const error = new LuaError('text', { code: 'ERR_LUA_TIMEOUT', cause: 1 })
    expectTypeOf(error).toExtend<Error>()
    expectTypeOf(error.code).toEqualTypeOf<LuaErrorCode>()
  })
})
