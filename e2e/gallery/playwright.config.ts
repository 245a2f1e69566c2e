import { defineConfig } from '@playwright/test'
import tests from '../../playwright.config.ts'

/** `npm run gallery`: pictures, no tests. On the servers of the browser tests. */
export default defineConfig(tests, {
  testDir: '.',
  testMatch: '*.gallery.ts',
  globalSetup: '../global-setup.ts',
  outputDir: '../../test-results/gallery-run',
  timeout: 900_000,
  reporter: [['list']],
})
