import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/test/chromium.ts'

const { executablePath, env } = await findChromium()
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/global-setup.ts',
  outputDir: 'test-results',
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
  use: {
    baseURL: process.env.E2E_DEMO ? JSON.parse(process.env.E2E_DEMO).url : undefined,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      args: [...quiet, '--disable-component-update', '--disable-sync'],
      env: { ...(process.env as Record<string, string>), ...env },
    },
  },
})
