// Checks the shape of the compiled instruction handlers in a release build.
//
//   node scripts/handlers.mjs [--binary PATH] [--prefix NAME] [--list]
//
// The handlers chain by sibling calls, which the compiler makes of them by optimisation and not by promise. A handler
// that lost it shows a `call` and a `ret` where there should be an indirect jump, and would grow the stack with each
// instruction. So every handler must leave by an indirect jump or by a jump to one of the cold handlers.

import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { interpreter } from './lib/paths.mjs'
import { run } from './lib/process.mjs'
import { isGreen, summaryLine } from './lib/summary.mjs'

/** Handlers that call ordinary code and then go on, where other handlers end for what is rare. */
const cold = /::(?:dispatch::(?:(?:slow|hook)_handler|direct::\w+)|native_handlers::\w+)$/

/** Cold handlers that never go on, because they leave the interpreter: they may only return. */
const last = /::direct::host_return$/

/** Cold handlers that call a function of the library whose address they read, once: it is no handler. */
const callsLibrary = /::native_handlers::quick_native_handler$/

/** Functions that a handler may call, each with the reason. */
const allowedCalls = []

/** Fewer handlers than this means that they were not found. */
const fewest = 40

const dialects = {
  x64: { call: /^call/, callOfRegister: /^call\s+\*%/, back: /^(?:rep[zne]* )?ret/, indirect: /^(?:notrack )?jmp\s+\*/, direct: /^jmp/, branch: /^j[a-z]+/ },
  arm64: { call: /^blr?\s/, callOfRegister: /^blr\s/, back: /^ret/, indirect: /^br\s/, direct: /^b\s/, branch: /^(?:b\.|cbn?z|tbn?z)/ },
}

/** The functions of a listing by objdump: name → instructions. */
export function functions(listing) {
  const found = new Map()
  let current
  for (const line of listing.split('\n')) {
    const head = /^[0-9a-f]+ <(.+)>:$/.exec(line)
    if (head) found.set(plain(head[1]), (current = []))
    const body = /^\s+[0-9a-f]+:\s+(\S.*)$/.exec(line)
    if (body && current) current.push(body[1].trim())
  }
  return found
}

/** A symbol without the hash that the compiler adds. */
function plain(symbol) {
  return symbol.replace(/::h[0-9a-f]{16}$/, '').replace(/\[[0-9a-f]+\]/g, '')
}

/** The name that a jump or a call goes to, or undefined. */
function targetOf(instruction) {
  const target = /<(.+?)(\+0x[0-9a-f]+)?>$/.exec(instruction)
  return target && { name: plain(target[1]), inside: target[2] !== undefined }
}

/** What is wrong with one handler, or undefined. */
export function fault(name, instructions, dialect = dialects.x64) {
  let leaves = false
  for (const instruction of instructions) {
    const target = targetOf(instruction)
    const here = target?.name === name
    if (dialect.call.test(instruction)) {
      if (!target || !allowedCalls.includes(target.name)) return `calls: ${instruction}`
    } else if (dialect.back.test(instruction)) {
      return 'returns instead of going on'
    } else if (dialect.indirect.test(instruction)) {
      leaves = true
    } else if ((dialect.direct.test(instruction) || dialect.branch.test(instruction)) && target && !here) {
      // A handler may also end in another one whose code is the same.
      if (!cold.test(target.name) && !target.name.includes('::handlers::')) return `leaves for ${target.name}`
      leaves = true
    }
  }
  return leaves ? undefined : 'never leaves by a jump'
}

/** What is wrong with a cold handler: it may call and may leave the chain, but, unless it `isLast`, goes on by a jump as well. */
export function coldFault(instructions, isLast = false, dialect = dialects.x64, allowedCalls = 0) {
  const calls = instructions.filter((instruction) => dialect.callOfRegister.test(instruction))
  if (calls.length > allowedCalls) return `calls what may be the next handler: ${calls.at(-1)}`
  if (isLast) return instructions.some((instruction) => dialect.back.test(instruction)) ? undefined : 'never returns'
  const goesOn = (instruction) =>
    dialect.indirect.test(instruction) || (dialect.direct.test(instruction) && cold.test(targetOf(instruction)?.name ?? ''))
  return instructions.some(goesOn) ? undefined : 'never goes on by a jump'
}

/** Planted faults that the check must report, and shapes that it must accept. */
function selfTest() {
  const name = 'perilune::interpreter::dispatch::handlers::add'
  const slow = 'jmp    10 <perilune::interpreter::dispatch::slow_handler::h0123456789abcdef>'
  const good = [['mov    (%rdx),%rdi', 'jne    14 <' + name + '+0x4>', 'jmp    *%rax', slow], [slow]]
  const bad = [
    ['mov    (%rdx),%rdi', 'call   *%rax', 'ret'],
    ['jmp    *%rax', 'call   20 <floor@plt>', 'jmp    *%rax'],
    ['jmp    *%rax', 'ret'],
    ['mov    (%rdx),%rdi', 'ud2'],
    ['jmp    30 <core::panicking::panic>'],
  ]
  for (const shape of good) if (fault(name, shape)) throw new Error(`A good handler is refused: ${shape}`)
  for (const shape of bad) if (!fault(name, shape)) throw new Error(`A planted fault is not reported: ${shape}`)
  if (coldFault(['call   10 <memcpy>', 'jmp    *%rax', 'ret'])) throw new Error('A good cold handler is refused')
  if (!coldFault(['call   *%rax', 'jmp    *%rax']) || !coldFault(['ret'])) throw new Error('A bad cold handler passes')
  if (coldFault(['ret'], true) || !coldFault(['call   *%rax', 'ret'], true)) throw new Error('A last handler is judged wrongly')
  if (coldFault(['call   *%rdx', 'jmp    *%rax'], false, dialects.x64, 1)) throw new Error('A call of the library is refused')
  if (!coldFault(['call   *%rdx', 'call   *%rax'], false, dialects.x64, 1)) throw new Error('A second call passes')
  if (coldFault([slow])) throw new Error('A handler that only chooses another one is refused')
  const listing = `0000 <${name}::h0123456789abcdef>:\n   4:\tjmp    *%rax\n`
  if (functions(listing).get(name)?.[0] !== 'jmp    *%rax') throw new Error('A listing is not read')
}

async function main() {
  const { values } = parseArgs({
    options: {
      binary: { type: 'string', default: interpreter() },
      prefix: { type: 'string', default: 'perilune::interpreter::dispatch::handlers::' },
      list: { type: 'boolean', default: false },
    },
  })
  selfTest()
  const dialect = dialects[process.arch]
  const reason = !dialect || process.platform !== 'linux' ? 'this platform has no such check'
    : (await run('objdump', ['--version'])).code !== 0 ? 'objdump (of binutils) is not installed' : undefined
  if (reason) {
    console.log(`The handlers are not checked: ${reason}.`)
    return { passed: 0, failed: 0, skipped: 1 }
  }
  if (!existsSync(values.binary)) throw new Error(`${values.binary} is not built`)
  const listing = await run('objdump', ['-d', '-C', '--no-show-raw-insn', values.binary])
  if (listing.code !== 0) throw new Error(listing.stderr)
  const all = [...functions(listing.stdout)]
  const handlers = all.filter(([name]) => name.startsWith(values.prefix))
  const others = all.filter(([name]) => cold.test(name))
  if (handlers.length < fewest) throw new Error(`Only ${handlers.length} functions start with ${values.prefix}`)
  const faults = [
    ...handlers.map(([name, body]) => [name, fault(name, body, dialect)]),
    ...others.map(([name, body]) => [name, coldFault(body, last.test(name), dialect, callsLibrary.test(name) ? 1 : 0)]),
  ].filter(([, text]) => text)
  if (values.list) for (const [name, body] of handlers) console.log(`${String(body.length).padStart(4)} ${name}`)
  for (const [name, text] of faults) console.log(`FAIL ${name}: ${text}`)
  return { passed: handlers.length + others.length - faults.length, failed: faults.length, skipped: 0 }
}

try {
  const counts = await main()
  console.log(summaryLine(counts))
  process.exitCode = isGreen(counts) || (counts.skipped > 0 && counts.failed === 0) ? 0 : 1
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
