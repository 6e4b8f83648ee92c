// The errors that Lua, its limits and its borders raise in JavaScript.

'use strict'

/** A line of a traceback: where, perhaps in which line, and in what. */
const FRAME = /^\t(.+?):(?:(\d+):)? in (?:(.*?) )?(?:'(.*)'|<.*>|(main chunk))$/

class LuaError extends Error {
  constructor(message, { code = 'ERR_LUA_RUNTIME', traceback, value, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.traceback = traceback
    this.value = value
  }

  /** The calls in progress when the error was raised, the innermost first. */
  get frames() {
    return framesOf(this.traceback)
  }
}
Object.defineProperty(LuaError.prototype, 'name', { value: 'LuaError', writable: true, configurable: true })

const { prototype } = LuaError
const { setPrototypeOf } = Object
const slice = Function.prototype.call.bind(String.prototype.slice)

/**
 * Gives the function that makes an `Error` one of these, of the number of its code, where in its message the text ends and
 * the traceback begins, if it has one, and its value. The stack is not asked for before, so that it begins with the right
 * name.
 */
function createMaker(codes) {
  return (error, code, textEnd, value) => {
    const traceback = textEnd === undefined ? undefined : slice(error.message, textEnd + 1)
    setPrototypeOf(error, prototype)
    error.code = codes[code]
    error.traceback = traceback
    error.value = value
    return error
  }
}

/** The calls that a traceback lists. Lines that stand for several calls are left out. */
function framesOf(traceback = '') {
  const frames = []
  for (const line of traceback.split('\n')) {
    const match = FRAME.exec(line)
    if (!match) continue
    const [, source, position, , name] = match
    frames.push({ source, line: position === undefined ? -1 : Number(position), name })
  }
  return frames
}

module.exports = { LuaError, createMaker }
