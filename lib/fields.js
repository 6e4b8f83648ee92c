// Objects cross in bulk: the numbers and booleans of one go through an array that both sides see, and its names are sent
// once for all objects that have the same ones in the same order.

'use strict'

/** Objects with more fields cross one field at a time from here on. */
const LIMIT = 256

/** How many lists of names are remembered. */
const MAX_SHAPES = 512

/** What a field is; the numbers are known to the native side. */
const TAG = { number: 0, nil: 1, false: 2, true: 3, other: 4, integer: 5 }

/** Whether two lists of names begin alike. */
const beginsAlike = (left, right, count) => {
  for (let i = 0; i < count; i++) if (left[i] !== right[i]) return false
  return true
}

/** A field of the object literal: by its tag, a number, a value of the list, or a boolean. */
const fieldCode = (name, i) =>
  `${JSON.stringify(name)}: (t = g[${LIMIT + i}]) === ${TAG.integer} ? g[${i}] | 0 : t === ${TAG.number} ? g[${i}] : t === ${TAG.other} ? o[n++] : t === ${TAG.true}`

/** The same without code made of text. */
function fill(object, list, given, others) {
  let next = 0
  list.forEach((name, i) => {
    const tag = given[LIMIT + i]
    if (tag === TAG.integer || tag === TAG.number) object[name] = given[i]
    else object[name] = tag === TAG.other ? others[next++] : tag === TAG.true
  })
  return object
}

function createFields() {
  // Numbers, then tags; at the end the number of fields, the shape or -1, and the number of fields beyond the limit.
  const taken = new Float64Array(2 * LIMIT + 3)
  const given = new Float64Array(2 * LIMIT)

  /** Lists of names by their first name. */
  const shapes = new Map()
  const names = new Map()
  let shapeCount = 0
  let lastId = -1
  let isTaking = false

  /** Another list of names that begins as the first `count` of `shape`, and goes on with `key`. */
  const switchShape = (shape, count, key) => {
    for (const other of shapes.get(shape.names[0]) ?? []) {
      if (other.names[count] === key && beginsAlike(other.names, shape.names, count)) return other
    }
    return undefined
  }

  /** Remembers a list of names. It gets a number when it is seen again. */
  const learn = (list) => {
    if (shapeCount >= MAX_SHAPES) {
      shapes.clear()
      names.clear()
      shapeCount = 0
    }
    shapeCount++
    const alike = shapes.get(list[0])
    const shape = { names: list, id: -1 }
    if (alike === undefined) shapes.set(list[0], [shape])
    else alike.push(shape)
  }

  /** The number of a list of names. */
  const idOf = (shape) => {
    if (shape.id < 0) {
      shape.id = ++lastId
      names.set(shape.id, shape.names)
    }
    return shape.id
  }

  return {
    taken,
    given,
    /** The names of a number that `takeFields` has told. */
    namesOf: (id) => names.get(id),
    /**
     * Reads an object. Answers what is neither number, boolean nor nothing, after the names if they have no number, and
     * before the names and values beyond the limit; nothing if there is none; null while another object is being read.
     */
    takeFields(object) {
      if (isTaking) return null
      isTaking = true
      try {
        let count = 0
        let shape
        let list
        let others
        let rest
        for (const key in object) {
          const value = object[key]
          if (count === LIMIT) {
            rest = rest ?? []
            rest.push(key, value)
            continue
          }
          if (list !== undefined) {
            list.push(key)
          } else if (count === 0) {
            shape = shapes.get(key)?.[0]
            if (shape === undefined) list = [key]
          } else if (shape.names[count] !== key) {
            const other = switchShape(shape, count, key)
            if (other === undefined) {
              list = shape.names.slice(0, count)
              list.push(key)
            }
            shape = other
          }
          if (typeof value === 'number') {
            taken[count] = value
            taken[LIMIT + count] = TAG.number
          } else if (value === undefined || value === null) {
            taken[LIMIT + count] = TAG.nil
          } else if (typeof value === 'boolean') {
            taken[LIMIT + count] = value ? TAG.true : TAG.false
          } else {
            taken[LIMIT + count] = TAG.other
            others = others ?? []
            others.push(value)
          }
          count++
        }
        if (list === undefined && shape !== undefined && shape.names.length !== count) {
          const names = shape.names
          shape = shapes.get(names[0])?.find((other) => other.names.length === count && beginsAlike(other.names, names, count))
          if (shape === undefined) list = names.slice(0, count)
        }
        if (list !== undefined) learn(list)
        taken[2 * LIMIT] = count
        taken[2 * LIMIT + 1] = list === undefined && shape !== undefined ? idOf(shape) : -1
        taken[2 * LIMIT + 2] = rest === undefined ? 0 : rest.length / 2
        if (list === undefined && rest === undefined) return others
        return [...(list ?? []), ...(others ?? []), ...(rest ?? [])]
      } finally {
        isTaking = false
      }
    },
    /**
     * A function that makes objects with these names, of what is in `given` and of a list of the values that are neither
     * numbers nor booleans. An object literal is many times faster than anything else.
     */
    makeShape(list) {
      try {
        return new Function('g', `return (o) => { let t, n = 0; return { ${list.map(fieldCode).join()} } }`)(given)
      } catch {
        // Code must not be made of text here.
        return (others) => fill({}, list, given, others)
      }
    },
  }
}

module.exports = { createFields }
