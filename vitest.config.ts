import { randomInt } from 'node:crypto'
import path from 'node:path'
import { defineConfig } from 'vitest/config'

const shared = {
  // `server-only` throws outside Next; its empty twin is what Next itself resolves it to on the server
  resolve: { alias: { 'server-only': path.resolve('node_modules/server-only/empty.js') } },
  oxc: { jsx: { runtime: 'automatic' as const } },
}

const outside = ['**/node_modules/**', '.next/**', '.data/**', '**/*.data.test.ts']

if (!process.env.SEED) {
  process.env.SEED = String(randomInt(2 ** 31))
  console.info(`Seed of the random tests: SEED=${process.env.SEED}`)
}

export default defineConfig({
  ...shared,
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          testTimeout: 60_000,
          setupFiles: 'lib/testing/every-test.ts',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...outside, '**/*.db.test.ts'],
        },
      },
      {
        ...shared,
        test: {
          name: 'database',
          include: ['**/*.db.test.ts'],
          exclude: outside,
          globalSetup: 'lib/testing/global-setup.ts',
          setupFiles: 'lib/testing/every-test.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
