// Higher-order functions, currying, memoization, generics and recursion.
const compose = <T>(...functions: ((x: T) => T)[]) => (x: T) => functions.reduceRight((value, f) => f(value), x)
print(compose<number>((x) => x + 1, (x) => x * 10)(4))
const curry = (f: (a: number, b: number, c: number) => number) => (a: number) => (b: number) => (c: number) => f(a, b, c)
print(curry((a, b, c) => a * 100 + b * 10 + c)(1)(2)(3))
function memoize<A extends string | number, R>(f: (a: A) => R) {
  const cache = new Map<A, R>()
  return (a: A): R => {
    if (!cache.has(a)) cache.set(a, f(a))
    return cache.get(a)!
  }
}
const fibonacci: (n: number) => number = memoize((n: number) => (n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2)))
print(fibonacci(60))
type Expression = { kind: 'number'; value: number } | { kind: 'binary'; operator: '+' | '*' | '-'; left: Expression; right: Expression }
const number = (value: number): Expression => ({ kind: 'number', value })
const binary = (left: Expression, operator: '+' | '*' | '-', right: Expression): Expression => ({ kind: 'binary', operator, left, right })
function evaluate(e: Expression): number {
  if (e.kind === 'number') return e.value
  const [left, right] = [evaluate(e.left), evaluate(e.right)]
  return e.operator === '+' ? left + right : e.operator === '*' ? left * right : left - right
}
function show(e: Expression): string { return e.kind === 'number' ? `${e.value}` : `(${show(e.left)} ${e.operator} ${show(e.right)})` }
const expression = binary(binary(number(2), '+', number(3)), '*', binary(number(7), '-', number(4)))
print(show(expression), evaluate(expression))
const permutations = <T>(list: T[]): T[][] =>
  list.length <= 1 ? [list] : list.flatMap((item, at) => permutations([...list.slice(0, at), ...list.slice(at + 1)]).map((rest) => [item, ...rest]))
print(permutations(['a', 'b', 'c']).map((p) => p.join('')).join(' '), permutations([1, 2, 3, 4]).length)
function bind(this: { factor: number }, x: number) { return this.factor * x }
print(bind.call({ factor: 3 }, 4), bind.apply({ factor: 5 }, [6]), bind.bind({ factor: 7 })(8))
const sieve = (limit: number) => { const found: number[] = []; for (let n = 2; n <= limit; n++) if (found.every((p) => n % p !== 0)) found.push(n); return found }
print(sieve(60).join(' '))
