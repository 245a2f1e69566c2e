import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { proxy } from '../proxy.ts'

const post = (path: string, bytes: number) =>
  proxy(new NextRequest(`http://localhost${path}`, { method: 'POST', headers: { 'content-length': String(bytes) } }))

test('a body that would be cut off is refused in words; what fits, and the API, go on', async () => {
  const large = post('/settings/loads/new', 48_000_000)
  expect(large.status).toBe(413)
  expect(await large.text()).toContain('at most 32 MB')
  expect(large.headers.get('content-security-policy')).not.toBeNull()
  expect(post('/settings/loads/new', 32_500_000).status).toBe(200)
  expect(post('/api/v1/orders', 48_000_000).status).toBe(200)
})

test('what another site posts is forbidden in words; reading, our own pages and the API go on', async () => {
  const from = (origin: string, method = 'POST', path = '/orders/new') =>
    proxy(new NextRequest(`http://localhost${path}`, { method, headers: { host: 'localhost', origin } }))
  for (const origin of ['http://elsewhere.example', 'null', 'http://u:p@h:99999/x']) {
    const foreign = from(origin)
    expect(foreign.status, origin).toBe(403)
    expect(await foreign.text()).toBe(
      'This was sent from another site, so nothing was done. Open Tincture itself and do it there.',
    )
    expect(foreign.headers.get('content-type')).toMatch(/^text\/plain/)
    expect(foreign.headers.get('content-security-policy')).not.toBeNull()
    expect(from(origin, 'GET').status).toBe(200)
    expect(from(origin, 'POST', '/api/v1/orders').status).toBe(200)
    for (const method of ['PUT', 'PATCH', 'DELETE']) expect(from(origin, method).status).toBe(403)
  }
  expect(from('http://localhost').status).toBe(200)
  expect(post('/orders/new', 10).status).toBe(200)
})
