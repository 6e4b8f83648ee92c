// The names of methods: one spelling is declared, the other follows by rule.

'use strict'

/** `camelCase` of a name in `snake_case`. */
const camelCase = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())

/** Gives a prototype methods that are not enumerable, each under both names. */
function defineMethods(prototype, methods) {
  for (const [name, value] of Object.entries(methods)) {
    for (const spelling of new Set([name, camelCase(name)])) {
      Object.defineProperty(prototype, spelling, { value, writable: true, configurable: true })
    }
  }
}

module.exports = { camelCase, defineMethods }
