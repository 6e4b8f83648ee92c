// Generators, iterators, spread and destructuring.
function* count(from: number, to: number): Generator<number, string, number | undefined> {
  for (let n = from; n <= to; n++) {
    const skip = yield n
    if (skip !== undefined) n += skip
  }
  return 'done'
}
function* nested() { yield 'first'; yield* ['a', 'b']; const last = yield* count(1, 2); yield last }
const iterator = count(1, 9)
print(iterator.next().value, iterator.next(3).value, iterator.next().value)
print([...nested()].join(' '))
class Tree<T> implements Iterable<T> {
  private left?: Tree<T>
  private right?: Tree<T>
  constructor(private value: T) {}
  add(value: T): this {
    const side = value < this.value ? 'left' : 'right'
    const child = this[side]
    if (child) child.add(value)
    else this[side] = new Tree(value)
    return this
  }
  *[Symbol.iterator](): Iterator<T> {
    if (this.left) yield* this.left
    yield this.value
    if (this.right) yield* this.right
  }
}
const tree = new Tree(5).add(2).add(8).add(1).add(9).add(3)
print([...tree].join(','), Math.max(...tree))
const [first, , third = 30, ...others] = [10, 20, 33, 40, 50]
print(first, third, others.length, others.join('+'))
const { a, b: { c: renamed = 'none', ...inner }, ...rest } = { a: 1, b: { c: undefined, d: 4, e: 5 }, f: 6, g: 7 }
print(a, renamed, inner.d, inner.e, rest.f, rest.g)
function options({ size = 1, name = 'x' }: { size?: number; name?: string } = {}, ...tail: string[]) {
  return `${name}:${size}:${tail.join('/')}`
}
print(options(), options({ size: 5 }), options({ name: 'n' }, 'p', 'q'))
let [p, q] = [1, 2];
[p, q] = [q, p]
print(p, q)
function* endless() { let n = 0; while (true) yield n++ }
for (const n of endless()) if (n > 3) { print('stop at', n); break }
for (const [key, value] of Object.entries({ only: 1 })) print(key, value)
