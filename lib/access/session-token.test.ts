import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => vi.unstubAllEnvs())

/** The module as it is where people come by this address. */
async function at(publicUrl: string, secret = 'a secret of at least 32 letters, yes') {
  vi.resetModules()
  vi.stubEnv('APP_DATABASE_URL', 'postgres://none')
  vi.stubEnv('AUDIT_KEY', 'ab'.repeat(32))
  vi.stubEnv('AUTH_SECRET', secret)
  vi.stubEnv('PUBLIC_URL', publicUrl)
  return import('./session-token.ts')
}

test('over https the cookie is bound to the host and secure; over http it is for this machine only', async () => {
  const https = await at('https://orders.example.nhs.uk')
  expect(https.sessionCookie()).toEqual({
    name: '__Host-tincture.session',
    options: { httpOnly: true, sameSite: 'lax', secure: true, path: '/' },
  })
  expect(https.mayCarrySession('orders.example.nhs.uk')).toBe(true)
  const http = await at('http://localhost:3000')
  expect(http.sessionCookie()).toMatchObject({ name: 'tincture.session', options: { httpOnly: true, secure: false } })
  for (const host of ['localhost', 'localhost:3000', '127.0.0.1:3000', '[::1]:3000']) {
    expect(http.mayCarrySession(host), host).toBe(true)
  }
  for (const host of [null, '', '10.0.0.7:3000', 'tincture', 'localhost.evil.example', '127.0.0.1.evil.example']) {
    expect(http.mayCarrySession(host), String(host)).toBe(false)
  }
})

test('a seal opens with its own secret only, holds no more than the id, and ends', async () => {
  const one = await at('http://localhost:3000')
  const id = one.newSessionId()
  expect(id).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(one.newSessionId()).not.toBe(id)
  const text = await one.sealSession(id, 60)
  expect(await one.openSeal(text)).toBe(id)
  expect(await one.openSeal(await one.sealSession(id, -60))).toBeNull()
  expect(await one.openSeal(await one.sealSession('no id', 60))).toBeNull()
  expect(one.tokenHash(id)).toMatch(/^[0-9a-f]{64}$/)
  const other = await at('http://localhost:3000', 'another secret of at least 32 letters')
  expect(await other.openSeal(text)).toBeNull()
})
