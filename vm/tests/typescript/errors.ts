// Errors of one's own, finally in every way out, and rethrowing.
class NotFound extends Error {
  constructor(public readonly what: string, public readonly code = 404) {
    super(`no ${what}`)
    this.name = 'NotFound'
  }
}
class Deeper extends NotFound {}
function find(name: string): string {
  if (name === 'gone') throw new NotFound(name)
  if (name === 'deep') throw new Deeper(name, 500)
  if (name === 'text') throw 'plain text'
  if (name === 'type') throw new TypeError('wrong type')
  return name
}
function attempt(name: string): string {
  try {
    return 'found ' + find(name)
  } catch (error) {
    if (error instanceof Deeper) return `deeper ${error.code} ${error.message}`
    if (error instanceof NotFound) return `${error.name} ${error.what} ${error.code}`
    if (error instanceof Error) return `${error.name}: ${error.message}`
    return 'thrown ' + error
  } finally {
    print('leaving', name)
  }
}
for (const name of ['here', 'gone', 'deep', 'text', 'type']) print(attempt(name))
function early(): string {
  for (let i = 0; i < 5; i++) {
    try {
      if (i === 3) return 'returned at ' + i
    } finally {
      print('round', i)
    }
  }
  return 'never'
}
print(early())
try {
  try { find('gone') } finally { print('inner finally') }
} catch (error) { print('outer', (error as NotFound).message) }
const nothing = { inner: undefined as { x: number } | undefined }
try { print(nothing.inner!.x) } catch { print('nil access caught') }
function rethrow() { try { find('deep') } catch (error) { throw new Error('wrapped ' + (error as Error).message) } }
try { rethrow() } catch (error) { print(`${error instanceof Error}`, (error as Error).message) }
