// The ways between JavaScript and Lua that are measured, and what each may cost.
//
// They are made of a package, so that the same ones run on any package with this interface.

/** What a crossing may cost, in nanoseconds. */
export const TARGETS = {
  'Lua function: f()': 35,
  'Lua function: f(1, 2)': 70,
  'call("add", 1, 2)': 150,
  'JavaScript function from Lua: cb()': 120,
  'JavaScript function from Lua: cb(i)': 120,
  'get_global': 60,
  'set_global': 60,
  'handle get': 60,
  'handle set': 60,
  '1 KB string in': 150,
  '1 KB string out': 150,
  '1 KB string out, another each time': 150,
  '1000 numbers in': 10_000,
  '1000 numbers out': 10_000,
  'object of 100 keys in': 6_000,
  'object of 100 keys out': 6_000,
  'execute_script("return 1")': 300,
  'Lua error caught in JavaScript': 4_000,
  'new context, all libraries': 5_000,
}

/**
 * What lua-native 1.1.0 needs for the same, in nanoseconds, on a machine on which an empty native call took
 * `RECORDED_EMPTY`. Only used where the package itself cannot run.
 */
export const RECORDED = {
  'Lua function: f()': 59,
  'Lua function: f(1, 2)': 191,
  'Lua function: three results': 416,
  'call("add", 1, 2)': 618,
  'pcall(f, 1, 2)': 834,
  'JavaScript function from Lua: cb()': 189,
  'JavaScript function from Lua: cb(i)': 234,
  'JavaScript function from Lua: cb("0123456789")': 323,
  'get_global': 213,
  'set_global': 244,
  'handle get': 140,
  'handle set': 165,
  'proxy read': 166,
  'property of an object, from Lua': 214,
  'method of an object, from Lua': 391,
  '1 KB string in': 506,
  '1 KB string out': 190,
  '1 MB string in': 198_000,
  '1 MB string out': 532_000,
  '1 KB Uint8Array in': 783,
  '1000 numbers in': 106_000,
  '1000 numbers out': 96_000,
  'object of 100 keys in': 32_000,
  'object of 100 keys out': 24_000,
  'coroutine resume': 1_280,
  'execute_script("return 1")': 985,
  'Lua error caught in JavaScript': 7_900,
  'new context, all libraries': 25_000,
  'await execute_async("return 1")': 1_700,
  'await execute_script_async("return 1")': 14_000,
}
export const RECORDED_EMPTY = 6

/** What a context with all libraries may take, the same of lua-native where it cannot run, and what is run in it. */
export const MEMORY = [
  { name: 'just made', target: 8 * 1024, recorded: 27_000 },
  { name: 'after `return 1`', script: 'return 1', target: 8 * 1024, recorded: 27_000 },
]

/** The paths through a package: functions, or `{ enter, crossings }` where one call crosses many times. */
export function pathsOf(lua) {
  const vm = new lua.init(
    { f0: () => {}, f1: (x) => x, text: (s) => {}, boom: () => { throw new Error('x') } },
    { libraries: 'all' },
  )
  const run = (script) => vm.execute_script(script)
  run('function add(a, b) return a + b end')
  vm.set_userdata('point', { x: 1 }, { readable: true, writable: true, methods: { move: (self, by) => by } })
  vm.set_global('n', 1)
  run('list = {} for i = 1, 1000 do list[i] = i + 0.5 end')
  run('object = {} for i = 0, 99 do object["key" .. i] = i end')
  run('short = string.rep("x", 1000) long = string.rep("x", 1000000) held = {n = 1} proxied = setmetatable({n = 1}, {})')
  /** A function that answers what a global has. */
  const give = (name) => run(`local value = ${name} return function() return value end`)
  /** A path inside Lua: the loop runs there, so that only the way back is measured. */
  const inside = (statement) => {
    const loop = run(`local f0, f1, text, point, boom = f0, f1, text, point, boom return function(n) for i = 1, n do ${statement} end end`)
    return { crossings: 1000, enter: () => loop(1000) }
  }
  const nothing = run('return function() end')
  const add = run('return add')
  const three = run('return function() return 1, 2, 3 end')
  const take = run('return function(x) end')
  const identity = run('return function(x) return x end')
  const broken = run('return function() error("x") end')
  const [list, object, short, long] = ['list', 'object', 'short', 'long'].map(give)
  // So many that none of them crosses twice within a short time. In a context of their own: what is alive in one decides how
  // often its collector runs.
  const others = new lua.init({}, { libraries: 'all' }).execute_script('local list = {} for i = 1, 1000 do list[i] = string.rep("x", 996) .. 1000 + i end local i = 0 return function() i = i % 1000 + 1 return list[i] end')
  const kilobyte = 'x'.repeat(1000)
  const megabyte = 'x'.repeat(1_000_000)
  const wide = '漢'.repeat(1000)
  const bytes = new Uint8Array(1000).fill(120)
  const numbers = Array.from({ length: 1000 }, (_, i) => i + 0.5)
  const fields = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`key${i}`, i]))
  const record = { id: 1, name: 'Ada', tags: ['a', 'b'], at: { x: 1.5, y: 2.5 } }
  const held = vm.get_global_ref('held')
  const proxied = vm.get_global('proxied')
  const endless = vm.create_coroutine(run('return function() while true do coroutine.yield(1) end end'))
  return {
    'Lua function: f()': () => nothing(),
    'Lua function: f(1, 2)': () => add(1, 2),
    'Lua function: three results': () => three(),
    'call("add", 1, 2)': () => vm.call('add', 1, 2),
    'pcall(f, 1, 2)': () => vm.pcall(add, 1, 2),
    'JavaScript function from Lua: cb()': inside('f0()'),
    'JavaScript function from Lua: cb(i)': inside('local x = f1(i)'),
    'JavaScript function from Lua: cb("0123456789")': inside('text("0123456789")'),
    'get_global': () => vm.get_global('n'),
    'set_global': () => vm.set_global('n', 2),
    'handle get': () => held.get('n'),
    'handle set': () => held.set('n', 2),
    'proxy read': () => proxied.n,
    'property of an object, from Lua': inside('local x = point.x'),
    'method of an object, from Lua': inside('local x = point:move(i)'),
    '10-character string in': () => take('0123456789'),
    '1 KB string in': () => take(kilobyte),
    '1 KB string out': () => short(),
    '1 KB string out, another each time': () => others(),
    '1 MB string in': () => take(megabyte),
    '1 MB string out': () => long(),
    '1000 wide characters in': () => take(wide),
    '1 KB Uint8Array in': () => take(bytes),
    '1000 numbers in': () => take(numbers),
    '1000 numbers out': () => list(),
    'object of 100 keys in': () => take(fields),
    'object of 100 keys out': () => object(),
    'small nested record, both ways': () => identity(record),
    'coroutine resume': () => vm.resume(endless),
    'execute_script("return 1")': () => vm.execute_script('return 1'),
    'JavaScript error caught in Lua': inside('pcall(boom)'),
    'Lua error caught in JavaScript': () => { try { broken() } catch {} },
    'new context, all libraries': () => { new lua.init({}, { libraries: 'all' }).dispose?.() },
    'await execute_async("return 1")': { wait: () => vm.execute_async('return 1') },
    'await execute_script_async("return 1")': { wait: () => vm.execute_script_async('return 1') },
  }
}

/** What limits cost: the same program without them and with them. */
export function limitsOf(lua) {
  const program = 'local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end return function() return fib(22) end'
  const entries = Object.entries({ 'no limit': {}, maxInstructions: { maxInstructions: 1e12 }, timeout: { timeout: 1e6 } })
  return Object.fromEntries(entries.map(([name, options]) => [`fib(22), ${name}`, new lua.init({}, { libraries: 'all', ...options }).execute_script(program)]))
}
