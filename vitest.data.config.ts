import { defineConfig } from 'vitest/config'

/** Tests against reference data that is not part of the project: run by `npm run check:data`, never by `npm test`. */
export default defineConfig({
  test: {
    include: ['**/*.data.test.ts'],
    exclude: ['**/node_modules/**', '.next/**', '.data/**'],
    testTimeout: 60_000,
  },
})
