// What it costs to cross between JavaScript and Lua, in nanoseconds per crossing: `node bench/crossing.mjs`.
//
// Each path runs in rounds that are interleaved with those of the others; the best round counts, because everything
// that disturbs a round makes it slower. The addon should be a release build.

import lua from '../index.mjs'

const ROUNDS = 7
const ROUND_MS = 30

const vm = new lua.init(
  { f0: () => {}, f2: (a, b) => a + b, text: (s) => s, boom: () => { throw new Error('x') } },
  { libraries: 'all' },
)
const limited = new lua.init({}, { libraries: 'all', maxInstructions: 1e9, timeout: 1000 })
const run = (script) => vm.execute_script(script)

const nothing = run('return function() end')
const add = run('return function(a, b) return a + b end')
const limitedAdd = limited.execute_script('return function(a, b) return a + b end')
const identity = run('return function(x) return x end')
const take = run('return function(x) end')
const numbers = Array.from({ length: 1000 }, (_, i) => i + 0.5)
const object = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`key${i}`, i]))
const record = { id: 1, name: 'Ada', tags: ['a', 'b'], at: { x: 1.5, y: 2.5 } }
run('words = {short = "0123456789", long = string.rep("x", 1000), wide = string.rep("ü", 500)}')
run('list = {} for i = 1, 1000 do list[i] = i + 0.5 end')
run('object = {} for i = 0, 99 do object["key" .. i] = i end')
const from = (name) => run(`return function() return ${name} end`)
const out = { short: from('words.short'), long: from('words.long'), wide: from('words.wide'), list: from('list'), object: from('object') }
const ascii = 'x'.repeat(1000)
const wide = '漢'.repeat(1000)
vm.set_global('n', 1)

/** A path inside Lua: the loop runs there, so that only the way back is measured. */
const inside = (statement) => {
  const loop = run(`return function(n) for i = 1, n do ${statement} end end`)
  return { batch: 1000, enter: () => loop(1000) }
}

const paths = {
  'a method that does nothing, for comparison': () => vm.is_busy(),
  'Lua function, no arguments': () => nothing(),
  'Lua function, two numbers': () => add(1, 2),
  'Lua function, two numbers, with limits': () => limitedAdd(1, 2),
  'JavaScript function from Lua, no arguments': inside('f0()'),
  'JavaScript function from Lua, two numbers': inside('f2(i, 2)'),
  'JavaScript function from Lua, a string': inside('text("0123456789")'),
  'get_global': () => vm.get_global('n'),
  'set_global': () => vm.set_global('n', 2),
  'string in, 10 characters': () => take('0123456789'),
  'string in, 1000 ASCII characters': () => take(ascii),
  'string in, 1000 wide characters': () => take(wide),
  'string out, 10 characters': () => out.short(),
  'string out, 1000 ASCII characters': () => out.long(),
  'string out, 500 wide characters': () => out.wide(),
  '1000 numbers in': () => take(numbers),
  '1000 numbers out': () => out.list(),
  'object of 100 fields in': () => take(object),
  'object of 100 fields out': () => out.object(),
  'small nested record, both ways': () => identity(record),
  'Lua function as a value, both ways': () => identity(add),
  'execute_script': () => vm.execute_script('return 1'),
  'JavaScript error caught in Lua': inside('pcall(boom)'),
  'Lua error caught in JavaScript': () => { try { out.broken() } catch {} },
  'new context, all libraries': () => new lua.init({}, { libraries: 'all' }).dispose(),
}
out.broken = run('return function() error("x") end')

/** The time of one crossing, measured for about a round's time. */
function measure(path, count) {
  const enter = path.enter ?? path
  const start = process.hrtime.bigint()
  for (let i = 0; i < count; i++) enter()
  return Number(process.hrtime.bigint() - start) / count
}

const best = new Map()
const counts = new Map()
for (const [name, path] of Object.entries(paths)) {
  measure(path, 100)
  const once = measure(path, 100)
  counts.set(name, Math.max(10, Math.round((ROUND_MS * 1e6) / once)))
}
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, path] of Object.entries(paths)) {
    const time = measure(path, counts.get(name)) / (path.batch ?? 1)
    best.set(name, Math.min(best.get(name) ?? Infinity, time))
  }
}

for (const [name, time] of best) console.log(`${name.padEnd(46)} ${time.toFixed(time < 100 ? 1 : 0).padStart(9)} ns`)
