// A context with all libraries, for the specs of the contract.

import lua from '../../index.mjs'

export const open = (callbacks: object = {}, options: object = {}): any =>
  new lua.init(callbacks as any, { libraries: 'all', ...options } as any)
