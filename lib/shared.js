// Shared tables: one value of JavaScript that is a global variable in several contexts.

'use strict'

/** The tables of each context: `[name, table]` pairs. They go with the context. */
const subscriptions = new WeakMap()

// What the class shows to this file only.
let check, subscribe, republish

/** An object that contexts get copies of. What changes is published to all of them as a whole. */
class SharedTable {
  #value
  /** Weak references to the contexts, with the name of the global in each. */
  #subscribers = []
  /** Grows with each publication, so that one that was overtaken stops. */
  #version = 0

  constructor(initial = {}) {
    if (initial !== null && typeof initial !== 'object') {
      throw new TypeError('createSharedTable() requires an object or an array')
    }
    this.#value = initial
  }

  /** A property of the object. */
  get(...args) {
    const [key] = args
    if (typeof key !== 'string') throw new TypeError('get() requires a string key')
    return this.#value?.[key]
  }

  /** Sets a property of the object and publishes the object. */
  set(...args) {
    const [key, value] = args
    if (args.length < 2 || typeof key !== 'string') throw new TypeError('set() requires a string key and a value')
    this.#value[key] = value
    this.sync()
  }

  /** Publishes the object again. */
  sync() {
    const version = ++this.#version
    this.#subscribers = this.#subscribers.filter(({ context }) => context.deref() !== undefined)
    const all = this.#subscribers
    const failures = []
    for (const { context, name } of all) {
      if (version !== this.#version) return
      const target = context.deref()
      try {
        if (target) this.#publish(target, name)
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length === 0) return
    const causes = failures.map(textOf)
    throw new AggregateError(failures,
      `shared table update failed for ${failures.length} of ${all.length} contexts: ${causes.join('; ')}`,
      { cause: failures[0] })
  }

  #publish(context, name) {
    const publish = context.set_global
    if (typeof publish !== 'function') throw new TypeError(`set_global is shadowed by an own property of the context`)
    publish.call(context, name, this.#value)
  }

  /** Whether a value is a shared table, whatever its class claims. */
  static #isShared(value) {
    return typeof value === 'object' && value !== null && #value in value
  }

  static {
    check = (value) => SharedTable.#isShared(value)
    subscribe = (table, context, name) => {
      table.#publish(context, name)
      table.#subscribers.push({ context: new WeakRef(context), name })
    }
    republish = (table, context, name) => table.#publish(context, name)
  }
}

/** The text of what was thrown. */
function textOf(thrown) {
  try {
    return thrown instanceof Error ? thrown.message : String(thrown)
  } catch {
    return 'an error without text'
  }
}

/** Publishes the tables of the option `shared` in a context; gives how many there are. */
function subscribeShared(context, shared) {
  if (shared === undefined || shared === null) return 0
  if (typeof shared !== 'object' || Array.isArray(shared) || check(shared)) {
    throw new TypeError('shared must be an object mapping global names to shared tables')
  }
  const tables = Object.entries(shared)
  for (const [name, table] of tables) {
    if (!check(table)) {
      throw new TypeError(`shared.${name} must be a shared table created with createSharedTable()`)
    }
  }
  for (const [name, table] of tables) subscribe(table, context, name)
  subscriptions.set(context, tables)
  return tables.length
}

/** Publishes them again, in a new state. */
function publishShared(context) {
  for (const [name, table] of subscriptions.get(context) ?? []) republish(table, context, name)
}

module.exports = { SharedTable, subscribeShared, publishShared }
