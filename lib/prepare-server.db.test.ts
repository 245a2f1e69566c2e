import { expect, test, vi } from 'vitest'
import { testDatabase } from '#lib/testing/database.ts'

const database = await testDatabase()

/** Why a server with this environment would not start. Everything is loaded anew: the environment is read once. */
async function why(env: Record<string, string | undefined>): Promise<string | null> {
  vi.resetModules()
  const whole = { AUDIT_KEY: 'ab'.repeat(32), AUTH_SECRET: 'x'.repeat(32), APP_DATABASE_URL: database.appUrl, ...env }
  for (const [name, value] of Object.entries(whole)) vi.stubEnv(name, value)
  const { whyNotStart } = await import('./prepare-server.ts')
  return whyNotStart()
}

test('the server starts as the app role, and says in one line why not otherwise', async () => {
  expect(await why({})).toBeNull()
  expect(await why({ APP_DATABASE_URL: database.ownerUrl })).toMatch(/^The database role \w+ is a superuser/)
  expect(await why({ AUTH_SECRET: undefined })).toMatch(/^AUTH_SECRET is not set/)
  expect(await why({ AUTH_SECRET: 'short' })).toMatch(/AUTH_SECRET/)
  expect(await why({ AUDIT_KEY: 'short' })).toMatch(/AUDIT_KEY must be 64 hexadecimal digits/)
  expect(await why({ APP_DATABASE_URL: 'postgres://nobody:secret-word@127.0.0.1:9/x' })).toMatch(
    /^The database cannot be reached/,
  )
  expect(await why({ APP_DATABASE_URL: 'postgres://nobody:secret-word@127.0.0.1:9/x' })).not.toContain('secret-word')
})
