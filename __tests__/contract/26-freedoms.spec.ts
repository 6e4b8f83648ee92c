// Section 26: what the contract leaves open, and what is better here than in lua-native. One test for each row.

import { describe, expect, it } from 'vitest'
import { Lua, LuaError, values } from '../../index.mjs'
import { open } from './open'

const codeOf = (use: () => unknown) => {
  try { use() } catch (error: any) { return error.code }
}

describe('limits', () => {
  it('end programs that catch everything', () => {
    const program = 'while true do pcall(function() while true do end end) end'
    expect(codeOf(() => open({}, { maxInstructions: 100_000 }).execute_script(program))).toBe('ERR_LUA_INSTRUCTIONS')
    expect(codeOf(() => open({}, { timeout: 20 }).execute_script(program))).toBe('ERR_LUA_TIMEOUT')
  })

  it('on memory that leave no room for the libraries are an error of the constructor', () => {
    for (let bytes = 1024; bytes <= 32 * 1024; bytes += 1024) {
      try {
        expect(open({}, { maxMemory: bytes }).execute_script('return 1')).toBe(1)
      } catch (error: any) {
        expect(error.message).toMatch(/memory|Failed to create Lua state/)
      }
    }
  })

  it.each([
    'string.rep("x", 1 << 30)', '("x"):rep(1000000):find((".-"):rep(40) .. "y")', '("x"):rep(100000):gsub(".", function() while true do end end)',
    'local t = {} for i = 1, 1000 do t[i] = i end while true do table.sort(t, function(a, b) return a > b end) end',
    'local t = {} for i = 1, 100000 do t[i] = "x" end while true do table.concat(t) end',
  ])('end %s', (call) => {
    expect(codeOf(() => open({}, { timeout: 50, maxMemory: 1 << 28 }).execute_script(call))).toMatch(/ERR_LUA_(TIMEOUT|MEMORY)/)
  })

  it('are not needed to cancel a run on the pool', async () => {
    const vm = open()
    const run = vm.execute_script_async('while true do end')
    setTimeout(() => vm.cancel(), 50)
    await expect(run).rejects.toThrow(/execution cancelled/)
    expect(await vm.execute_script_async('return 1')).toBe(1)
  })

  it('are not needed for a short run to end that is cancelled at once', async () => {
    const vm = open()
    const run = vm.execute_script_async('local n = 0 for i = 1, 1000 do n = n + 1 end return n')
    vm.cancel()
    expect(await run).toBe(1000)
  })
})

describe('several results', () => {
  it('come from a function of JavaScript that answers values()', () => {
    const vm = open({ pair: () => values('a', 2), none: () => values(), one: () => values(null), many: () => values(...Array(300).keys()) })
    expect(vm.execute_script('return pair()')).toEqual(['a', 2])
    expect(vm.execute_script('return select("#", none()), select("#", one()), select("#", (pair()))')).toEqual([0, 1, 1])
    expect(vm.execute_script('return select("#", many()), (select(300, many()))')).toEqual([300, 299])
    expect(vm.execute_script('local a, b, c = pair() return a, b, c')).toEqual(['a', 2, null])
  })

  it('come from methods and modules, and keep what they are', () => {
    const object = { kept: true }
    const vm = open()
    vm.set_userdata('host', object, { methods: { both: (self: any, x: any) => values(self, x) } })
    vm.register_module('host', { swap: (a: any, b: any) => values(b, a) })
    expect(vm.execute_script('return host:both(5)')).toEqual([object, 5])
    expect(vm.execute_script('return host:both(5)')[0]).toBe(object)
    expect(vm.execute_script('return require("host").swap(1, {2})')).toEqual([[2], 1])
  })

  it('come from promises', async () => {
    const vm = open({ later: async () => values(1, { two: 2 }, 'three') })
    expect(await vm.execute_async('return later()')).toEqual([1, { two: 2 }, 'three'])
    expect(await vm.execute_async('return coroutine.wrap(function() return later() end)()')).toEqual([1, { two: 2 }, 'three'])
  })

  it('are a list everywhere else, and an array still is one value', () => {
    const vm = open({ list: () => ['a', 'b'] })
    vm.set_global('v', values('a', 'b'))
    expect(vm.get_global('v')).toEqual(['a', 'b'])
    expect(vm.execute_script('return select("#", list())')).toBe(1)
    expect(vm.execute_script('local a, b = list() return #a, b')).toEqual([2, null])
  })

  it('that cannot be converted are told as any other', () => {
    const vm = open({ bad: () => values(1, Symbol('s') as any) })
    expect(() => vm.execute_script('bad()')).toThrow(/Error converting return value from 'bad'.*Symbol/)
    expect(vm.execute_script('return pcall(bad)')[0]).toBe(false)
  })
})

describe('values', () => {
  it('that come back to their context are the same', () => {
    const vm = open()
    const f = () => 1
    vm.set_global('f', f)
    expect(vm.get_global('f')).toBe(f)
    for (const script of ['return function() end', 'return coroutine.create(print)']) {
      const value = vm.execute_script(script)
      vm.set_global('value', value)
      vm.execute_script('kept = kept or {} kept[value] = true')
      vm.set_global('again', value)
      expect(vm.execute_script('return rawequal(value, again), kept[again]')).toEqual([true, true])
    }
  })

  it.each<[string, unknown, string, unknown]>([
    ['views', new DataView(new Uint8Array([65, 66]).buffer), 'v', 'AB'],
    ['shared memory', new Uint8Array(new SharedArrayBuffer(2)).fill(67).buffer, 'v', 'CC'],
    ['errors', new RangeError('far'), 'v.name .. v.message .. type(v.stack)', 'RangeErrorfarstring'],
    ['addresses', new URL('https://example.org/a?b'), 'v', 'https://example.org/a?b'],
    ['boxed values', Object('text'), 'v', 'text'],
  ])('such as %s have a meaning', (_, value, script, expected) => {
    const vm = open()
    vm.set_global('v', value)
    expect(vm.execute_script(`return ${script}`)).toEqual(expected)
  })

  it('under __proto__ are own properties, in the order of the table', () => {
    const object = open().execute_script('local t = {} for _, k in ipairs{"z", "__proto__", "a", "m"} do t[k] = {k} end return t')
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype)
    expect(Object.keys(object).sort()).toEqual(['__proto__', 'a', 'm', 'z'])
    const vm = open()
    vm.execute_script('t = {c = 1, a = 2, b = 3} order = {} for k in pairs(t) do order[#order + 1] = k end')
    expect(Object.keys(vm.get_global('t'))).toEqual(vm.get_global('order'))
  })

  it('that are empty tables still are arrays', () => {
    expect(open().execute_script('return {}, {x = {}}')).toEqual([[], { x: [] }])
  })
})

describe('proxies', () => {
  it('answer what JavaScript asks of every object', () => {
    const vm = open()
    const proxy = vm.execute_script('return setmetatable({a = 1, b = 2}, {__tostring = function() return "mine" end})')
    expect(`${proxy}`).toBe('mine')
    expect(delete proxy.a).toBe(true)
    Object.defineProperty(proxy, 'c', { value: 3, writable: true, enumerable: true, configurable: true })
    expect(Object.keys(proxy).sort()).toEqual(['b', 'c'])
    expect(proxy instanceof Object).toBe(true)
  })
})

describe('errors', () => {
  it('of coroutines bring themselves along', () => {
    const mine = new TypeError('mine')
    const vm = open({ boom: () => { throw mine } })
    const result = vm.resume(vm.create_coroutine('return function() boom() end'))
    expect(result).toMatchObject({ status: 'dead', error: 'mine' })
    expect(result.cause).toBe(mine)
    expect(vm.resume(vm.create_coroutine('return function() error("x") end')).cause).toBeInstanceOf(LuaError)
  })

  it('of JavaScript are tables in Lua that say what they are', () => {
    const mine = new TypeError('mine')
    const vm = open({ boom: () => { throw mine } })
    expect(vm.execute_script('local _, e = pcall(boom) return type(e), tostring(e), e.message, e.name, type(e.stack)'))
      .toEqual(['table', 'TypeError: mine', 'mine', 'TypeError', 'string'])
    expect(() => vm.execute_script('local _, e = pcall(boom) error(e)')).toThrow(mine)
  })
})

describe('promises are awaited', () => {
  it.each<[string, string, unknown]>([
    ['by comparators', 'local t = {3, 1, 2} table.sort(t, function(a, b) return later(a) < b end) return t', [1, 2, 3]],
    ['by replacements', 'return (("abc"):gsub(".", function(c) return later(c:upper()) end))', 'ABC'],
    ['by searchers', 'table.insert(package.searchers, 1, function(name) local x = later(name) return function() return x end end) return (require("m"))', 'm'],
    ['by coroutines of the program', 'return coroutine.wrap(function() coroutine.yield(later(1)) end)()', 1],
    ['by closing variables', 'local got do local x <close> = setmetatable({}, {__close = function() got = later(2) end}) end return got', 2],
    ['by metamethods', 'return #setmetatable({}, {__len = function() return later(7) end})', 7],
    ['by iterators', 'local n = 0 for x in function(_, i) i = (i or 0) + 1 return later(i < 4 and i or nil) end do n = n + x end return n', 6],
  ])('%s', async (_, script, expected) => {
    expect(await open({ later: async (x: unknown) => x }).execute_async(script)).toEqual(expected)
  })

  it('by accessors and constructors', async () => {
    const vm = open()
    vm.set_userdata('host', { get later() { return Promise.resolve(4) } }, { readable: true })
    vm.register_class('Made', { construct: async () => ({ made: true }), readable: true })
    expect(await vm.execute_async('return host.later, Made.new().made')).toEqual([4, true])
  })
})

describe('doors', () => {
  it('of the disk are all closed where files are denied', () => {
    const vm = open({}, { filesystem: 'deny' })
    expect(vm.execute_script('return io.tmpfile()')[1]).toMatch(/filesystem access denied/)
  })

  it('of output keep their meaning under a handler', () => {
    const vm = open()
    const seen: string[] = []
    vm.set_print_handler((text: string) => seen.push(text))
    expect(vm.execute_script('return io.write("a", 1) == io.stdout, pcall(io.write, {})')).toMatchObject([true, false, expect.stringMatching(/string expected/)])
    expect(seen).toEqual(['a1'])
  })
})

it('the class is the same under both names', () => {
  expect(open()).toBeInstanceOf(Lua)
})
