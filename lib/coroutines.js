// Coroutines of Lua as objects that can be iterated.

'use strict'

const { inspect } = require('node:util')

/** Makes the class of coroutines. `owner` gives the context of one, which resumes it. */
function createCoroutines({ owner }) {
  /** A coroutine. The status is what it was when JavaScript last had to do with it. */
  class LuaCoroutine {
    constructor(status) {
      this.status = status
    }

    [Symbol.iterator]() {
      return new CoroutineIterator(this)
    }

    [Symbol.asyncIterator]() {
      return new AsyncCoroutineIterator(this)
    }

    [inspect.custom]() {
      return `LuaCoroutine { status: '${this.status}' }`
    }
  }

  /** One value for the values of a yield: nothing, the value, or all of them. */
  const collapse = (values) => (values.length > 1 ? values : values[0])

  const finished = () => ({ value: undefined, done: true })

  /** A step of an iteration for what a resumption has given. */
  function stepOf(iterator, result) {
    if (result.error !== undefined) {
      iterator.coroutine = undefined
      throw result.cause ?? new Error(result.error)
    }
    const done = result.status === 'dead'
    if (done) iterator.coroutine = undefined
    return { value: collapse(result.values), done }
  }

  /** A cursor over what a coroutine yields. Leaving the loop leaves the coroutine suspended. */
  class CoroutineIterator {
    constructor(coroutine) {
      Object.defineProperty(this, 'coroutine', { value: coroutine, writable: true })
    }

    next(...values) {
      const { coroutine } = this
      if (!coroutine || coroutine.status === 'dead') return finished()
      return stepOf(this, owner(coroutine).resume(coroutine, ...values))
    }

    return(value) {
      this.coroutine = undefined
      return { value, done: true }
    }

    [Symbol.iterator]() {
      return this
    }
  }

  /** The same where functions of JavaScript may be awaited on the way. */
  class AsyncCoroutineIterator {
    constructor(coroutine) {
      Object.defineProperty(this, 'coroutine', { value: coroutine, writable: true })
    }

    async next(...values) {
      const { coroutine } = this
      if (!coroutine || coroutine.status === 'dead') return finished()
      return stepOf(this, await owner(coroutine).resume_async(coroutine, ...values))
    }

    async return(value) {
      this.coroutine = undefined
      return { value, done: true }
    }

    [Symbol.asyncIterator]() {
      return this
    }
  }

  return { LuaCoroutine, makeCoroutine: (status) => new LuaCoroutine(status) }
}

module.exports = { createCoroutines }
