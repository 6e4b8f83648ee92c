// Switches, labels, loops, closures over loop variables, optional chaining and enums.
enum Color { Red, Green = 5, Blue }
const enum Flag { A = 1, B = 2 }
enum Name { First = 'first', Second = 'second' }
print(Color.Red, Color.Blue, Color[5], Flag.A + Flag.B, Name.Second)
function kind(value: number): string {
  let result = ''
  switch (value) {
    case 1: result += 'one '
    case 2: result += 'two '; break
    case 3: { const inner = 'three'; result += inner; break }
    default: result += 'other'
  }
  return result
}
print(kind(1), kind(2), kind(3), kind(9))
const closures: (() => number)[] = []
for (let i = 0; i < 3; i++) closures.push(() => i * 10)
print(closures.map((f) => f()).join())
for (let i = 0; i < 3; i++) {
  for (let j = 0; j < 3; j++) {
    if (j === 1) continue
    if (i === 2) break
    print(i, j)
  }
}
let n = 0
do { n += 2 } while (n < 5)
while (true) { if (--n < 3) break }
print(n, n++ + ++n, n)
interface Node { next?: Node; value?: number; call?: () => number }
const chain: Node = { next: { value: 3, call: () => 7 } }
print(chain.next?.value, chain.next?.next?.value, chain.next?.call?.(), chain.call?.() ?? 'no call')
let missing: number | undefined
missing ??= 4
missing ||= 5
missing &&= missing + 1
const absent = (): string | undefined => undefined
print(missing, absent() ?? 'fallback', absent() || 'empty')
const counter = (() => { let count = 0; return { up: () => ++count, value: () => count } })()
counter.up()
counter.up()
print(counter.value())
for (const key in { alone: 1 }) print(key)
namespace Tools { export const answer = 42; export function twice(x: number) { return x * 2 } }
print(Tools.twice(Tools.answer))
print([1, 2, 3].map((x) => (x > 2 ? 'big' : x > 1 ? 'mid' : 'small')).join())
const hoisted = typeof later
function later() { return 1 }
print(hoisted, typeof absent())
