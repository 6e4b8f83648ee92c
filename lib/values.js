// Several results of a function that Lua calls.

'use strict'

/** What such a function answers: a list, which is an array like any other elsewhere. */
class LuaValues extends Array {}

/** Makes one. */
const values = (...items) => {
  const list = new LuaValues()
  for (const item of items) list.push(item)
  return list
}

module.exports = { LuaValues, values }
