// The package for ECMAScript modules: the same objects as for CommonJS, so that both can be used side by side.

import { createRequire } from 'node:module'

const lua = createRequire(import.meta.url)('./index.js')

export const { Lua, LuaError, createSharedTable, values } = lua
export default lua
