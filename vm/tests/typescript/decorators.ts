// Symbols, computed names, getters made at run time, and walking objects.
const hidden = Symbol('hidden')
const named = 'dynamic'
const object = { [hidden]: 1, [named + '1']: 2, 5: 'five', 'with space': true }
print(object[hidden], object['dynamic1' as keyof typeof object], object[5], object['with space'])
class Registry {
  private static readonly entries = new Map<string, () => object>()
  static register(name: string, make: () => object) { Registry.entries.set(name, make); return Registry }
  static make(name: string) { return Registry.entries.get(name)?.() }
}
class Alpha { readonly tag = 'alpha' }
class Beta { readonly tag = 'beta' }
Registry.register('a', () => new Alpha()).register('b', () => new Beta())
print((Registry.make('a') as Alpha).tag, (Registry.make('b') as Beta).tag, Registry.make('c') === undefined)
function walk(value: unknown, depth = 0): string {
  if (Array.isArray(value)) return '[' + value.map((item) => walk(item, depth + 1)).join(',') + ']'
  if (typeof value === 'object' && value !== undefined) {
    const record = value as Record<string, unknown>
    return '{' + Object.keys(record).sort().map((key) => key + ':' + walk(record[key], depth + 1)).join(',') + '}'
  }
  return `${value}`
}
print(walk({ b: [1, { c: true }], a: 'x', z: { y: {} } }))
function clone<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item) => clone(item)) as T
  if (typeof value === 'object' && value !== undefined) {
    const copy: Record<string, unknown> = {}
    for (const [key, item] of Object.entries(value as Record<string, unknown>)) copy[key] = clone(item)
    return copy as T
  }
  return value
}
const original = { list: [1, { deep: 2 }], name: 'n' }
const copy = clone(original)
;(copy.list[1] as { deep: number }).deep = 99
print(walk(original), walk(copy))
class Emitter<Events extends Record<string, unknown[]>> {
  private handlers: { [K in keyof Events]?: ((...args: Events[K]) => void)[] } = {}
  on<K extends keyof Events>(event: K, handler: (...args: Events[K]) => void) { (this.handlers[event] ??= []).push(handler); return this }
  emit<K extends keyof Events>(event: K, ...args: Events[K]) { this.handlers[event]?.forEach((handler) => handler(...args)) }
}
new Emitter<{ move: [number, number]; stop: [] }>().on('move', (x, y) => print('moved', x, y)).on('stop', () => print('stopped')).emit('move', 1, 2)
delete (original as { name?: string }).name
print(walk(original), 'name' in original, 'list' in original)
