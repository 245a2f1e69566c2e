import path from 'node:path'
import { defineConfig } from 'vitest/config'

const shared = {
  // `server-only` throws outside Next; its empty twin is what Next itself resolves it to on the server
  resolve: { alias: { 'server-only': path.resolve('node_modules/server-only/empty.js') } },
  oxc: { jsx: { runtime: 'automatic' as const } },
}

const outside = ['**/node_modules/**', '.next/**', '.data/**', '**/*.data.test.ts']

export default defineConfig({
  ...shared,
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          testTimeout: 60_000,
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
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
