// Every example of the README and the guide runs, and prints what the block behind it says.

import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const root = process.cwd()
const folder = join(root, '.cache', 'docs')
mkdirSync(folder, { recursive: true })

interface Example {
  line: number
  code: string
  output: string | undefined
}

/** The ```js blocks of a page, each with the ```text block that follows it at once, if there is one. */
function examples(page: string): Example[] {
  const pattern = /^```js\n([\s\S]*?)^```$(?:\n+```text\n([\s\S]*?)^```$)?/gm
  return [...page.matchAll(pattern)].map((match) => ({
    line: page.slice(0, match.index).split('\n').length,
    code: match[1],
    output: match[2],
  }))
}

const guide = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))
const pages = ['README.md', ...guide.map((name) => join('docs', name))]
  .map((path) => ({ path, found: examples(readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n')) }))
  .filter(({ found }) => found.length > 0)

describe.each(pages)('$path', ({ path, found }) => {
  it.each(found)('line $line', async ({ line, code, output }) => {
    // Inside the package its own name leads to it, as in a program that has installed it.
    const file = join(folder, `${basename(path, '.md')}-${line}.mjs`)
    writeFileSync(file, code)
    const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd: folder, encoding: 'utf8' })
    if (output !== undefined) expect(stdout).toBe(output)
  })
})

it('finds the examples', () => {
  expect(examples('```js\none\n```\n\n```text\nout\n```\n\n```js\ntwo\n```\n')).toEqual([
    { line: 1, code: 'one\n', output: 'out\n' },
    { line: 9, code: 'two\n', output: undefined },
  ])
})
