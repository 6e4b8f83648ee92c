// The garbage collector of JavaScript, for tests of what is kept alive.

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const gc: () => void = runInNewContext('gc')

/** Collects what can be collected, and lets finalizers run. */
export async function collectGarbage(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    gc()
    await new Promise((done) => setTimeout(done, 5))
  }
}
