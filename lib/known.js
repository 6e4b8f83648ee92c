// Names of variables and fields that are used again and again: the native side knows them by small numbers.

'use strict'

/** How many names there may be before all of them are forgotten, and how long they are at most. */
const LIMIT = 512
const MAX_LENGTH = 40

// What a name has that was used once, and one that never gets a number: a path, or what could be an integer.
const ONCE = -1
const NEVER = -2

/** Makes a function that gives the number of a name, and something negative where it has none. */
function createKnown({ learnName, forgetNames }) {
  const numbers = new Map()

  const note = (name, number) => {
    if (typeof name !== 'string' || name.length > MAX_LENGTH) return NEVER
    if (numbers.size >= LIMIT) {
      numbers.clear()
      forgetNames()
    }
    const next = /\.|^-?\d/.test(name) ? NEVER : number === ONCE ? learnName(name) : ONCE
    numbers.set(name, next)
    return next
  }

  return (name) => {
    const number = numbers.get(name)
    return number >= 0 || number === NEVER ? number : note(name, number)
  }
}

module.exports = { createKnown }
