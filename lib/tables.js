// Tables of Lua as objects: handles with methods, and proxies that look like plain objects.

'use strict'

const { inspect } = require('node:util')
const { defineMethods } = require('./names.js')

/**
 * Makes the classes behind handles and proxies. `native` has the functions that work on tables, `known` gives the numbers
 * of names.
 */
function createTables(native, { release, isReleased }, known) {
  /** A table of Lua behind methods. The native side knows it by a number. */
  class LuaTable {
    #number

    constructor(number) {
      this.#number = number
    }

    static number(table) {
      return table.#number
    }

    [Symbol.iterator]() {
      return new LuaTableIterator(this)
    }

    [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
      release(this)
    }

    [inspect.custom](depth, options) {
      return `LuaTable ${describe(this.#number, depth, options)}`
    }

    static {
      defineMethods(this.prototype, {
        // What is not given is told from what is undefined.
        get(key) {
          const number = typeof key === 'string' ? known(key) : -1
          if (number >= 0) return native.getKnown(this.#number, number)
          return arguments.length === 0 ? native.get(this.#number) : native.get(this.#number, key)
        },
        get_ref(key) { return arguments.length === 0 ? native.getRef(this.#number) : native.getRef(this.#number, key) },
        set(key, value) {
          if (arguments.length < 2) return native.set(this.#number)
          const number = typeof key === 'string' ? known(key) : -1
          return number >= 0 ? native.setKnown(this.#number, number, value) : native.set(this.#number, key, value)
        },
        has(key) { return arguments.length === 0 ? native.has(this.#number) : native.has(this.#number, key) },
        length() { return native.length(this.#number) },
        pairs() { return native.pairs(this.#number) },
        ipairs() { return native.ipairs(this.#number) },
        keys() { return native.keys(this.#number) },
        release() { release(this) },
      })
    }
  }
  const { number } = LuaTable
  // Only this file asks.
  delete LuaTable.number

  /** The entries of a table whose keys were listed when the cursor was made. */
  class LuaTableIterator {
    #table
    #keys
    #position = 0

    constructor(table) {
      this.#table = table
      this.#keys = native.snapshot(number(table))
    }

    next() {
      const table = this.#table
      if (!table || isReleased(table)) return this.return()
      const step = native.next(number(table), number(this.#keys), this.#position)
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

  /** What is behind a proxy; `util.inspect` looks at it directly. */
  class LuaProxy {
    #number

    constructor(number) {
      this.#number = number
    }

    static number(target) {
      return target.#number
    }

    [inspect.custom](depth, options) {
      return `LuaProxy ${describe(this.#number, depth, options)}`
    }
  }
  const { number: numberOf } = LuaProxy

  const traps = {
    get(target, name) {
      if (typeof name === 'string') {
        if (name === 'then') return undefined
        const number = known(name)
        return number >= 0 ? native.getKnown(numberOf(target), number) : native.getProperty(numberOf(target), name)
      }
      return name === Symbol.toPrimitive ? () => native.text(numberOf(target)) : undefined
    },
    set(target, name, value) {
      return typeof name === 'string' && native.setProperty(numberOf(target), name, value)
    },
    has(target, name) {
      return typeof name === 'string' && native.hasProperty(numberOf(target), name)
    },
    deleteProperty(target, name) {
      return typeof name !== 'string' || native.setProperty(numberOf(target), name, undefined)
    },
    defineProperty(target, name, descriptor) {
      return 'value' in descriptor && typeof name === 'string' && native.setProperty(numberOf(target), name, descriptor.value)
    },
    ownKeys(target) {
      return native.propertyNames(numberOf(target))
    },
    getOwnPropertyDescriptor(target, name) {
      const value = typeof name === 'string' ? native.ownProperty(numberOf(target), name) : undefined
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
    makeTable: (number) => new LuaTable(number),
    makeTarget: (number) => new LuaProxy(number),
    makeProxy: (target) => new Proxy(target, traps),
  }
}

module.exports = { createTables }
