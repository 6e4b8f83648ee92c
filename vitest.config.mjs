// Node tests are `__tests__/*.spec.*`; tests of the types alone are `__tests__/*.test-d.ts`.

import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['__tests__/**/*.spec.{js,mjs,ts}'],
    testTimeout: 30_000,
    typecheck: { include: ['__tests__/**/*.test-d.ts'], tsconfig: 'tsconfig.json' },
  },
})
