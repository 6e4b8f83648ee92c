// Tables of Lua as objects: handles with methods, and proxies that look like plain objects.

'use strict'

const { inspect } = require('node:util')
const { defineMethods } = require('./names.js')

/** Makes the classes behind handles and proxies. `native` has the functions that work on tables. */
function createTables(native, { release, isReleased }) {
  /** A table of Lua behind methods. */
  class LuaTable {
    [Symbol.iterator]() {
      return new LuaTableIterator(this)
    }

    [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
      release(this)
    }

    [inspect.custom](depth, options) {
      return `LuaTable ${describe(this, depth, options)}`
    }
  }

  defineMethods(LuaTable.prototype, {
    // What is not given is told from what is undefined.
    get(key) { return arguments.length === 0 ? native.get(this) : native.get(this, key) },
    get_ref(key) { return arguments.length === 0 ? native.getRef(this) : native.getRef(this, key) },
    set(key, value) { arguments.length < 2 ? native.set(this) : native.set(this, key, value) },
    has(key) { return arguments.length === 0 ? native.has(this) : native.has(this, key) },
    length() { return native.length(this) },
    pairs() { return native.pairs(this) },
    ipairs() { return native.ipairs(this) },
    keys() { return native.keys(this) },
    release() { release(this) },
  })

  /** The entries of a table whose keys were listed when the cursor was made. */
  class LuaTableIterator {
    #table
    #keys
    #position = 0

    constructor(table) {
      this.#table = table
      this.#keys = native.snapshot(table)
    }

    next() {
      const table = this.#table
      if (!table || isReleased(table)) return this.return()
      const step = native.next(table, this.#keys, this.#position)
      if (!step) return this.return()
      this.#position = step[0]
      return { value: step[1], done: false }
    }

    return(value) {
      if (this.#keys) release(this.#keys)
      this.#table = this.#keys = undefined
      return { value, done: true }
    }

    [Symbol.iterator]() {
      return this
    }
  }

  /** What a table holds, for `util.inspect`; it may be gone. */
  function describe(table, depth, options) {
    if (depth < 0) return '[...]'
    try {
      const entries = native.keys(table).map((key) => [key, native.get(table, key)])
      return inspect(new Map(entries), options).replace(/^Map/, '')
    } catch (error) {
      return `<${error.message}>`
    }
  }

  // What is behind a proxy; `util.inspect` looks at it directly.
  const targetPrototype = Object.create(Object.prototype, {
    [inspect.custom]: {
      value(depth, options) {
        return `LuaProxy ${describe(this, depth, options)}`
      },
    },
  })

  function toPrimitive() {
    return native.text(this)
  }

  const traps = {
    get(target, name) {
      if (typeof name === 'string') return name === 'then' ? undefined : native.getProperty(target, name)
      return name === Symbol.toPrimitive ? toPrimitive : undefined
    },
    set(target, name, value) {
      return typeof name === 'string' && native.setProperty(target, name, value)
    },
    has(target, name) {
      return typeof name === 'string' && native.hasProperty(target, name)
    },
    deleteProperty(target, name) {
      return typeof name !== 'string' || native.setProperty(target, name, undefined)
    },
    defineProperty(target, name, descriptor) {
      return 'value' in descriptor && typeof name === 'string' && native.setProperty(target, name, descriptor.value)
    },
    ownKeys(target) {
      return native.propertyNames(target)
    },
    getOwnPropertyDescriptor(target, name) {
      const value = typeof name === 'string' ? native.ownProperty(target, name) : undefined
      return value === undefined ? undefined : { value, writable: true, enumerable: true, configurable: true }
    },
    getPrototypeOf() {
      return Object.prototype
    },
    setPrototypeOf() {
      return false
    },
    preventExtensions() {
      return false
    },
  }

  return {
    LuaTable,
    makeTable: () => new LuaTable(),
    makeTarget: () => Object.create(targetPrototype),
    makeProxy: (target) => new Proxy(target, traps),
  }
}

module.exports = { createTables }
