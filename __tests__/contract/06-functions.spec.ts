// Section 6: functions of one language in the other.

import { describe, expect, it } from 'vitest'
import { collectGarbage } from '../collect'
import { open } from './open'

describe('functions of Lua', () => {
  it('get every argument and give what a program gives', () => {
    const f = open().execute_script('return function(...) return select("#", ...) end')
    expect([f(), f(undefined), f(1, undefined, undefined)]).toEqual([0, 1, 3])
    const g = open().execute_script('return function(n) if n == 1 then return "a" elseif n == 2 then return 1, 2 end end')
    expect([g(0), g(1), g(2)]).toEqual([undefined, 'a', [1, 2]])
  })

  it('say why they cannot be called any more', () => {
    const vm = open()
    const make = () => vm.execute_script('return function() return 1 end')
    const released = make()
    vm.release(released)
    expect(() => released()).toThrow('Lua function has been released')
    vm.set_global('released', released)
    expect(() => vm.execute_script('released()')).toThrow(/released/)
    const replaced = make()
    vm.reset()
    expect(() => replaced()).toThrow(/state was replaced by reset/)
    vm.set_global('replaced', replaced)
    expect(() => vm.execute_script('replaced()')).toThrow(/replaced by reset/)
    const closed = make()
    vm.dispose()
    expect(() => closed()).toThrow(/has been closed/)
  })

  it('are called through in another context', () => {
    const [one, two] = [open(), open()]
    one.execute_script('n = 10')
    two.set_global('add', one.execute_script('return function(x) n = n + x return n end'))
    expect(two.execute_script('return add(1) + add(2)')).toBe(24)
    expect(one.get_global('n')).toBe(13)
  })
})

describe('functions of JavaScript', () => {
  it('give exactly one value, and have no this', () => {
    const vm = open({ none: () => undefined, list: () => [1, 2], self(this: unknown) { return this === undefined } })
    expect(vm.execute_script('return select("#", none()), select("#", list()), self()')).toEqual([1, 1, true])
  })

  it('may not answer a promise where nothing waits for it', () => {
    const vm = open({ later: async () => 1 })
    for (const text of [/returned a Promise/, /execute_async/, /call_async/]) expect(() => vm.execute_script('later()')).toThrow(text)
    expect(vm.resume(vm.create_coroutine('return function() later() end')).error).toMatch(/returned a Promise/)
  })

  it('raise errors where values cannot be converted', () => {
    const vm = open({ symbol: () => Symbol('s') })
    expect(() => vm.execute_script('symbol()')).toThrow(/Error converting return value from 'symbol': .*Symbol/)
    expect(vm.execute_script('return pcall(symbol)')).toEqual([false, expect.stringMatching(/Symbol/)])
  })

  it('may replace themselves while they run', () => {
    const vm = open({ f: (n: number) => { vm.set_global('f', (m: number) => m * 10); return n + 1 } })
    expect(vm.execute_script('return f(1), f(4)')).toEqual([2, 40])
  })

  it('are the same when they come back', () => {
    const f = () => 1
    const vm = open({ f, t: { f } })
    expect(vm.get_global('f')).toBe(f)
    expect(vm.get_global('t').f).toBe(f)
  })

  it('are given back at once where a registration fails', async () => {
    const vm = open()
    vm.execute_script('setmetatable(_G, {__newindex = function() error("not here") end})')
    const references = (() => {
      const functions = [() => ({}), () => 1, () => 2]
      const [construct, method, other] = functions
      expect(() => vm.register_class('X', { construct, methods: { method } })).toThrow(/not here/)
      expect(() => vm.set_userdata('u', {}, { methods: { other } })).toThrow(/not here/)
      return functions.map((f) => new WeakRef(f))
    })()
    await collectGarbage()
    expect(references.map((reference) => reference.deref())).toEqual([undefined, undefined, undefined])
    vm.execute_script('setmetatable(_G, nil)')
    vm.register_class('X', { construct: () => ({}), methods: { method: () => 3 } })
    expect(vm.execute_script('return X.new():method()')).toBe(3)
  })
})

describe('functions of Lua, as objects', () => {
  it('have a name and no length, need no this, and can be constructed with', () => {
    const f: any = open().execute_script('return function(...) return select("#", ...), ... end')
    expect([f.name, f.length, typeof f]).toEqual(['luaFunction', 0, 'function'])
    expect([f.call({ any: 1 }, 'x'), f.apply(null, ['x']), [1].map((x) => f(x))]).toEqual([[1, 'x'], [1, 'x'], [[1, 1]]])
    expect(() => new f()).not.toThrow()
  })

  it('keep the whole state, and say when a run has it', async () => {
    const vm = open()
    const f = vm.execute_script('return function() return 1 end')
    const run = vm.execute_script_async('return 1')
    expect(() => f()).toThrow(/busy with an async operation/)
    await run
    expect(f()).toBe(1)
  })

  it('throw what they raise, with a traceback', () => {
    const f = open().execute_script('return function(x) local y = x.z end', { chunkName: '@held' })
    expect(() => f()).toThrow(/^held:1: attempt to index a nil value \(local 'x'\)\nstack traceback:\n\theld:1: in /)
  })

  it('of the library can be called too', () => {
    const vm = open()
    expect(vm.get_global('math.max')(1, 5, 3)).toBe(5)
    expect(() => vm.get_global('string.rep')()).toThrow(/bad argument #1 to '.*' \(string expected, got no value\)/)
  })
})

describe('functions of JavaScript, further', () => {
  it('raise errors where their arguments cannot be converted, and are not called', () => {
    let calls = 0
    const vm = open({ f: () => { calls++ } })
    expect(() => vm.execute_script('local t = {} t.t = t f(t)')).toThrow(/Error converting arguments for 'f': .*nesting depth/)
    expect(calls).toBe(0)
  })

  it('of an asynchronous kind fail on the thread pool by name', async () => {
    const vm = open({ g: () => 1, t: { inner: () => 1 } })
    await expect(vm.execute_script_async('g()')).rejects.toThrow("JS callbacks are not available in async mode (called 'g')")
    await expect(vm.execute_script_async('t.inner()')).rejects.toThrow(/async mode/)
    expect(vm.execute_script('return g()')).toBe(1)
  })

  it('may use their context in every way while Lua waits for them', async () => {
    let run: Promise<unknown> | undefined
    const vm = open({
      use: () => {
        vm.set_global('x', 1)
        vm.gc('collect')
        vm.execute_script('y = x + 1')
        run = vm.execute_async('return y * 10')
        return 0
      },
      look: () => [vm.get_global('x'), vm.create_table([7]).get(1), vm.call('math.max', 1, 2), vm.info().version, vm.get_stack().length > 0],
    })
    expect(vm.execute_script('return look()')).toEqual({ 2: 7, 3: 2, 4: 'Lua 5.5', 5: true })
    vm.execute_script('use()')
    expect(vm.is_busy()).toBe(true)
    expect(await run).toBe(20)
  })

  it('of a run that is driven may only ask, and cancel', async () => {
    const refused: string[] = []
    const vm: any = open({
      use: () => {
        for (const use of [() => vm.execute_script('return 1'), () => vm.get_global('x'), () => vm.info(), () => vm.get_stack(), () => vm.set_global('x', 1)]) {
          try { use() } catch (error: any) { refused.push(error.message) }
        }
        return vm.is_busy()
      },
    })
    expect(await vm.execute_async('return use()')).toBe(true)
    expect(refused).toEqual(Array(5).fill('Lua context is busy with an async operation'))
  })

  it('are let go where the package library is missing', async () => {
    const vm = open({}, { libraries: ['base'] })
    const reference = (() => {
      const f = () => 1
      expect(() => vm.register_module('m', { f })).toThrow(/package/)
      expect(() => vm.add_searcher(f)).toThrow(/package.*not loaded/)
      expect(() => vm.set_metatable('missing', { __index: f })).toThrow(/does not exist/)
      return new WeakRef(f)
    })()
    await collectGarbage()
    expect(reference.deref()).toBeUndefined()
  })

  it.each<[string, (vm: any, f: () => void) => void]>([
    ['statics, methods and metamethods of a class', (vm, f) => {
      vm.register_class('C', { construct: () => ({}), methods: { f }, statics: { f }, metamethods: { __len: f }, properties: { p: { get: f } } })
      vm.reset()
    }],
    ['methods of userdata that was replaced', (vm, f) => { vm.set_userdata('u', {}, { methods: { f } }); vm.set_userdata('u', {}, { methods: {} }); vm.gc('collect') }],
    ['modules inside modules', (vm, f) => { vm.register_module('m', { deep: { f } }); vm.execute_script('package.loaded.m = nil'); vm.gc('collect') }],
    ['arguments of asynchronous calls', (vm, f) => { void vm.call_async('type', f) }],
  ])('that were %s are let go', async (_, use) => {
    const vm = open()
    const reference = (() => {
      const f = () => {}
      use(vm, f)
      return new WeakRef(f)
    })()
    await new Promise((done) => setTimeout(done, 1))
    vm.gc('collect')
    vm.gc('count')
    await collectGarbage()
    expect(reference.deref()).toBeUndefined()
  })
})
