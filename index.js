// The package for CommonJS: the native class, its errors, and the parts that need no speed.

'use strict'

const binding = require('./binding.js')

/** The error that Lua, its limits and its borders raise in JavaScript. */
class LuaError extends Error {
  constructor(message, { code = 'ERR_LUA_RUNTIME', traceback, value, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.traceback = traceback
    this.value = value
  }
}
Object.defineProperty(LuaError.prototype, 'name', { value: 'LuaError', writable: true, configurable: true })

const makeError = (message, code, traceback, value) => new LuaError(message, { code, traceback, value })

const sourceDescriptor = Object.getOwnPropertyDescriptor(RegExp.prototype, 'source')
const mapForEach = Map.prototype.forEach
const setForEach = Set.prototype.forEach

// Taken once, so that a program which replaces globals later changes nothing here.
binding.connect({
  makeError,
  exit: (status) => process.exit(status),
  objectPrototype: Object.prototype,
  Map,
  Set,
  RegExp,
  listMap(map) {
    const list = []
    mapForEach.call(map, (value, key) => list.push(key, value))
    return list
  },
  listSet(set) {
    const list = []
    setForEach.call(set, (value) => list.push(value))
    return list
  },
  sourceOf: (expression) => sourceDescriptor.get.call(expression),
})

const Lua = binding.LuaContext

const disposal = {
  value() {
    this.dispose()
  },
  writable: true,
  configurable: true,
}
Object.defineProperty(Lua.prototype, Symbol.dispose ?? Symbol.for('Symbol.dispose'), disposal)

// The default export has the one member that programs enumerate; the others can be named.
module.exports = { init: Lua }
for (const [name, value] of Object.entries({ Lua, LuaError, default: module.exports })) {
  Object.defineProperty(module.exports, name, { value })
}
