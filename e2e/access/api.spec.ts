import { randomUUID } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { mayAny } from '#lib/access/permissions.ts'
import { type ApiEntry, REGISTRY } from '#lib/access/registry.ts'
import { ROLES, type Role } from '#lib/access/roles.ts'
import { SCOPE_LIST } from '#lib/access/scopes.ts'
import { emailOf, expect, test, type Where } from '../fixtures.ts'
import { demo } from '../installations.ts'
import { type Facts, readFacts } from './facts.ts'
import { API_SAMPLES, type ApiSample } from './samples.ts'
import { plantToken } from './tokens.ts'

/*
 * Every operation of the API × every role × own trust, other trust, and every kind of token that must not open: what
 * comes of it is what the permission matrix and the scopes say. Nothing is changed: bodies are empty where they would be
 * taken.
 */

const samples: Record<string, ApiSample> = API_SAMPLES
const operations = Object.entries(REGISTRY.api)
const ODS: Record<Where, string> = { riverside: 'RZZ', northbank: 'RZY', region: 'QZZ' }

let facts: Facts
test.beforeAll(async () => {
  facts = await readFacts()
})

type Said = { status: number; code: string | undefined; type: string }

async function knock(
  as: APIRequestContext,
  { method }: ApiEntry,
  sample: ApiSample | undefined,
  token: string | undefined,
  whole: boolean,
): Promise<Said> {
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
  }
  const address = `${demo().url}${sample?.at(facts)}`
  const data = whole ? sample?.body?.(facts) : {}
  const response =
    method === 'GET'
      ? await as.get(address, { headers, maxRedirects: 0 })
      : await as.post(address, { headers, data, maxRedirects: 0 })
  const type = response.headers()['content-type'] ?? ''
  const body = /json/.test(type) ? ((await response.json()) as { code?: string }) : {}
  return { status: response.status(), code: body.code, type }
}

const opens = ({ status }: Said) => [200, 201, 409, 422].includes(status)

test('every operation has a sample address', () => {
  expect(Object.keys(samples).sort()).toEqual(Object.keys(REGISTRY.api).sort())
})

for (const role of ROLES) {
  test(`${role}: every operation opens or stays shut as the permissions say`, async ({ request }) => {
    const home: Where = role === 'hub' ? 'region' : 'riverside'
    const mine = await plantToken(emailOf(role, home), ODS[home])
    const theirs = role === 'hub' ? mine : await plantToken(emailOf(role, 'northbank'), 'RZY')
    const wrong: string[] = []
    for (const [id, entry] of operations) {
      const sample = samples[id]
      const allowed = mayAny({ roles: [role as Role] }, entry.permission)
      if (role !== 'hub' || sample?.of === 'nobody') {
        const own = await knock(request, entry, sample, mine, false)
        if (allowed ? !opens(own) : own.code !== 'NOT_ALLOWED')
          wrong.push(`${id}, own trust: ${own.status} ${own.code}`)
      }
      if (sample?.of !== 'riverside') continue
      const abroad = await knock(request, entry, sample, theirs, true)
      const meant = allowed ? 'NOT_FOUND' : 'NOT_ALLOWED'
      if (abroad.code !== meant) wrong.push(`${id}, other trust: ${abroad.status} ${abroad.code}, not ${meant}`)
    }
    expect(wrong).toEqual([])
  })
}

test('no operation opens without a token, with one that is over, or to a session', async ({ as, request }) => {
  const lead = emailOf('lead')
  const tokens = [undefined, 'tin_00000000_x', await plantToken(lead, 'RZZ', { over: 'expired' })]
  tokens.push(await plantToken(lead, 'RZZ', { over: 'revoked' }))
  const signedIn = (await as('lead')).request
  const wrong: string[] = []
  for (const [id, entry] of operations) {
    for (const [index, token] of tokens.entries()) {
      const said = await knock(index === 0 ? signedIn : request, entry, samples[id], token, true)
      if (said.status !== 401 || said.type !== 'application/problem+json') wrong.push(`${id} ${index}: ${said.status}`)
    }
  }
  expect(wrong).toEqual([])
})

test('a token without an operation’s scope does not open it, whatever its person may', async ({ request }) => {
  const who = new Map<string, string>()
  const wrong: string[] = []
  for (const [id, entry] of operations) {
    const role = ROLES.find((one) => mayAny({ roles: [one] }, entry.permission))
    if (!role) throw new Error(`Nobody may ${id}`)
    const key = `${role} ${entry.scope}`
    const scopes = SCOPE_LIST.filter((scope) => scope !== entry.scope)
    const token = who.get(key) ?? (await plantToken(emailOf(role), role === 'hub' ? 'QZZ' : 'RZZ', { scopes }))
    who.set(key, token)
    const said = await knock(request, entry, samples[id], token, true)
    if (said.code !== 'SCOPE_MISSING') wrong.push(`${id}: ${said.status} ${said.code}`)
  }
  expect(wrong).toEqual([])
})

test('a token opens no page, route or action', async ({ request }) => {
  const headers = { authorization: `Bearer ${await plantToken(emailOf('lead'), 'RZZ')}` }
  for (const path of ['/orders', '/settings/tokens', '/lists/orders?format=csv']) {
    const response = await request.get(`${demo().url}${path}`, { headers, maxRedirects: 0 })
    expect([307, 401]).toContain(response.status())
  }
})

test('the web server hands every method and path of the API to its door', async ({ request }) => {
  const headers = { authorization: `Bearer ${await plantToken(emailOf('technician'), 'RZZ')}` }
  const url = `${demo().url}/api/v1`
  const wrongMethod = await request.delete(`${url}/orders`, { headers })
  expect([wrongMethod.status(), wrongMethod.headers().allow]).toEqual([405, 'GET, POST'])
  expect((await request.get(`${url}/nothing/here`, { headers })).status()).toBe(404)
  expect((await request.get(url, { headers })).headers()['content-type']).toBe('application/problem+json')
  expect((await request.head(`${url}/orders`, { headers })).status()).toBe(200)
  const post = { ...headers, 'idempotency-key': randomUUID() }
  const notJson = await request.post(`${url}/orders`, { headers: { ...post, 'content-type': 'text/plain' }, data: 'x' })
  expect([notJson.status(), (await notJson.json()).code]).toEqual([415, 'NOT_JSON'])
  const broken = await request.post(`${url}/orders`, {
    headers: { ...post, 'content-type': 'application/json' },
    data: Buffer.from('{"store": '),
  })
  expect([broken.status(), (await broken.json()).code]).toEqual([400, 'BAD_JSON'])
  const large = await request.post(`${url}/orders`, { headers: post, data: { note: 'x'.repeat(1_200_000) } })
  expect([large.status(), (await large.json()).code]).toEqual([413, 'TOO_LARGE'])
  const keyless = await request.post(`${url}/orders`, { headers, data: {} })
  expect([keyless.status(), (await keyless.json()).code]).toEqual([400, 'KEY_MISSING'])
  const told = await request.get(`${url}/openapi.json`)
  expect((await told.json()).openapi).toBe('3.1.1')
  const list = await request.get(`${url}/orders`, { headers })
  expect(list.headers()['cache-control']).toContain('no-store')
  expect(Number(list.headers()['ratelimit-remaining'])).toBeGreaterThan(0)
})
