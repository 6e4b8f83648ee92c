// What Lua and the addon have held of JavaScript is collected once nothing can reach it any more.

import { describe, expect, it } from 'vitest'
import lua from '../index.mjs'
import { collectGarbage } from './collect.js'

type Context = InstanceType<typeof lua.init>

const open = (callbacks = {}, options = {}) => new lua.init(callbacks, { libraries: 'all', ...options })
const tick = () => new Promise((done) => setTimeout(done, 1))

/** What makes an object, gives it away, and lets go of it; the answer is the object. `i` tells the rounds apart. */
const ways: Record<string, (vm: Context, i: number) => unknown> = {
  'a function that was a global'(vm) {
    const f = () => 1
    vm.set_global('f', f)
    return f
  },
  'a function inside an object'(vm) {
    const f = () => 1
    vm.set_global('t', { inner: [f] })
    vm.set_global('t', undefined)
    return f
  },
  'an argument'(vm) {
    const f = () => 1
    vm.execute_script('return function() end')(f, { f })
    return f
  },
  'what a callback has answered'(vm) {
    const answer = { f() {} }
    vm.set_global('give', () => answer)
    vm.execute_script('local x = give() give = nil')
    return answer
  },
  'userdata'(vm) {
    const object = { x: 1 }
    vm.set_userdata('u', object, { readable: true })
    vm.set_global('u', undefined)
    return object
  },
  'an instance of a class'(vm, i) {
    let made: object | undefined
    vm.register_class(`C${i}`, { construct: () => (made = {}) })
    vm.execute_script(`local x = C${i}.new()`)
    const instance = made
    made = undefined
    return instance
  },
  'an error that went through Lua'(vm) {
    const error = new Error('x')
    vm.set_global('f', () => { throw error })
    vm.execute_script('pcall(f) f = nil')
    vm.execute_script('')
    return error
  },
  'a handler that was replaced'(vm) {
    const handler = () => {}
    vm.set_print_handler(handler)
    vm.set_print_handler(null)
    return handler
  },
  'a hook that was removed'(vm) {
    const hook = () => {}
    vm.set_hook(hook, { line: true })
    vm.execute_script('local x = 1')
    vm.remove_hook()
    return hook
  },
  'a context that its own functions hold, once disposed of'() {
    const vm: Context = open({ self: () => vm })
    vm.set_global('me', () => vm)
    vm.execute_script('return function() end')
    vm.dispose()
    return vm
  },
  'a context that all it was given holds, once disposed of'() {
    const vm: Context = open({ self: () => vm })
    vm.set_print_handler(() => vm)
    vm.set_read_handler(() => String(vm))
    vm.add_searcher(() => (vm ? null : null))
    vm.register_type_converter(() => !vm, (value: any) => value)
    vm.register_from_lua_converter(() => !vm, (value: any) => value)
    vm.set_hook(() => vm, { line: true })
    vm.set_userdata('u', { vm })
    vm.register_class('C', { construct: () => ({ vm }) })
    vm.execute_script('c = C.new() print(1)')
    vm.dispose()
    return vm
  },
  'a function of a state that was replaced'() {
    const vm = open()
    const f = () => vm
    vm.set_global('f', f)
    vm.reset()
    return f
  },
}

/** The same for what has to be waited for. */
const waits: Record<string, (vm: Context, i: number) => Promise<unknown>> = {
  async 'what a promise gave'(vm) {
    const answer = { f() {} }
    vm.set_global('give', async () => answer)
    await vm.execute_async('local x = give() give = nil')
    return answer
  },
  async 'a promise that a cancelled run has waited for'(vm) {
    const promise = new Promise(() => {})
    vm.set_global('never', () => promise)
    const run = vm.execute_async('never()')
    await tick()
    vm.cancel()
    await run.catch(() => {})
    vm.set_global('never', undefined)
    // In a list: it would be waited for otherwise.
    return [promise]
  },
  async 'a signal that a run was given'(vm) {
    const controller = new AbortController()
    await vm.execute_async('return 1', { signal: controller.signal })
    return controller.signal
  },
  async 'a context whose run waits for what nobody holds'() {
    const vm = open({ never: () => new Promise(() => {}) })
    void vm.execute_async('never()')
    await tick()
    return vm
  },
  async 'a context whose run has ended on the pool'() {
    const vm = open({ f: () => vm }, { callbacks: 'hop' })
    await vm.execute_script_async('f() return {}')
    vm.dispose()
    return vm
  },
}

/** How many of the objects are still there. */
async function remaining(vm: Context, make: (vm: Context, i: number) => unknown): Promise<number> {
  const references: WeakRef<object>[] = []
  const keep = async (i: number) => { 
    const made = (await make(vm, i)) as object
    references.push(new WeakRef(Array.isArray(made) ? made[0] : made))
  }
  for (let i = 0; i < 12; i++) await keep(i)
  vm.gc('collect')
  vm.execute_script('')
  await collectGarbage()
  vm.execute_script('')
  await collectGarbage()
  return references.filter((reference) => reference.deref()).length
}

describe('nothing keeps', () => {
  for (const [name, make] of [...Object.entries(ways), ...Object.entries(waits)]) {
    it(name, async () => {
      // The last one may lie on a stack.
      expect(await remaining(open(), make)).toBeLessThanOrEqual(1)
    })
  }
})
