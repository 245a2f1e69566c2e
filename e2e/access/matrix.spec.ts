import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { APIRequestContext } from '@playwright/test'
import { mayAny, type Permission } from '#lib/access/permissions.ts'
import { REGISTRY } from '#lib/access/registry.ts'
import { ROLES, type Role } from '#lib/access/roles.ts'
import { inProject } from '#scripts/paths.ts'
import { emailOf, expect, test } from '../fixtures.ts'
import { demo } from '../installations.ts'
import { type Answer, act, actionIds, type Call, get, outcomeOf, post } from './doors.ts'
import { type Facts, factsOf, peopleByEmail, readFacts } from './facts.ts'
import { ACTION_SAMPLES, type ActionSample, PAGE_SAMPLES, ROUTE_SAMPLES, type Sample } from './samples.ts'
import { startWithoutProxy } from './without-proxy.ts'

/*
 * Every entry of the registry × every role × own trust, other trust, signed out, another origin: what comes of it is
 * what the permission matrix says (targets.md, Security 1). Nothing is changed by it: forms are incomplete where they
 * would be let in.
 */

const { pages, actions, routes } = REGISTRY
const pageSamples: Record<string, Sample> = PAGE_SAMPLES
const routeSamples: Record<string, Sample> = ROUTE_SAMPLES
const actionSamples: Record<string, ActionSample> = ACTION_SAMPLES
const ids = actionIds()

/** What can come of a knock at a door. */
type Outcome = 'opens' | 'refused' | 'not found' | 'signs in' | 'other trust' | 'does not run' | `fault ${number}`

let facts: Facts
let people: Map<string, string>
let bare: Awaited<ReturnType<typeof startWithoutProxy>>

test.beforeAll(async () => {
  facts = await readFacts()
  people = await peopleByEmail()
  bare = await startWithoutProxy()
})
test.afterAll(() => bare.stop())

test('every page, route and action has a sample address or form', () => {
  expect(Object.keys(pageSamples).sort()).toEqual(Object.keys(pages).sort())
  expect(Object.keys(routeSamples).sort()).toEqual(Object.keys(routes).sort())
  expect(Object.keys(actionSamples).sort()).toEqual(Object.keys(actions).sort())
  for (const [id, { path, permission }] of [...Object.entries(pages), ...Object.entries(routes)]) {
    expect(permission.length, id).toBeGreaterThan(0)
    const at = (pageSamples[id] ?? routeSamples[id])?.at(facts) ?? ''
    const pattern = path.replace(/[.]/g, '\\.').replace(/\[\w+\]/g, '[^/]+')
    expect(at.split('?')[0], id).toMatch(new RegExp(`^${pattern}$`))
  }
})

test('the build knows no action that the registry does not know', () => {
  const open = Object.entries(REGISTRY.open).flatMap(([id, { kind }]) => (kind === 'action' ? [id] : []))
  expect([...ids.keys()].sort()).toEqual([...Object.keys(actions), ...open].sort())
})

// a role knocks at some hundred doors, twice
test.describe.configure({ timeout: 240_000 })

for (const role of ROLES) {
  test(`${role}: every door opens or stays shut as the permissions say`, async ({ as }) => {
    const [own, other] = role === 'hub' ? [await as('hub')] : [await as(role), await as(role, 'northbank')]
    for (const base of [demo().url, bare.url]) {
      const where = base === bare.url ? ' (without proxy.ts)' : ''
      const mine = { base, person: people.get(emailOf(role)) }
      expect(await atOwnTrust(own.request, role, mine), `own trust${where}`).toEqual([])
      const theirs = { base, person: people.get(emailOf(role, other ? 'northbank' : undefined)) }
      expect(await atOtherTrust((other ?? own).request, role, theirs), `other trust${where}`).toEqual([])
    }
  })
}

test('signed out: pages lead to sign-in, routes and actions refuse', async ({ playwright }) => {
  const nobody = await playwright.request.newContext()
  for (const base of [demo().url, bare.url]) {
    const wrong: string[] = []
    for (const id of Object.keys(pages)) {
      const answer = await get(nobody, pageSamples[id]?.at(facts) ?? '', { base })
      if (answer.status >= 400 || !answer.to?.match(/^\/sign-in(\?next=|$)/))
        wrong.push(`${id}: ${answer.status} ${answer.to}`)
    }
    for (const [id, { method }] of Object.entries(routes)) {
      const answer = await knock(nobody, method, routeSamples[id], facts.riverside, { base })
      if (answer.status !== 401) wrong.push(`${id}: ${answer.status}`)
    }
    for (const id of Object.keys(actions)) {
      const said = outcomeOf(await send(nobody, id, actionSamples[id]?.fields(facts) ?? {}, facts.riverside, { base }))
      if (said !== 'SIGNED_OUT' && said !== 'redirect /sign-in') wrong.push(`${id}: ${said}`)
    }
    expect(wrong, base === bare.url ? 'without proxy.ts' : 'as built').toEqual([])
  }
  await nobody.dispose()
})

test('from another origin nothing is posted, and nothing that is read may be shared with it', async ({ as }) => {
  const strange = `http://${randomUUID()}.example`
  const admin = (await as('admin')).request
  const technician = (await as('technician')).request
  const stores = (await as('stores')).request
  const wrong: string[] = []
  for (const [id, { permission }] of Object.entries(actions)) {
    const who = roleMay('technician', permission) ? technician : admin
    const fields = actionSamples[id]?.fields(facts) ?? {}
    const answer = await send(who, id, fields, facts.riverside, { origin: strange })
    if (answer.status !== 403 || !/^This was sent from another site/.test(answer.text))
      wrong.push(`${id}: ${answer.status} ${answer.text.slice(0, 80)}`)
    if (outcomeOf(answer) !== null) wrong.push(`${id} answered ${outcomeOf(answer)}`)
    const alone = await send(who, id, fields, facts.riverside, { origin: strange, base: bare.url })
    if (outcomeOf(alone) !== null || alone.status < 400) wrong.push(`${id} without proxy.ts: ${alone.status}`)
  }
  // one line each, and none of them a fault
  const naming = () => serverLog().filter((line) => line.includes(new URL(strange).host))
  await expect.poll(() => naming().length).toBeGreaterThanOrEqual(Object.keys(actions).length)
  expect(naming().filter((line) => JSON.parse(line).msg !== 'another origin')).toEqual([])
  expect(naming().length).toBe(Object.keys(actions).length)
  expect(serverLog().filter((line) => /Invalid Server Actions request/.test(line))).toEqual([])
  for (const [id, { method, permission }] of Object.entries(routes)) {
    const who = roleMay('technician', permission) ? technician : roleMay('stores', permission) ? stores : admin
    const call = { origin: strange, headers: { origin: strange, 'sec-fetch-site': 'cross-site' } }
    const answer = await knock(who, method, routeSamples[id], facts.riverside, call)
    if (method === 'POST' && answer.status !== 403) wrong.push(`${id}: ${answer.status}`)
    if (answer.headers['access-control-allow-origin']) wrong.push(`${id} is shared with another origin`)
    if (answer.headers['cross-origin-resource-policy'] !== 'same-origin') wrong.push(`${id} may be embedded elsewhere`)
  }
  const [page] = [await get(technician, '/orders', { headers: { origin: strange } })]
  expect(page.headers['access-control-allow-origin']).toBeUndefined()
  expect(wrong).toEqual([])
})

test('a form without script from another origin is refused as well', async ({ as, playwright }) => {
  const page = await as('technician')
  await page.goto('/orders/new?another=1')
  const { cookies } = await page.context().storageState()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const request = await playwright.request.newContext()
  const form = { [`$ACTION_ID_${ids.get('openPad')?.id}`]: '', trustId: facts.riverside, commandKey: randomUUID() }
  const headers = { cookie, origin: 'http://elsewhere.example' }
  const answer = await request.post(`${demo().url}/orders/new`, { multipart: form, headers, maxRedirects: 0 })
  expect(answer.status()).toBe(403)
  expect(await answer.text()).toMatch(/^This was sent from another site, so nothing was done/)
  await request.dispose()
})

test('no header makes a shut door open', async ({ as, playwright }) => {
  const stores = (await as('stores')).request
  const nobody = await playwright.request.newContext()
  const tricks: Record<string, string>[] = [
    { 'next-router-prefetch': '1', rsc: '1' },
    { purpose: 'prefetch', 'sec-purpose': 'prefetch' },
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
    { 'x-middleware-prefetch': '1' },
    { 'x-nextjs-data': '1' },
    { 'x-forwarded-host': 'localhost', 'x-forwarded-for': '127.0.0.1' },
    { 'x-tincture-path': '/settings/people', 'x-nonce': 'abc' },
  ]
  for (const headers of tricks) {
    const shut = await get(stores, '/settings/people', { headers, follow: true })
    expect(shut.text, JSON.stringify(headers)).not.toContain('admin@riverside.example')
    // two of them are answered before any page runs: by the shape of the address, and by an empty object
    if (shut.status === 200)
      expect(shut.text, JSON.stringify(headers)).toMatch(/^\{\}$|^4:\[\["children",\{"s":"__PAGE__"\}\]\]/)
    else expect(shut.status, JSON.stringify(headers)).toBe(403)
    const out = await get(nobody, '/orders', { headers, follow: true })
    expect(out.text, JSON.stringify(headers)).not.toMatch(/RZZ-PH-/)
    const file = await get(nobody, '/lists/orders?format=csv', { headers, follow: true })
    expect(file.status === 401 || file.text === '{}', JSON.stringify(headers)).toBe(true)
  }
  await nobody.dispose()
})

test('proxy.ts decides nothing about who may see what', () => {
  const text = readFileSync(inProject('proxy.ts'), 'utf8')
  const imports = [...text.matchAll(/from '([^']+)'/g)].map((match) => match[1])
  expect(imports).toEqual([
    ...['next/server', '#lib/access/next-path.rules.ts', '#lib/access/same-origin.rules.ts', '#lib/log.ts'],
    '#lib/security-headers.ts',
  ])
  // what nothing behind it could read, an address, a body that is cut off; and what another site posts
  expect([...text.matchAll(/status: (\d+)/g)].map((match) => match[1])).toEqual(['400', '413', '403'])
  expect(text).not.toMatch(/cookie|session|redirect|rewrite|permission|Response\.(json|error)/i)
})

/** Every door of the own trust, with a record of it; an incomplete form where one would be let in. */
async function atOwnTrust(as: APIRequestContext, role: Role, call: Call): Promise<string[]> {
  const wrong: string[] = []
  const hub = role === 'hub'
  const mine = factsOf(role, facts)
  const trustId = hub ? facts.region : facts.riverside
  const here = (sample: Sample | undefined, id: string) =>
    hub ? sample?.of !== 'riverside' || /^(load|loadedFile)$/.test(id) : sample?.of !== 'region'
  for (const [id, { permission }] of Object.entries(pages)) {
    if (!here(pageSamples[id], id)) continue
    const is = pageOutcome(await get(as, pageSamples[id]?.at(mine) ?? '', call))
    note(wrong, `page ${id}`, is, roleMay(role, permission) ? 'opens' : 'refused')
  }
  for (const [id, { method, permission }] of Object.entries(routes)) {
    const sample = routeSamples[id]
    if (!here(sample, id)) continue
    const answer = await knock(as, method, sample && { ...sample, at: () => sample.at(mine) }, trustId, call)
    note(wrong, `route ${id}`, routeOutcome(answer), roleMay(role, permission) ? 'opens' : 'refused')
  }
  for (const [id, { permission }] of Object.entries(actions)) {
    const sample = actionSamples[id]
    const fields = sample?.of === 'nobody' ? sample.fields(facts) : {}
    const is = actionOutcome(await send(as, id, fields, trustId, call))
    note(wrong, `action ${id}`, is, roleMay(role, permission) ? 'opens' : 'refused')
    if (id === 'changeTrust') continue
    const strange = actionOutcome(await send(as, id, fields, facts.northbank, call))
    note(wrong, `action ${id}, form of another trust`, strange, 'other trust')
  }
  return wrong
}

/** Every door with a record of Riverside, by somebody of another organisation in the same role. */
async function atOtherTrust(as: APIRequestContext, role: Role, call: Call): Promise<string[]> {
  const wrong: string[] = []
  const trustId = role === 'hub' ? facts.region : facts.northbank
  for (const [id, { permission }] of Object.entries(pages)) {
    const sample = pageSamples[id]
    if (!sample || sample.of === 'nobody' || (role === 'hub' && sample.of === 'region')) continue
    const answer = await get(as, sample.at(facts), call)
    note(wrong, `page ${id}`, pageOutcome(answer), expectedAbroad(role, permission, sample))
    if (answer.status === 200) noteLeak(wrong, `page ${id}`, answer, sample.at(facts))
  }
  for (const [id, { method, permission }] of Object.entries(routes)) {
    const sample = routeSamples[id]
    if (!sample || sample.of === 'nobody' || (role === 'hub' && sample.of === 'region')) continue
    const answer = await knock(as, method, sample, trustId, call)
    note(wrong, `route ${id}`, routeOutcome(answer), expectedAbroad(role, permission, sample))
    if (answer.status === 200) noteLeak(wrong, `route ${id}`, answer, sample.at(facts))
  }
  for (const [id, { permission }] of Object.entries(actions)) {
    const sample = actionSamples[id]
    if (!sample || sample.of === 'nobody' || (role === 'hub' && sample.of === 'region')) continue
    const is = actionOutcome(await send(as, id, sample.fields(facts), trustId, call))
    note(wrong, `action ${id}`, is, roleMay(role, permission) ? 'not found' : 'refused')
  }
  return wrong
}

function expectedAbroad(role: Role, permission: readonly Permission[], sample: Sample): Outcome {
  if (!roleMay(role, permission)) return 'refused'
  return sample.of === 'riverside' || sample.of === 'region' ? 'not found' : 'opens'
}

function roleMay(role: Role, permission: readonly Permission[]): boolean {
  return mayAny({ roles: [role] }, permission)
}

function note(wrong: string[], what: string, is: Outcome, meant: Outcome): void {
  if (is !== meant) wrong.push(`${what}: ${is}, not ${meant}`)
}

/** Whatever opens to strangers says nothing of Riverside's documents but what they asked for themselves. */
function noteLeak(wrong: string[], what: string, { text }: Answer, asked: string): void {
  const found = [...text.matchAll(/RZZ-(PH|GRN)-\d\d-\d{6}-\d/g)].map(([number]) => number)
  if (found.some((number) => !asked.includes(number))) wrong.push(`${what} shows ${found[0]}`)
}

function knock(as: APIRequestContext, method: 'GET' | 'POST', sample: Sample | undefined, trustId: string, call: Call) {
  const address = sample?.at(facts) ?? ''
  if (method === 'GET') return get(as, address, call)
  return post(as, address, { trustId, commandKey: randomUUID(), ...sample?.body?.(facts, call.person ?? '') }, call)
}

/** The lines that the demo's web server has logged. */
function serverLog(): string[] {
  return readFileSync(path.join(demo().dataDir, 'logs', 'server.log'), 'utf8')
    .split('\n')
    .slice(0, -1)
}

function send(
  as: APIRequestContext,
  id: string,
  fields: Record<string, string | Blob>,
  trustId: string,
  call: Call,
): Promise<Answer> {
  const action = ids.get(id)
  if (!action) throw new Error(`The build does not know the action ${id}`)
  const form = new FormData()
  for (const [name, value] of Object.entries({ trustId, commandKey: randomUUID(), ...fields })) form.set(name, value)
  return act(as, action, id === 'changeTrust' ? [form] : [{ kind: 'idle' }, form], call)
}

function pageOutcome({ status, to }: Answer): Outcome {
  if (to?.startsWith('/sign-in')) return 'signs in'
  if (status === 403) return 'refused'
  if (status === 404) return 'not found'
  return status < 400 ? 'opens' : `fault ${status}`
}

/** A route that opens may still find what is asked of it unfit: 422, 409 where somebody was quicker, 410 where it is gone. */
function routeOutcome({ status }: Answer): Outcome {
  if (status === 401) return 'signs in'
  if (status === 403) return 'refused'
  if (status === 404) return 'not found'
  return [200, 422, 409, 410].includes(status) ? 'opens' : `fault ${status}`
}

function actionOutcome(answer: Answer): Outcome {
  const said = outcomeOf(answer)
  if (said === null) return answer.status >= 500 ? `fault ${answer.status}` : 'does not run'
  if (said === 'NOT_ALLOWED') return 'refused'
  if (said === 'NOT_FOUND' || said === 'FILE_GONE' || answer.text.includes('None approved.')) return 'not found'
  if (said === 'WRONG_TRUST') return 'other trust'
  return said.startsWith('redirect /sign-in') || said === 'SIGNED_OUT' ? 'signs in' : 'opens'
}
