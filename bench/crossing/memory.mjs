// How much memory a context takes: `node --expose-gc memory.mjs PACKAGE [SCRIPT]` prints the bytes of the process that
// each of ten thousand contexts with all libraries adds, after each has run the script, if there is one.

const [name, script] = process.argv.slice(2)
const { default: lua } = await import(name)
const COUNT = 10_000
const WARM_UP = 300

const contexts = []
function make(count) {
  for (let i = 0; i < count; i++) {
    const context = new lua.init({}, { libraries: 'all' })
    if (script) context.execute_script(script)
    contexts.push(context)
  }
}

/** The resident memory once nothing is left to be collected. */
async function settled() {
  for (let i = 0; i < 5; i++) {
    globalThis.gc()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return process.memoryUsage().rss
}

make(WARM_UP)
const before = await settled()
make(COUNT)
const after = await settled()
// The contexts are used once more, so that none of them was collected before.
if (!contexts.every((context) => context.info().version)) throw new Error('a context is gone')
console.log((after - before) / COUNT)
