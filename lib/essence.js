// What objects become in Lua whose own properties say little of them.

'use strict'

const { types } = require('node:util')

const getHref = Object.getOwnPropertyDescriptor(URL.prototype, 'href').get
const { apply } = Reflect

/** The properties of an error that are not enumerable, as far as they are texts. */
const ERROR_FIELDS = ['name', 'message', 'stack']

/** What is converted instead of an object: a primitive value, bytes, another object, or the object itself. */
function essenceOf(object) {
  if (types.isNativeError(object)) return fieldsOf(object)
  if (types.isBoxedPrimitive(object)) return object.valueOf()
  if (types.isSharedArrayBuffer(object)) return new Uint8Array(object).slice()
  if (object instanceof URL) return apply(getHref, object, [])
  return object
}

/** The properties of an error as those of a plain object. */
function fieldsOf(error) {
  const fields = {}
  for (const name in error) fields[name] = error[name]
  for (const name of ERROR_FIELDS) {
    const value = error[name]
    if (typeof value === 'string') fields[name] = value
  }
  return fields
}

module.exports = { essenceOf }
