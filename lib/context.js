// The class of contexts. The native side knows a context by a number, which is a private field here: a receiver that is
// no context is refused by the language, and asking Node what is tied to an object costs more than most calls of Lua.

'use strict'

const { inspect } = require('node:util')
const { camelCase } = require('./names.js')
const { subscribeShared } = require('./shared.js')

/**
 * Makes the class. `native` has the constructor, the names of its options, and the methods, which take the number of the
 * context first; `known` gives the numbers of names.
 */
function createContexts({ construct, options: names, noteShared, getKnownGlobal, setKnownGlobal, ...native }, known) {
  /** The options that are given, as a list of their numbers and values. */
  const listed = (options) => {
    let list
    for (let i = 0; i < names.length; i++) {
      const value = options[names[i]]
      if (value === undefined || value === null) continue
      list ??= []
      list.push(i, value)
    }
    return list
  }

  class LuaContext {
    #number

    constructor(...args) {
      const options = args[1]
      const hasOptions = typeof options === 'object' && options !== null
      this.#number = construct(this, args[0], hasOptions ? listed(options) : undefined)
      const count = hasOptions ? subscribeShared(this, options.shared) : 0
      if (count > 0) noteShared(this.#number, count)
    }

    [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
      this.dispose()
    }

    async [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]() {
      this.cancel()
      while (this.is_busy()) await new Promise((resolve) => setImmediate(resolve))
      this.dispose()
    }

    [inspect.custom](depth, options) {
      try {
        const { version, libraries, memoryBytes } = this.info()
        return `LuaContext ${inspect({ version, libraries, memoryBytes }, options)}`
      } catch (error) {
        return `LuaContext <${error.message}>`
      }
    }

    /**
     * What is called in loops: native functions that are known where they are called, and no list of arguments; and what
     * needs the number of another context.
     */
    static #special({ execute_script, call, get_global, set_global, copy_global }) {
      return {
        execute_script(script, options) {
          return options === undefined ? execute_script(this.#number, script) : execute_script(this.#number, script, options)
        },
        call(name, first, second, ...others) {
          switch (arguments.length) {
            case 0: return call(this.#number)
            case 1: return call(this.#number, name)
            case 2: return call(this.#number, name, first)
            case 3: return call(this.#number, name, first, second)
            default: return call(this.#number, name, first, second, ...others)
          }
        },
        get_global(name) {
          const number = known(name)
          return number >= 0 ? getKnownGlobal(this.#number, number) : get_global(this.#number, name)
        },
        copy_global(source, ...names) {
          const isContext = typeof source === 'object' && source !== null && #number in source
          return copy_global(this.#number, isContext ? source.#number : undefined, ...names)
        },
        set_global(name, value) {
          if (arguments.length < 2) return set_global(this.#number, name)
          // Functions get their names with them.
          const number = typeof value === 'function' ? -1 : known(name)
          return number >= 0 ? setKnownGlobal(this.#number, number, value) : set_global(this.#number, name, value)
        },
      }
    }

    /** The rest. */
    static #method(name, body) {
      return { [name](...args) { return body(this.#number, ...args) } }[name]
    }

    static {
      const special = LuaContext.#special(native)
      for (const [name, body] of Object.entries(native)) {
        const value = special[name] ?? LuaContext.#method(name, body)
        for (const spelling of new Set([name, camelCase(name)])) Object.defineProperty(this.prototype, spelling, { value })
      }
    }
  }
  return LuaContext
}

module.exports = { createContexts }
