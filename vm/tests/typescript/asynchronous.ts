// Promises and async functions; everything settles by itself here.
async function plus(a: number, b: number) { return a + b }
async function fails(text: string): Promise<never> { throw new Error(text) }
const steps: string[] = []
async function main() {
  steps.push('start')
  print(await plus(1, 2))
  print(await fails('expected').catch((error: Error) => error.message).finally(() => steps.push('finally')))
  const all = await Promise.all([plus(1, 1), plus(2, 2), Promise.resolve(9)])
  print(all.join())
  print((await Promise.allSettled([plus(1, 1), fails('no').catch((e: Error) => 'caught ' + e.message)])).map((r) => r.status).join())
  print(await Promise.race([plus(7, 0), plus(8, 0)]))
  const chain = await Promise.resolve(1).then((n) => n + 1).then((n) => { if (n > 1) throw new Error('chain'); return n }).catch(() => -1)
  print(chain)
  return 'end'
}
main().then((text) => { steps.push(text); print(steps.join(' ')) })
async function drain() { let sum = 0; for (let i = 0; i < 4; i++) sum += await plus(i, 1); return sum }
drain().then((sum) => print('sum', sum))
let resolveLater: (value: string) => void = () => {}
new Promise<string>((resolve) => { resolveLater = resolve }).then((value) => print('later', value))
resolveLater('now')
