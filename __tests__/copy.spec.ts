// `copy_global`: values that go from one context to another without passing through JavaScript.

import { describe, expect, it } from 'vitest'
import lua from '../index.mjs'

const dialects = ['5.1', '5.2', '5.3', '5.4', '5.5'] as const
type Dialect = (typeof dialects)[number]
const make = (dialect: Dialect = '5.5', options = {}): any =>
  new lua.init({}, { libraries: 'all', dialect, ...options } as any)
const pairs = dialects.flatMap((from) => dialects.map((to) => [from, to] as const))
const hasIntegers = (dialect: Dialect) => dialect >= '5.3'

/** Copies what a script makes of the global `x`, and gives what another one makes of the copy. */
const copied = (from: any, script: string, to: any, question: string) => {
  from.execute_script(script)
  to.copy_global(from, 'x')
  return to.execute_script(question)
}

describe('numbers', () => {
  it.each(pairs)('keep their kind from %s to %s', (from, to) => {
    const kind = `local kind = math.type or function() return 'float' end
      return kind(x.three), kind(x.six), x.three, x.six, 1 / x.zero, x.nan ~= x.nan, x.huge == 2^63, x.tenth == 0.1, x[2] == 'two'`
    const script = 'x = { three = 3, six = 12 / 2, zero = -1 / math.huge, nan = 0 / 0, huge = 2^63, tenth = 0.1, [4 / 2] = "two" }'
    const integer = hasIntegers(from) && hasIntegers(to) ? 'integer' : 'float'
    expect(copied(make(from), script, make(to), kind)).toEqual([integer, 'float', 3, 6, -Infinity, true, true, true, true])
  })

  it('that are integral floats stay floats, as themselves too', () => {
    const [from, to] = [make('5.1'), make('5.5')]
    expect(copied(from, 'x = 3', to, 'return math.type(x), tostring(x), x + 0 == 3')).toEqual(['float', '3.0', true])
    expect(copied(from, 'x = { { 1 } }', to, 'return math.type(x[1][1])')).toBe('float')
  })

  it('of 64 bits cross exactly, or become the nearest float', () => {
    const from = make('5.4')
    for (const to of dialects) {
      const expected = hasIntegers(to) ? 'math.maxinteger - 1' : '2^63'
      expect(copied(from, 'x = math.maxinteger - 1', make(to), `return x == ${expected}`)).toBe(true)
    }
  })
})

describe('strings', () => {
  it.each(pairs)('are the same bytes from %s to %s', (from, to) => {
    for (const options of [{}, { binaryStrings: true }]) {
      const script = 'local t = {} for i = 0, 255 do t[#t + 1] = string.char(i) end x = table.concat(t)'
      const check = 'for i = 0, 255 do if x:byte(i + 1) ~= i then return false end end return #x == 256'
      expect(copied(make(from, options), script, make(to), check)).toBe(true)
      expect(copied(make(from), script, make(to, options), check)).toBe(true)
    }
  })

  it('that are no UTF-8 are keys as well', () => {
    const script = 'x = { ["\\255"] = 1, ["\\254"] = 2, ["a\\0b"] = 3, ["a\\0c"] = 4 }'
    expect(copied(make('5.1'), script, make(), 'return x["\\255"], x["\\254"], x["a\\0b"], x["a\\0c"]')).toEqual([1, 2, 3, 4])
  })
})

describe('tables', () => {
  it.each(pairs)('are copied whole and raw from %s to %s', (from, to) => {
    const script = `local shared = { 'shared' }
      x = setmetatable({ 10, 20, shared, name = shared, [2.5] = 'half', [true] = 'yes', [-1] = 'minus', no = false },
        { __index = error, __newindex = error, __len = error, __pairs = error })
      rawset(x, 'self', x)
      rawset(x, shared, 'by table')`
    const check = `return getmetatable(x), #x, x[1], x[3][1], x[3] == x.name, x[2.5], x[true], x[-1], x.no, x.self == x, x[x.name]`
    expect(copied(make(from), script, make(to), check)).toEqual([
      null, 3, 10, 'shared', true, 'half', 'yes', 'minus', false, true, 'by table',
    ])
  })

  it('may be nested as deeply as memory allows', () => {
    const chain = 'x = {} for i = 1, 100000 do x = { x } end'
    const depth = 'local n = 0 while x[1] do x, n = x[1], n + 1 end return n'
    expect(copied(make('5.1'), chain, make(), depth)).toBe(100_000)
  })

  it('of one context are copied for itself', () => {
    const vm = make()
    vm.execute_script('x = { f = print } x.self = x')
    vm.copy_global(vm, 'x', 'y')
    expect(vm.execute_script('return x ~= y, y.self == y, y.f == print, y.self.f == x.f')).toEqual([true, true, true, true])
  })

  it('refuse keys that would become one, and change nothing', () => {
    const [from, to] = [make('5.5'), make('5.1')]
    from.execute_script('x = { deep = { [1 << 53] = "a", [(1 << 53) + 1] = "b" } }')
    to.set_global('x', 'before')
    expect(() => to.copy_global(from, 'x')).toThrow(expect.objectContaining({
      code: 'ERR_LUA_CONVERSION',
      message: expect.stringMatching(/^the table key 900719925474099[23] is the same as another one in the copy, and a value would be lost$/),
    }))
    expect(to.get_global('x')).toBe('before')
    expect(copied(from, 'x = x.deep', make('5.3'), 'return x[1 << 53], x[(1 << 53) + 1]')).toEqual(['a', 'b'])
  })

  it('are what strictConversion would refuse on the way through JavaScript', () => {
    const [from, to] = [make('5.4', { strictConversion: true }), make('5.4', { strictConversion: true })]
    const script = 'x = { [1] = "a", ["1"] = "b", [true] = "c", ["\\255"] = "d", ["e\\0"] = "e" }'
    expect(copied(from, script, to, 'return x[1], x["1"], x[true], x["\\255"], x["e\\0"]')).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(() => from.get_global('x')).toThrow(/^strict conversion/)
  })
})

describe('names', () => {
  it('are paths, of which the last one defaults to the first', () => {
    const [from, to] = [make('5.1'), make()]
    from.execute_script('a = { b = { c = 7 } }')
    expect(to.copy_global(from, 'a.b.c')).toBeUndefined()
    to.copyGlobal(from, 'a.b', 'other')
    to.copy_global(from, 'a.b.c', 'made.on.the.way')
    to.copy_global(from, 'a.b.c', null)
    expect(to.execute_script('return math.type(a.b.c), other.c, made.on.the.way')).toEqual(['float', 7, 7])
    to.copy_global(from, 'a.missing.path', 'other')
    expect(to.get_global('other')).toBeNull()
    to.set_global('', 1)
    to.copy_global(from, '')
    expect(to.get_global('')).toBeNull()
  })

  it('refuse what get_global and set_global refuse', () => {
    const [from, to] = [make(), make()]
    from.execute_script('n = 5')
    to.execute_script('n = 5')
    expect(() => to.copy_global(from, 'a..b')).toThrow(TypeError)
    expect(() => to.copy_global(from, 'n', 'a.')).toThrow("Invalid global path 'a.': path segments must be non-empty")
    expect(() => to.copy_global(from, '.a', 'x')).toThrow("Invalid global path '.a': path segments must be non-empty")
    expect(() => to.copy_global(from, 'n', 'n.x')).toThrow("Global path segment 'n' is not a table (got number)")
    expect(() => to.copy_global(from, 'n.x', 'y')).toThrow(/attempt to index a number/)
  })

  it('honour metamethods of both tables of globals', () => {
    const [from, to] = [make(), make()]
    from.execute_script(`setmetatable(_G, { __index = function(_, k) if k == 'bad' then error({ reason = k }) end return { k } end })`)
    to.execute_script('setmetatable(_G, { __newindex = function(t, k, v) rawset(t, k, { set = v }) end })')
    to.copy_global(from, 'found')
    expect(to.get_global('found')).toEqual({ set: ['found'] })
    let error: any
    try {
      to.copy_global(from, 'bad')
    } catch (caught) {
      error = caught
    }
    expect(error.code).toBe('ERR_LUA_RUNTIME')
    expect(error.value).toEqual({ reason: 'bad' })
    to.execute_script('setmetatable(_G, { __newindex = function() error("no writing") end })')
    expect(() => to.copy_global(from, 'more')).toThrow(/no writing/)
  })
})

describe('what is not plain', () => {
  it('is what JavaScript makes of it', () => {
    const [from, to] = [make('5.1'), make('5.5')]
    const object = { n: 1 }
    for (const vm of [from, to]) vm.set_userdata('object', object, { readable: true })
    from.set_global('twice', (n: number) => 2 * n)
    from.execute_script('x = { object, half = function(n) return n / 2 end, twice = twice, list = {} } x.list[1], x.list[x.half] = x.half, "key"')
    to.copy_global(from, 'x')
    expect(to.execute_script('return x[1] == object, x.half(6), x.twice(4), x.list[1] == x.half, x.list[x.half]')).toEqual([
      true, 3, 8, true, 'key',
    ])
    expect(to.get_global('x.twice')).toBe(from.get_global('twice'))
    to.copy_global(from, 'x.half', 'half')
    expect(to.execute_script('return half(1)')).toBe(0.5)
  })

  it('keeps its refusals, and the variable its value', () => {
    const [from, to] = [make(), make()]
    to.set_global('x', 'before')
    for (const [value, text] of [
      ['coroutine.create(print)', 'coroutine belongs to a different Lua context'],
      ['io.stdout', 'userdata handle belongs to a different Lua context'],
    ]) {
      for (const script of [`x = ${value}`, `x = { 1, { ${value} } }`, `x = { [${value}] = 1 }`]) {
        from.execute_script(script)
        expect(() => to.copy_global(from, 'x')).toThrow(expect.objectContaining({ code: 'ERR_LUA_CONVERSION', message: text }))
      }
    }
    expect(to.get_global('x')).toBe('before')
  })

  it('that becomes nil leaves no trace, unless conversion is strict', () => {
    const [from, to, strict] = [make(), make(), make('5.5', { strictConversion: true })]
    from.execute_script('x = { light = debug.upvalueid(function() return from end, 1), n = 1 } y = x.light')
    to.copy_global(from, 'x')
    expect(to.get_global('x')).toEqual({ n: 1 })
    expect(() => strict.copy_global(from, 'x')).toThrow(`strict conversion: a value of type 'userdata' inside a table becomes nil`)
    strict.copy_global(from, 'y')
    expect(strict.get_global('y')).toBeNull()
    from.execute_script('x = { [x.light] = 1 }')
    expect(() => to.copy_global(from, 'x')).toThrow(
      `the table key of type 'userdata' is nil in the copy, and a value would be lost`,
    )
  })

  it('is asked of the converters, which tables are not', () => {
    const [from, to] = [make('5.1'), make()]
    from.register_from_lua_converter((value: any) => true, () => 'converted')
    to.register_type_converter(() => true, () => 'converted too')
    expect(copied(from, 'x = { 1, { co = coroutine.create(function() end) } }', to, 'return #x, math.type(x[1]), x[2].co')).toEqual([
      2, 'float', 'converted',
    ])
  })
})

describe('while JavaScript has a say', () => {
  const script = 'x = { 1, coroutine.create(function() end), { 2 } }'

  it('neither context can be disposed of or reset', () => {
    const [from, to] = [make(), make()]
    const errors: any[] = []
    from.register_from_lua_converter((value: any) => 'status' in value, () => {
      for (const action of [() => from.dispose(), () => to.dispose(), () => from.reset(), () => to.reset()]) {
        try {
          action()
        } catch (error) {
          errors.push(error)
        }
      }
      return 'converted'
    })
    expect(copied(from, script, to, 'return x[2], x[3][1]')).toEqual(['converted', 2])
    expect(errors.map(({ code }) => code)).toEqual(Array(4).fill('ERR_LUA_BUSY'))
    from.dispose()
    expect(to.execute_script('return x[2]')).toBe('converted')
  })

  it('what it changes and collects is not seen in the copy', () => {
    const [from, to] = [make('5.1'), make()]
    from.register_from_lua_converter((value: any) => 'status' in value, () => {
      from.execute_script('x[1], x[3], x = "changed", nil, nil collectgarbage() collectgarbage()')
      to.execute_script('x = "changed" collectgarbage() collectgarbage()')
      to.copy_global(from, 'x', 'inner')
      return 'converted'
    })
    expect(copied(from, script, to, 'return math.type(x[1]), x[2], x[3][1], inner')).toEqual(['float', 'converted', 2, null])
  })

  it('a context that has become busy is refused', async () => {
    for (const isSource of [true, false]) {
      const [from, to] = [make(), make()]
      const busy = isSource ? from : to
      busy.set_global('wait', () => Promise.resolve(1))
      let run: Promise<unknown> | undefined
      from.register_from_lua_converter((value: any) => 'status' in value, () => {
        run = busy.execute_async('return wait()')
        return 'converted'
      })
      from.execute_script(script)
      expect(() => to.copy_global(from, 'x')).toThrow(expect.objectContaining({ code: 'ERR_LUA_BUSY' }))
      await expect(run).resolves.toBe(1)
      expect(to.get_global('x')).toBeNull()
    }
  })

  it('its exceptions come out as they are', () => {
    const [from, to] = [make(), make()]
    const error = new RangeError('mine')
    from.register_from_lua_converter((value: any) => 'status' in value, () => {
      throw error
    })
    from.execute_script(script)
    expect(() => to.copy_global(from, 'x')).toThrow(error)
    expect(to.get_global('x')).toBeNull()
    expect(from.execute_script('return 1')).toBe(1)
  })

  it('a function may copy in the middle of a program of either context', () => {
    const [from, to] = [make('5.1'), make()]
    for (const vm of [from, to]) vm.set_global('copy', (name: string) => to.copy_global(from, name))
    from.execute_script('x = { 1, { 2 } } copy("x") x = nil')
    expect(to.execute_script('return math.type(x[2][1])')).toBe('float')
    from.set_global('y', 'text')
    expect(to.execute_script('copy("y") collectgarbage() return y, select(2, pcall(copy, "a..b"))')).toEqual([
      'text', expect.anything(),
    ])
  })
})

describe('limits and wrong arguments', () => {
  it('the memory of the target is the one that counts', () => {
    const [from, to] = [make('5.1'), make('5.5', { maxMemory: 4 << 20 })]
    to.set_global('x', 'before')
    from.execute_script('x = {} for i = 1, 100000 do x[i] = { i } end y = ("y"):rep(8 * 1024 * 1024) z = { 1, { 2 } }')
    for (const name of ['x', 'y']) {
      expect(() => to.copy_global(from, name, 'x')).toThrow(
        expect.objectContaining({ code: 'ERR_LUA_MEMORY', message: 'not enough memory' }),
      )
      expect(to.get_global('x')).toBe('before')
    }
    to.copy_global(from, 'z', 'x')
    expect(to.get_global('x')).toEqual([1, [2]])
    const before = to.get_memory_usage()
    from.execute_script('x = {} for i = 1, 10000 do x[i] = { i } end')
    to.copy_global(from, 'x')
    expect(to.get_memory_usage() - before).toBeGreaterThan(10_000 * 40)
    for (let i = 0; i < 50; i++) to.copy_global(from, 'x')
    expect(to.execute_script('return #x')).toBe(10_000)
  })

  it('a source is a context', () => {
    const [from, to] = [make(), make()]
    for (const wrong of [undefined, null, 1, 'x', {}, Object.create(lua.init.prototype), () => 1, from.create_table()]) {
      expect(() => to.copy_global(wrong, 'x')).toThrow(new TypeError('copy_global() source must be a Lua context'))
    }
    expect(() => to.copy_global()).toThrow(TypeError)
    expect(() => to.copy_global(from)).toThrow(new TypeError('Expected string name as second argument'))
    expect(() => to.copy_global(from, 1)).toThrow(new TypeError('Expected string name as second argument'))
    expect(() => to.copy_global(from, 'x', 1)).toThrow(new TypeError('Expected string name as third argument'))
    expect(() => lua.init.prototype.copy_global.call({} as any, from, 'x')).toThrow(TypeError)
  })

  it('a context that is closed or busy is refused', async () => {
    for (const isSource of [true, false]) {
      const [from, to] = [make(), make()]
      const subject = isSource ? from : to
      subject.set_global('wait', () => Promise.resolve(1))
      const run = subject.execute_async('return wait()')
      expect(() => to.copy_global(from, 'x')).toThrow(
        expect.objectContaining({ code: 'ERR_LUA_BUSY', message: 'Lua context is busy with an async operation' }),
      )
      await run
      to.copy_global(from, 'x')
      subject.dispose()
      expect(() => to.copy_global(from, 'x')).toThrow(
        expect.objectContaining({ code: 'ERR_LUA_CLOSED', message: 'Lua context has been closed' }),
      )
    }
  })
})
