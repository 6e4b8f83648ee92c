// A queue of events over objects, with a random number generator of its own.
class Random {
  constructor(private seed: number) {}
  next(): number { this.seed = (this.seed * 1103 + 12345) % 65536; return this.seed }
  below(limit: number): number { return this.next() % limit }
}
class Heap<T> {
  private items: T[] = []
  constructor(private readonly before: (a: T, b: T) => boolean) {}
  get size() { return this.items.length }
  push(item: T) {
    let at = this.items.push(item) - 1
    while (at > 0) {
      const parent = Math.floor((at - 1) / 2)
      if (!this.before(this.items[at], this.items[parent])) break
      ;[this.items[at], this.items[parent]] = [this.items[parent], this.items[at]]
      at = parent
    }
  }
  pop(): T | undefined {
    const top = this.items[0]
    const last = this.items.pop()
    if (this.items.length > 0 && last !== undefined) {
      this.items[0] = last
      let at = 0
      while (true) {
        let least = at
        for (const child of [2 * at + 1, 2 * at + 2]) if (child < this.items.length && this.before(this.items[child], this.items[least])) least = child
        if (least === at) break
        ;[this.items[at], this.items[least]] = [this.items[least], this.items[at]]
        at = least
      }
    }
    return top
  }
}
interface Event { time: number; name: string; run: () => void }
class World {
  private queue = new Heap<Event>((a, b) => a.time < b.time || (a.time === b.time && a.name < b.name))
  log: string[] = []
  now = 0
  after(delay: number, name: string, run: () => void) { this.queue.push({ time: this.now + delay, name, run }) }
  play(limit: number) {
    while (this.queue.size > 0 && limit-- > 0) {
      const event = this.queue.pop()!
      this.now = event.time
      this.log.push(`${event.time}:${event.name}`)
      event.run()
    }
  }
}
const world = new World()
const random = new Random(42)
function walker(name: string, steps: number) {
  if (steps === 0) return
  world.after(random.below(20) + 1, name, () => walker(name, steps - 1))
}
for (const name of ['ann', 'bob', 'cy', 'dee']) walker(name, 12)
world.play(100)
print(world.log.length, world.now)
print(world.log.join(' '))
