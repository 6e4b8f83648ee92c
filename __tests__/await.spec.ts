// Await anywhere: a function of JavaScript that answers a promise suspends the run wherever it was called.

import { AsyncLocalStorage } from 'node:async_hooks'
import { describe, expect, it } from 'vitest'
import lua, { LuaError } from '../index.mjs'

const sleep = (ms: number, value?: unknown) => new Promise((done) => setTimeout(done, ms, value))
const get = async (value: unknown) => value
const fail = async (message: string) => { throw new TypeError(message) }
const open = (callbacks = {}, options = {}) => new lua.init({ sleep, get, fail, ...callbacks }, { libraries: 'all', ...options })

/** Places in which `get` waits: the script, and what it gives. */
const places: Record<string, [string, unknown]> = {
  'the main chunk': ['return get(1), get("two")', [1, 'two']],
  'pcall': ['return pcall(function() return get(4) end)', [true, 4]],
  'xpcall, its handler included': ['return xpcall(function() error(get("e"), 0) end, function(e) return get(e .. "!") end)', [false, 'e!']],
  '__index': ['return setmetatable({}, {__index = function(_, key) return get(key) end}).name', 'name'],
  '__newindex': ['local log = {} local t = setmetatable({}, {__newindex = function(t, k, v) rawset(t, k, get(v)) end}) t.x = 5 return t.x', 5],
  'arithmetic': ['return setmetatable({}, {__add = function(_, other) return get(other) end}) + 7', 7],
  'concatenation': ['return "a" .. setmetatable({}, {__concat = function(left) return get(left .. "b") end})', 'ab'],
  'comparison': ['local m = {__lt = function() return get(true) end} return setmetatable({}, m) < setmetatable({}, m)', true],
  '__call': ['return setmetatable({}, {__call = function(_, x) return get(x) end})(8)', 8],
  '__len': ['return #setmetatable({}, {__len = function() return get(3) end})', 3],
  '__tostring': ['return tostring(setmetatable({}, {__tostring = function() return get("text") end}))', 'text'],
  '__pairs': ['local n = 0 for k, v in pairs(setmetatable({}, {__pairs = function() return get(next), {5, 6} end})) do n = n + v end return n', 11],
  'an iterator': ['local sum = 0 for i in function(_, last) last = (last or 0) + 1 if last < 4 then return get(last) end end do sum = sum + i end return sum', 6],
  'table.sort': ['local t = {5, 3, 9, 1} table.sort(t, function(a, b) sleep(1) return a < b end) return t', [1, 3, 5, 9]],
  'string.gsub': ['return (("abc"):gsub(".", function(c) return get(c .. c) end))', 'aabbcc'],
  'a coroutine of the program': ['local f = coroutine.wrap(function() local x = get(1) coroutine.yield(x) return get(2) end) return f(), f()', [1, 2]],
  'coroutines in coroutines': ['local f = coroutine.wrap(function() local g = coroutine.wrap(function() coroutine.yield(get("inner")) end) coroutine.yield(g()) end) return f()', 'inner'],
  'a searcher': ['package.searchers[#package.searchers + 1] = function(name) local text = get("return " .. #name) return load(text) end return (require "four")', 4],
  'the reader of load': ['local n = 0 return load(function() n = n + 1 return get(({"return ", "4", "2"})[n]) end)()', 42],
  '__close': ['local log = {} do local x <close> = setmetatable({}, {__close = function() log[1] = get("closed") end}) end return log', ['closed']],
  '__close during an error': ['local log = {} pcall(function() local x <close> = setmetatable({}, {__close = function(_, e) log[1] = get(e) end}) error("e", 0) end) return log', ['e']],
  '__gc': ['local got setmetatable({}, {__gc = function() got = get("collected") end}) collectgarbage() collectgarbage() return got', 'collected'],
  'a tail call': ['return get("tail")', 'tail'],
}

describe('a promise is awaited in', () => {
  for (const [place, [script, result]] of Object.entries(places)) {
    it(place, async () => {
      const vm = open()
      expect(await vm.execute_async(script)).toEqual(result)
      expect(vm.is_busy()).toBe(false)
    })
  }
})

describe('execute_async', () => {
  it('gives results as execute_script does', async () => {
    const vm = open()
    expect(await vm.execute_async('')).toBeUndefined()
    expect(await vm.execute_async('return nil')).toBeNull()
    expect(await vm.execute_async('return 1, {a = {2}}, "x"')).toEqual([1, { a: [2] }, 'x'])
    expect((await vm.execute_async('return function(x) return x * 2 end'))(21)).toBe(42)
  })

  it('throws for wrong arguments and rejects for wrong programs', async () => {
    const vm: any = open()
    expect(() => vm.execute_async(5)).toThrow('Expected string argument')
    expect(() => vm.execute_async('', { chunkName: 5 })).toThrow('execute_async() chunkName must be a string')
    expect(() => vm.execute_async('', { signal: {} })).toThrow('execute_async() signal must be an AbortSignal')
    await expect(vm.execute_async('return +')).rejects.toMatchObject({ code: 'ERR_LUA_SYNTAX' })
    await expect(vm.execute_async('error("x")')).rejects.toThrow(/:1: x\nstack traceback:/)
    await expect(vm.execute_async('error({})')).rejects.toThrow('(error object is a table value)')
    await expect(vm.execute_async('error(5)')).rejects.toThrow(/^5\n/)
    await expect(vm.execute_async('error(setmetatable({}, {__tostring = function() return "own" end}))')).rejects.toThrow(/^own$/)
    await expect(vm.execute_async('local t = {} t.t = t return t')).rejects.toThrow('failed to convert async result')
    await expect(vm.execute_async('coroutine.yield(1)')).rejects.toThrow(/yield is not supported.*resume_async/)
    expect(vm.execute_script('return select(2, pcall(coroutine.yield))')).toBe('attempt to yield from outside a coroutine')
  })

  it('runs until it waits before it returns', async () => {
    const log: string[] = []
    const vm = open({ log: (text: string) => { log.push(text) } })
    const run = vm.execute_async('log("before") sleep(1) log("after")')
    expect(log).toEqual(['before'])
    await run
    expect(log).toEqual(['before', 'after'])
  })

  it('keeps the context busy, also while a function of JavaScript runs', async () => {
    const seen: unknown[] = []
    const vm: any = open({
      look() {
        seen.push(vm.is_busy())
        try { vm.execute_script('return 1') } catch (error: any) { seen.push(error.code) }
      },
    })
    const f = vm.execute_script('return function() end')
    const run = vm.execute_async('look() sleep(1) look()')
    for (const use of [
      () => vm.execute_script('return 1'), () => vm.set_global('x', 1), () => vm.get_global('x'), () => vm.gc('count'), f,
      () => vm.info(), () => vm.dispose(), () => vm.execute_async(''), () => vm.call_async('f'), () => vm.execute_script_async(''),
    ]) expect(use).toThrow(/busy with an async operation/)
    await run
    expect(seen).toEqual([true, 'ERR_LUA_BUSY', true, 'ERR_LUA_BUSY'])
    expect(vm.is_busy()).toBe(false)
  })

  it('goes through rejections as through exceptions', async () => {
    const cause = new RangeError('mine')
    const vm = open({ mine: () => Promise.reject(cause), text: () => Promise.reject('plain'), odd: () => Promise.reject(Symbol('x')), bare: () => Promise.reject(Object.create(null)) })
    await expect(vm.execute_async('mine()')).rejects.toBe(cause)
    expect(await vm.execute_async('local ok, e = pcall(mine) return ok, e.name, e.message')).toEqual([false, 'RangeError', 'mine'])
    await expect(vm.execute_async('local ok, e = pcall(mine) error(e)')).rejects.toBe(cause)
    await expect(vm.execute_async('text()')).rejects.toThrow(/^plain\n/)
    for (const name of ['odd', 'bare']) await expect(vm.execute_async(`${name}()`)).rejects.toThrow('rejection value could not be converted')
    await expect(vm.execute_async('get(nil) fail("bad")')).rejects.toBeInstanceOf(TypeError)
  })

  it('refuses what cannot be converted where it was awaited', async () => {
    const vm = open({ symbol: async () => Symbol('x') })
    expect(await vm.execute_async('return pcall(symbol)')).toEqual([false, expect.stringMatching(/failed to convert awaited value: .*Symbol/)])
  })

  it('is not fooled by strange promises', async () => {
    const promise = (then: PropertyDescriptor) => Object.defineProperty(Promise.resolve(1), 'then', then)
    const vm = open({
      getter: () => promise({ get() { throw new Error('hostile then') } }),
      noThen: () => promise({ value: 5 }),
      twice: () => promise({ value: (fulfil: any, reject: any) => { fulfil(1); fulfil(2); reject(new Error('3')) } }),
      throwing: () => promise({ value: () => { throw new Error('thrown by then') } }),
      nested: () => ({ promise: Promise.resolve(1) }),
      thenable: () => ({ then: (f: any) => f(1) }),
    })
    await expect(vm.execute_async('getter()')).rejects.toThrow('hostile then')
    await expect(vm.execute_async('noThen()')).rejects.toThrow("no callable 'then'")
    expect(await vm.execute_async('return twice(), get(5)')).toEqual([1, 5])
    await expect(vm.execute_async('throwing()')).rejects.toThrow('thrown by then')
    expect(await vm.execute_async('return type(nested().promise), type(thenable()["then"])', {})).toEqual(['table', 'function'])
    expect(await vm.execute_async('return 1')).toBe(1)
  })

  it('keeps the context of AsyncLocalStorage', async () => {
    const storage = new AsyncLocalStorage<string>()
    const vm = open({ where: () => storage.getStore(), other: () => storage.run('other', () => sleep(1, storage.getStore())) })
    const script = 'local a = where() sleep(2) local b = where() return a, b, other(), where()'
    expect(await storage.run('mine', () => vm.execute_async(script))).toEqual(['mine', 'mine', 'other', 'mine'])
    const pool = await storage.run('mine', () => vm.execute_script_async(script, { callbacks: 'hop' }))
    expect(pool).toEqual(['mine', 'mine', 'other', 'mine'])
  })

  it('lets others have their turn', async () => {
    const vm = open()
    let turns = 0
    const timer = setInterval(() => { if (++turns === 3) vm.cancel() }, 1)
    await expect(vm.execute_async('while true do end')).rejects.toMatchObject({ code: 'ERR_LUA_CANCELED' })
    clearInterval(timer)
    expect(turns).toBeGreaterThanOrEqual(3)
  })

  it('lets others have their turn where it only waits for what is settled', async () => {
    const vm = open({}, { timeout: 10_000 })
    let turns = 0
    const timer = setInterval(() => { if (++turns === 3) vm.cancel() }, 1)
    for (const options of [undefined, { callbacks: 'hop' }] as const) {
      turns = 0
      const run = options ? vm.execute_script_async('while true do get(1) end', options) : vm.execute_async('while true do get(1) end')
      await expect(run).rejects.toMatchObject({ code: 'ERR_LUA_CANCELED' })
    }
    clearInterval(timer)
  })

  it('can be started where Lua runs, and begins when that has ended', async () => {
    const log: string[] = []
    let run: Promise<unknown> | undefined
    const vm: any = open({ start: () => { run = vm.execute_async('log("inner") return get(9)') }, log: (text: string) => { log.push(text) } })
    vm.execute_script('start() log("outer")')
    expect(vm.is_busy()).toBe(true)
    expect(await run).toBe(9)
    expect(log).toEqual(['outer', 'inner'])
  })

  it('obeys limits, and waiting is free', async () => {
    await expect(open({}, { maxInstructions: 1e6 }).execute_async('while true do end')).rejects.toMatchObject({ code: 'ERR_LUA_INSTRUCTIONS' })
    await expect(open({}, { timeout: 30 }).execute_async('get(1) while true do pcall(get, 1) end')).rejects.toMatchObject({ code: 'ERR_LUA_TIMEOUT' })
    expect(await open({}, { timeout: 300 }).execute_async('sleep(400) return 1')).toBe(1)
    await expect(open({}, { maxMemory: 1e6 }).execute_async('get(1) local t = {} while true do t[#t + 1] = {} end')).rejects.toMatchObject({ code: 'ERR_LUA_MEMORY' })
  })

  it('says in synchronous calls what could await', () => {
    const vm = open()
    expect(() => vm.execute_script('get(1)')).toThrow(/returned a Promise, which only execute_async\(\) and call_async\(\) can await/)
    expect(vm.execute_script('return 1')).toBe(1)
  })

  it('runs a thousand contexts at once', async () => {
    const runs = Array.from({ length: 1000 }, (_, i) => new lua.init({ sleep }, {}).execute_async(`sleep(5) return ${i}`))
    expect(await Promise.all(runs)).toEqual(runs.map((_, i) => i))
  })
})

describe('call_async', () => {
  it('calls by name, by path, and by function', async () => {
    const vm = open()
    vm.execute_script('function double(x) return get(x * 2) end inner = {f = function(...) return select("#", ...), ... end}')
    expect(await vm.call_async('double', 21)).toBe(42)
    expect(await vm.call_async(vm.get_global('double'), 4)).toBe(8)
    expect(await vm.call_async('inner.f', null, 'x')).toEqual([2, null, 'x'])
  })

  it('throws or rejects', async () => {
    const vm: any = open()
    const other = open()
    expect(() => vm.call_async(5)).toThrow('requires a global name or a Lua function')
    expect(() => vm.call_async()).toThrow('requires a global name or a Lua function')
    expect(() => vm.call_async(() => 1)).toThrow('plain JavaScript function')
    await expect(vm.call_async('nosuch')).rejects.toThrow("'nosuch' is not a function")
    await expect(vm.call_async('a..b')).rejects.toThrow('path segments must be non-empty')
    await expect(vm.call_async('print', Symbol('x'))).rejects.toThrow(/^Error converting argument: .*Symbol/)
    await expect(vm.call_async(other.execute_script('return print'))).rejects.toThrow('different Lua context')
    expect(vm.is_busy()).toBe(false)
  })
})

describe('resume_async', () => {
  it('tells how the coroutine stopped', async () => {
    const vm = open()
    const co = vm.execute_script('return coroutine.create(function(a) local b = coroutine.yield(get(a)) fail("x" .. b) end)')
    expect(await vm.resume_async(co, 5)).toEqual({ status: 'suspended', values: [5] })
    expect(await vm.resume_async(co, 6)).toEqual({ status: 'dead', values: [], error: 'x6' })
    expect(co.status).toBe('dead')
    expect(await vm.resume_async(co)).toMatchObject({ status: 'dead', values: [], error: expect.any(String) })
    const failing = () => vm.execute_script('return coroutine.create(function() error({}) end)')
    expect((await vm.resume_async(failing())).error).toBe(vm.resume(failing()).error)
  })

  it('throws or rejects', async () => {
    const vm: any = open()
    expect(() => vm.resume_async({})).toThrow('Invalid coroutine object')
    expect(() => vm.resume_async()).toThrow('requires a coroutine object')
    const foreign = open().execute_script('return coroutine.create(print)')
    await expect(vm.resume_async(foreign)).rejects.toThrow('different Lua context')
  })

  it('leaves the coroutine suspended when it is cancelled', async () => {
    const vm = open()
    const co = vm.execute_script('return coroutine.create(function() local waited = sleep(20, 3) return "after", waited end)')
    const run = vm.resume_async(co)
    vm.cancel()
    expect(vm.is_busy()).toBe(false)
    await expect(run).rejects.toThrow('execution cancelled')
    await sleep(30)
    expect(await vm.resume_async(co)).toEqual({ status: 'dead', values: ['after', null] })
  })
})

describe('cancel and signals', () => {
  it('end a run that waits, at once', async () => {
    const vm = open()
    const run = vm.execute_async('sleep(5) return 1')
    vm.cancel()
    expect(vm.is_busy()).toBe(false)
    expect(vm.execute_script('return 2')).toBe(2)
    await expect(run).rejects.toMatchObject({ code: 'ERR_LUA_CANCELED', message: 'execution cancelled' })
    await sleep(10)
    expect(vm.execute_script('return 3')).toBe(3)
  })

  it('end a run from inside a function it called, which cannot be caught', async () => {
    const log: string[] = []
    const vm: any = open({ stop: () => vm.cancel(), log: (text: string) => { log.push(text) } })
    await expect(vm.execute_async('pcall(stop) log("on")')).rejects.toMatchObject({ code: 'ERR_LUA_CANCELED' })
    await expect(vm.execute_async('get(1) pcall(function() while true do pcall(stop) end end)')).rejects.toMatchObject({ code: 'ERR_LUA_CANCELED' })
    expect(log).toEqual([])
    expect(vm.execute_script('return 1')).toBe(1)
  })

  it('end a run from inside a conversion, which may start another one', async () => {
    let other: Promise<unknown> | undefined
    const vm: any = open({ tricky: async () => ({ get x() { vm.cancel(); other = vm.execute_async('return get("other")'); return 1 } }) })
    await expect(vm.execute_async('tricky() error("goes on")')).rejects.toMatchObject({ code: 'ERR_LUA_CANCELED' })
    expect(await other).toBe('other')
    expect(vm.is_busy()).toBe(false)
  })

  it('end a program that never waits', async () => {
    const vm = open()
    for (const start of [(signal: AbortSignal) => vm.execute_async('while true do end', { signal }), (signal: AbortSignal) => vm.execute_script_async('while true do end', { signal })]) {
      const reason = new Error('enough')
      const controller = new AbortController()
      setTimeout(() => controller.abort(reason), 20)
      const error: any = await start(controller.signal).catch((error) => error)
      expect(error).toBeInstanceOf(LuaError)
      expect(error).toMatchObject({ code: 'ERR_LUA_CANCELED', message: 'execution cancelled', cause: reason })
      expect(Object.keys(error)).not.toContain('cause')
      expect(await start(AbortSignal.abort('before')).catch((error) => error.cause)).toBe('before')
    }
    expect(vm.execute_script('return 1')).toBe(1)
  })

  it('take nothing from a run that has ended', async () => {
    const vm = open()
    const controller = new AbortController()
    expect(await vm.execute_async('return get(1)', { signal: controller.signal })).toBe(1)
    controller.abort()
    expect(await vm.execute_async('return get(2)')).toBe(2)
  })
})

describe("callbacks: 'hop'", () => {
  it('brings runs of the pool here for functions of JavaScript', async () => {
    const vm = open({ add: (a: number, b: number) => a + b })
    const script = 'local sum = 0 for i = 1, 1000 do sum = add(sum, get(i)) end return sum'
    expect(await vm.execute_script_async(script, { callbacks: 'hop' })).toBe(500500)
    expect(await open({ add: (a: number, b: number) => a + b }, { callbacks: 'hop' }).execute_script_async(script)).toBe(500500)
    await expect(vm.execute_script_async(script)).rejects.toThrow("JS callbacks are not available in async mode (called 'get')")
    expect(() => open({}, { callbacks: 'maybe' } as any)).toThrow("callbacks must be 'refuse' or 'hop'")
  })

  it('knows errors, and limits', async () => {
    const error = new Error('mine')
    const vm = open({ boom: () => { throw error } }, { callbacks: 'hop', timeout: 2000 })
    await expect(vm.execute_script_async('boom()')).rejects.toBe(error)
    expect(await vm.execute_script_async('return pcall(fail, "x")')).toEqual([false, expect.objectContaining({ message: 'x' })])
    await expect(open({}, { callbacks: 'hop', maxInstructions: 1e6 }).execute_script_async('while true do get(1) end')).rejects.toMatchObject({ code: 'ERR_LUA_INSTRUCTIONS' })
  })

  it('is ended by cancel while it waits', async () => {
    const vm = open({}, { callbacks: 'hop' })
    let isAsleep: () => void
    const asleep = new Promise<void>((done) => { isAsleep = done })
    vm.set_global('nap', () => { isAsleep(); return sleep(50) })
    const run = vm.execute_script_async('nap()')
    await asleep
    await sleep(1)
    vm.cancel()
    await expect(run).rejects.toMatchObject({ code: 'ERR_LUA_CANCELED' })
    expect(vm.execute_script('return 1')).toBe(1)
  })
})

describe('names', () => {
  it('are two for each method', () => {
    const vm: any = open()
    for (const [one, other] of [['execute_async', 'executeAsync'], ['call_async', 'callAsync'], ['resume_async', 'resumeAsync']]) {
      expect(vm[other!]).toBeTypeOf('function')
      expect(vm[one!]).toBeTypeOf('function')
    }
  })
})
