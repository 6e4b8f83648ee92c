// The package for CommonJS: what the native side needs of JavaScript, and what programs get.

'use strict'

const { AsyncResource } = require('node:async_hooks')
const binding = require('./binding.js')
const { createContexts } = require('./lib/context.js')
const { createCoroutines } = require('./lib/coroutines.js')
const { LuaError, createMaker } = require('./lib/errors.js')
const { essenceOf } = require('./lib/essence.js')
const { SharedTable, publishShared } = require('./lib/shared.js')
const { createFields } = require('./lib/fields.js')
const { createKnown } = require('./lib/known.js')
const { createTables } = require('./lib/tables.js')
const { LuaValues, values } = require('./lib/values.js')

const sourceDescriptor = Object.getOwnPropertyDescriptor(RegExp.prototype, 'source')
const mapForEach = Map.prototype.forEach
const setForEach = Set.prototype.forEach
const { get: weakMapGet, set: weakMapSet } = WeakMap.prototype

const { apply } = Reflect
const later = setImmediate

/** What an asynchronous run is told of, by the numbers that the native side knows. */
const EVENTS = { fulfilled: 0, rejected: 1, later: 2, aborted: 3, back: 4 }

// Numbers cross in bulk through this array: a loop here is much faster than a native call for each.
const numbers = new Float64Array(1024)
// How much of the array that is being made is there.
let filled = 0

const fields = createFields()
const known = createKnown(binding)
const tables = createTables(binding.table, binding.handles, known)
const coroutines = createCoroutines(binding.handles)

// The long texts that Lua gave again and again, by place. All places are there from the beginning, so that writing one
// never looks at what a program may have done to `Array.prototype`.
const keptTexts = Array(binding.keptTexts).fill('')

// Taken once, so that a program which replaces globals later changes nothing here.
binding.connect({
  makeError: createMaker(binding.errorCodes),
  makeTable: tables.makeTable,
  makeTarget: tables.makeTarget,
  makeProxy: tables.makeProxy,
  makeCoroutine: coroutines.makeCoroutine,
  exit: (status) => process.exit(status),
  objectPrototype: Object.prototype,
  LuaValues,
  Map,
  Set,
  RegExp,
  listMap(map) {
    const list = []
    mapForEach.call(map, (value, key) => list.push(key, value))
    return list
  },
  makeMap(list) {
    const map = new Map()
    for (let i = 0; i < list.length; i += 2) map.set(list[i], list[i + 1])
    return map
  },
  publishShared,
  makeWeakMap: () => new WeakMap(),
  adopt: (numbers, object, number) => void weakMapSet.call(numbers, object, number),
  identify: (numbers, object) => weakMapGet.call(numbers, object),
  listSet(set) {
    const list = []
    setForEach.call(set, (value) => list.push(value))
    return list
  },
  keptTexts,
  numbers,
  takeNumbers(array, start) {
    const end = Math.min(array.length - start, numbers.length)
    let count = 0
    for (; count < end; count++) {
      const item = array[start + count]
      if (typeof item !== 'number') break
      numbers[count] = item
    }
    return count
  },
  giveNumbers(array, count, length) {
    if (array === undefined) {
      const whole = new Array(length)
      for (let i = 0; i < count; i++) whole[i] = numbers[i]
      filled = count
      return whole
    }
    for (let i = 0; i < count; i++) array[filled + i] = numbers[i]
    filled += count
    return array
  },
  takeFields: fields.takeFields,
  takenFields: fields.taken,
  namesOf: fields.namesOf,
  makeShape: fields.makeShape,
  givenFields: fields.given,
  subscribe(promise, then, events) {
    let isPending = true
    const settle = (event) => (value) => {
      if (!isPending) return
      isPending = false
      events(event, value)
    }
    apply(then, promise, [settle(EVENTS.fulfilled), settle(EVENTS.rejected)])
  },
  callLater(events) {
    later(events, EVENTS.later)
  },
  captureScope() {
    const resource = new AsyncResource('LuaRun')
    return (events) => void resource.runInAsyncScope(events, undefined, EVENTS.back)
  },
  watchSignal(signal, events) {
    const abort = () => events(EVENTS.aborted, signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    return () => signal.removeEventListener('abort', abort)
  },
  essenceOf,
  sourceOf: (expression) => sourceDescriptor.get.call(expression),
})

const Lua = createContexts(binding.context, known)

const createSharedTable = (initial) => new SharedTable(initial)

// The default export has the two members that programs enumerate; the others can be named.
module.exports = { init: Lua, createSharedTable }
for (const [name, value] of Object.entries({ Lua, LuaError, values, default: module.exports })) {
  Object.defineProperty(module.exports, name, { value })
}
