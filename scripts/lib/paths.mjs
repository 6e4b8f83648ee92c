// Where things are in this repository.

import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** Everything fetched or made by the scripts; never committed. */
export const cache = join(root, '.cache')

/** Where cargo puts what it builds. */
export const target = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target')

const suffix = process.platform === 'win32' ? '.exe' : ''

/** The interpreter that `cargo build` leaves for `profile`. */
export function interpreter(profile = 'release') {
  return join(target, profile === 'dev' ? 'debug' : profile, `perilune${suffix}`)
}
