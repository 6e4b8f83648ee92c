// The types of the package for ECMAScript modules; they are those of CommonJS.

import { Lua, createSharedTable } from './index.js'

export * from './index.js'

declare const lua: {
  /** The class, under the name by which it is constructed: `new lua.init()`. */
  init: typeof Lua
  createSharedTable: typeof createSharedTable
}
export default lua
