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
