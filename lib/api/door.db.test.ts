import { beforeAll, describe, expect, test } from 'vitest'
import { leaveTrust } from '#lib/access/change-roles.command.ts'
import { revokeToken } from '#lib/access/revoke-token.command.ts'
import { writeCursor } from '#lib/orders/track/order-cursor.rules.ts'
import { ask, aToken } from '#lib/testing/a-token.ts'
import { aWorld, type World } from '#lib/testing/a-trust.ts'
import { anApprovedOrder } from '#lib/testing/approved-order.ts'

process.env.API_REQUESTS_A_MINUTE = '60'

let world: World
let number: string
beforeAll(async () => {
  world = await aWorld()
  number = (await anApprovedOrder(world)).number
})

describe('a token', () => {
  test('opens what its person may do, and its hash alone is kept', async () => {
    const { text, id } = await aToken(world, 'technician')
    const { status, json, headers } = await ask(world, 'GET', '/api/v1/orders', { token: text })
    expect([status, json.items]).toMatchObject([
      200,
      [{ number, gross: '266.40', supplier: { name: 'Meridian Wholesale' } }],
    ])
    expect(headers.get('cache-control')).toBe('no-store')
    const kept = await world.sql<{ text: string }>(`
      SELECT t::text AS text FROM identity.api_token t UNION ALL SELECT answer::text FROM command_key
      UNION ALL SELECT payload FROM audit_event`)
    expect(kept.some((row) => row.text.includes(text.slice(13)))).toBe(false)
    expect(await world.sql('SELECT verb FROM audit_event WHERE chain_id = $1', [id])).toEqual([{ verb: 'TOKEN_MADE' }])
  })

  test('is needed, and must be one of ours', async () => {
    const none = await ask(world, 'GET', '/api/v1/orders')
    expect([none.status, none.json.code, none.headers.get('www-authenticate')]).toEqual([
      ...[401, 'TOKEN_MISSING', 'Bearer realm="Tincture"'],
    ])
    for (const token of ['x', 'tin_00000000_short', `tin_00000000_${'A'.repeat(43)}`]) {
      const { status, json } = await ask(world, 'GET', '/api/v1/orders', { token })
      expect([status, json.code]).toEqual([401, 'TOKEN_INVALID'])
    }
    const basic = await ask(world, 'GET', '/api/v1/orders', { headers: { authorization: 'Basic YTpi' } })
    expect(basic.status).toBe(401)
    const cookie = await ask(world, 'GET', '/api/v1/orders', { headers: { cookie: 'tincture.session=anything' } })
    expect(cookie.status).toBe(401)
  })

  test('ends at once when it is revoked, at the end of its day, and when its person leaves, for good', async () => {
    const orders = async (token: string) => (await ask(world, 'GET', '/api/v1/orders', { token })).status
    const mine = await aToken(world, 'lead')
    expect(await orders(mine.text)).toBe(200)
    expect((await revokeToken(world.act('technician'), { tokenId: mine.id })).ok).toBe(false)
    expect((await revokeToken(world.act('admin', { trust: 'RZY' }), { tokenId: mine.id })).ok).toBe(false)
    expect((await revokeToken(world.act('admin'), { tokenId: mine.id })).ok).toBe(true)
    expect(await orders(mine.text)).toBe(401)

    const short = await aToken(world, 'lead', { days: 1 })
    world.clock.advance(86_400_000)
    expect(await orders(short.text)).toBe(401)

    const left = await aToken(world, 'lead2')
    const personId = world.personId('lead2')
    expect((await leaveTrust(world.act('admin'), { personId })).ok).toBe(true)
    expect(await orders(left.text)).toBe(401)
    await world.sql('UPDATE identity.membership SET ended_at = NULL WHERE person_id = $1', [personId])
    expect(await orders(left.text)).toBe(401)
  })

  test('has nobody’s rights while a one-time password waits', async () => {
    const { text } = await aToken(world, 'chief')
    await world.sql(
      `INSERT INTO identity.credential (person_id, password_hash, one_time, changed_at) VALUES ($1, 'x', true, now())`,
      [world.personId('chief')],
    )
    expect((await ask(world, 'GET', '/api/v1/orders', { token: text })).json.code).toBe('NOT_ALLOWED')
  })

  test('sees its own trust only', async () => {
    const { text } = await aToken(world, 'technician', { trust: 'RZY' })
    const list = await ask(world, 'GET', '/api/v1/orders', { token: text })
    expect(list.json.items).toEqual([])
    const one = await ask(world, 'GET', `/api/v1/orders/${number}`, { token: text })
    expect([one.status, one.json]).toMatchObject([
      404,
      { code: 'NOT_FOUND', status: 404, instance: `/api/v1/orders/${number}`, data: { what: 'order' } },
    ])
    expect(one.headers.get('content-type')).toBe('application/problem+json')
    expect(one.json.type).toMatch(/\/help\/api#not-found$/)
  })

  test('refuses a cursor that is none rather than beginning again', async () => {
    const { text } = await aToken(world, 'technician')
    const get = (query: string) => ask(world, 'GET', `/api/v1/orders${query}`, { token: text })
    for (const after of ['zzz', '', '5_', '_', 'x_00000000-0000-0000-0000-000000000000']) {
      const { status, json } = await get(`?after=${after}`)
      expect([after, status, json]).toMatchObject([after, 422, { code: 'INVALID', errors: [{ parameter: 'after' }] }])
    }
    const own = writeCursor({ gross: -1n, id: '01900000-0000-7000-8000-000000000000' })
    expect((await get(`?after=${own}`)).status).toBe(200)
  })

  test('narrowed, does no more than its scopes hold; prices are one of them', async () => {
    const stock = await aToken(world, 'technician', { scopes: ['stock:read'] })
    const shut = await ask(world, 'GET', '/api/v1/orders', { token: stock.text })
    expect([shut.status, shut.json.code, shut.json.data]).toEqual([403, 'SCOPE_MISSING', { scope: 'orders:read' }])
    const bare = await aToken(world, 'technician', { scopes: ['orders:read'] })
    const one = await ask(world, 'GET', `/api/v1/orders/${number}`, { token: bare.text })
    expect(one.json.amounts).toBeNull()
    expect(one.json.lines).toMatchObject([{ price: null, net: null, ordered: 12 }])
    const full = await aToken(world, 'technician', { scopes: ['orders:read', 'prices:read'] })
    const priced = await ask(world, 'GET', `/api/v1/orders/${number}`, { token: full.text })
    expect(priced.json.lines).toMatchObject([{ price: '18.50', net: '222.00', line: 1 }])
    const stores = await aToken(world, 'stores')
    const goodsIn = await ask(world, 'GET', `/api/v1/orders/${number}`, { token: stores.text })
    expect(goodsIn.json.amounts).toBeNull()
    const admin = await aToken(world, 'admin')
    const shutByRole = await ask(world, 'GET', '/api/v1/orders', { token: admin.text })
    expect([shutByRole.status, shutByRole.json.code]).toEqual([403, 'NOT_ALLOWED'])
  })
})

test('each token has a pace of its own, kept by the database', async () => {
  const { text } = await aToken(world, 'auditor')
  const other = await aToken(world, 'auditor')
  const answers = await Promise.all(
    Array.from({ length: 80 }, () => ask(world, 'GET', '/api/v1/orders/x', { token: text })),
  )
  const late = answers.filter((one) => one.status === 429)
  expect(late).toHaveLength(20)
  expect(late[0]?.json.code).toBe('TOO_FAST')
  expect(Number(late[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(answers[0]?.headers.get('ratelimit-limit')).toBe('60')
  const left = answers.map((one) => Number(one.headers.get('ratelimit-remaining')))
  expect(Math.min(...left)).toBe(0)
  expect(Math.max(...left)).toBe(59)
  expect((await ask(world, 'GET', '/api/v1/orders/x', { token: other.text })).status).toBe(404)
  world.clock.advance(90_000)
  expect((await ask(world, 'GET', '/api/v1/orders/x', { token: text })).status).toBe(404)
})

test('whatever is wrong with a request is a problem document', async () => {
  const { text: token } = await aToken(world, 'technician')
  const cases: [string, string, Parameters<typeof ask>[3], number, string][] = [
    ['GET', '/api/v1', { token }, 404, 'NO_SUCH_PATH'],
    ['GET', '/api/v1/orders/', { token }, 404, 'NO_SUCH_PATH'],
    ['GET', '/api/v1/orders/%E0%A4%A', { token }, 404, 'NO_SUCH_PATH'],
    ['GET', '/api/v1/users', { token }, 404, 'NO_SUCH_PATH'],
    ['DELETE', '/api/v1/orders', { token }, 405, 'WRONG_METHOD'],
    ['PUT', `/api/v1/orders/${number}`, { token }, 405, 'WRONG_METHOD'],
    ['GET', '/api/v1/orders?view=everything', { token }, 422, 'INVALID'],
    ['GET', '/api/v1/orders?veiw=all', { token }, 422, 'INVALID'],
    ['GET', '/api/v1/orders?from=2026-02-31', { token }, 422, 'INVALID'],
  ]
  for (const [method, path, options, status, code] of cases) {
    const said = await ask(world, method, path, options)
    expect([said.status, said.json.code, said.json.status], `${method} ${path}`).toEqual([status, code, status])
    expect(said.headers.get('content-type')).toBe('application/problem+json')
    expect(said.headers.get('cache-control')).toBe('no-store')
  }
  const method = await ask(world, 'DELETE', '/api/v1/orders', { token })
  expect(method.headers.get('allow')).toMatch(/GET/)
  const typo = await ask(world, 'GET', '/api/v1/orders?veiw=all', { token })
  expect(typo.json.errors).toMatchObject([{ parameter: 'veiw' }])
  expect((await ask(world, 'OPTIONS', '/api/v1/orders', { token })).status).toBe(204)
})
