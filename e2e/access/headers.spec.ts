import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, signIn, test } from '../fixtures.ts'
import { demo } from '../installations.ts'
import { attackedTrust } from '../steps/attacked-trust.ts'
import { type Answer, act, actionIds, get } from './doors.ts'
import { type Facts, readFacts } from './facts.ts'
import { PAGE_SAMPLES, ROUTE_SAMPLES } from './samples.ts'

/* targets.md, Security 4 (headers on every kind of answer) and 6 (formulas in files that spreadsheets open). */

let facts: Facts
test.beforeAll(async () => {
  facts = await readFacts()
})

/** What must stand on every answer, whatever it is. */
function expectSafe({ headers }: Answer, what: string): string {
  const policy = headers['content-security-policy'] ?? ''
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
  expect(nonce, what).toMatch(/^[A-Za-z0-9+/]{22}==$/)
  const rules = new Map(policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1).join(' ')]))
  expect(Object.fromEntries(rules), what).toMatchObject({
    'default-src': "'self'",
    'script-src': `'self' 'nonce-${nonce}' 'strict-dynamic'`,
    'style-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'self'",
    // the form of the sign-in page leads to the trust's directory
    'form-action': /^(sign-in|time left)$/.test(what) ? expect.stringMatching(/^'self'/) : "'self'",
    'frame-ancestors': "'none'",
  })
  expect(policy, what).not.toContain('unsafe')
  expect(headers['x-content-type-options'], what).toBe('nosniff')
  expect(headers['cache-control'], what).toContain('no-store')
  expect(headers['x-frame-options'], what).toBe('DENY')
  expect(headers['referrer-policy'], what).toBe('same-origin')
  expect(headers['cross-origin-opener-policy'], what).toBe('same-origin')
  expect(headers['cross-origin-resource-policy'], what).toBe('same-origin')
  expect(headers['x-powered-by'], what).toBeUndefined()
  return nonce
}

test('every kind of answer carries the security headers, with a nonce of its own', async ({ as, playwright }) => {
  const technician = (await as('technician')).request
  const admin = (await as('admin')).request
  const nobody = await playwright.request.newContext()
  const openPad = actionIds().get('openPad')
  if (!openPad) throw new Error('The build has no action to open a pad')
  const kinds: [string, number, Promise<Answer>][] = [
    ['page', 200, get(technician, '/orders')],
    ['page of a record', 200, get(technician, PAGE_SAMPLES.orderPage.at(facts))],
    ['sign-in', 200, get(nobody, '/sign-in')],
    ['public statement', 200, get(nobody, '/help/accessibility')],
    ['redirect', 307, get(nobody, '/orders')],
    ['refused page', 403, get(technician, '/settings/people')],
    ['no such record', 404, get(technician, '/orders/RZZ-PH-26-999999-9')],
    ['no such page', 404, get(technician, '/nothing-here')],
    ['an address that no database could read', 400, get(technician, '/orders?q=%00')],
    ['JSON', 200, get(technician, ROUTE_SAMPLES.padState.at(facts))],
    ['refused JSON', 401, get(nobody, ROUTE_SAMPLES.padState.at(facts))],
    ['CSV', 200, get(technician, '/lists/orders?format=csv')],
    ['PDF', 200, get(technician, ROUTE_SAMPLES.notePdf.at(facts))],
    ['paper as HTML', 200, get(technician, ROUTE_SAMPLES.noteHtml.at(facts))],
    ['loaded file', 200, get(admin, ROUTE_SAMPLES.loadedFile.at(facts))],
    ['action', 200, act(technician, openPad, [{ kind: 'idle' }, new FormData()].map(filled))],
    ['time left', 200, get(nobody, '/sign-in/time-left')],
    ['livez', 200, get(nobody, '/livez')],
    ['readyz', 200, get(nobody, '/readyz')],
    ['metrics', 404, get(nobody, '/metrics')],
  ]
  const nonces = new Set<string>()
  for (const [what, status, asked] of kinds) {
    const answer = await asked
    expect(answer.status, what).toBe(status)
    nonces.add(expectSafe(answer, what))
    expect(answer.headers['strict-transport-security'], what).toBeUndefined()
  }
  expect(nonces.size).toBe(kinds.length)
  await nobody.dispose()
})

function filled(part: unknown): unknown {
  if (part instanceof FormData) part.set('trustId', facts.riverside)
  return part
}

test('over https, https is kept for a year', async ({ as }) => {
  const technician = (await as('technician')).request
  for (const path of ['/orders', '/lists/orders?format=csv', '/livez', '/nothing-here']) {
    const { headers } = await get(technician, path, { headers: { 'x-forwarded-proto': 'https' } })
    expect(headers['strict-transport-security'], path).toBe('max-age=31536000; includeSubDomains')
    expect(headers['content-security-policy'], path).toContain('upgrade-insecure-requests')
  }
})

test('files of the build come packed and are never guessed at', async ({ playwright }) => {
  const nobody = await playwright.request.newContext()
  const { text } = await get(nobody, '/sign-in')
  const files = [...new Set(text.match(/\/_next\/static\/[^"\\]+\.(?:js|css)/g))]
  expect(files.length).toBeGreaterThan(3)
  for (const file of [...files, '/icon.svg']) {
    const { headers } = await get(nobody, file, { headers: { 'accept-encoding': 'gzip, br' } })
    expect(headers['x-content-type-options'], file).toBe('nosniff')
    if (!file.endsWith('.svg')) expect(headers['content-encoding'], file).toBe('br')
  }
  await nobody.dispose()
})

test('no page has a script or a style but those of its nonce', async ({ as, playwright }) => {
  const chief = (await as('chief')).request
  const technician = (await as('technician')).request
  const nobody = await playwright.request.newContext()
  const answers = [
    ['/sign-in', await get(nobody, '/sign-in')],
    ['/', await get(chief, '/')],
    ['/nothing-here', await get(chief, '/nothing-here')],
    ...(await Promise.all(
      [PAGE_SAMPLES.orderPad, PAGE_SAMPLES.orderPage, PAGE_SAMPLES.orders, PAGE_SAMPLES.acknowledgeOrder].map(
        async ({ at }) => [at(facts), await get(technician, at(facts))] as const,
      ),
    )),
    ['approve', await get(chief, PAGE_SAMPLES.approveOrder.at(facts))],
    ['note', await get(technician, ROUTE_SAMPLES.noteHtml.at(facts))],
  ] as const
  for (const [what, { text, headers }] of answers) {
    const nonce = /'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1]
    for (const [tag] of text.matchAll(/<script\b[^>]*>/g)) expect(tag, what).toContain(`nonce="${nonce}"`)
    const drawn = text.replace(/<script\b[\s\S]*?<\/script>/g, '')
    expect(drawn, what).not.toMatch(/<[^>]+\sstyle=/)
    expect(drawn, what).not.toMatch(/<[^>]+\son[a-z]+=/)
    expect(drawn, what).not.toMatch(/<style\b/)
    expect(drawn, what).not.toMatch(/javascript:/)
  }
  await nobody.dispose()
})

const BAD = ['=HYPERLINK("http://x.example","a")', '+1+1', '-2+3', '@SUM(1)', '\t=1', '\r=1']

test('nothing in a CSV file begins as a formula does', async ({ as, browser }) => {
  const house = await attackedTrust()
  const numbers: string[] = []
  for (const bad of BAD) {
    const { id, number } = await house.order({ status: 'approved', asked: [] })
    await house.sql('UPDATE purchase_order SET supplier_name = $2 WHERE id = $1', id, bad)
    await house.sql('UPDATE order_line SET product_name = $2 WHERE order_id = $1', id, bad)
    numbers.push(number)
  }
  const context = await browser.newContext({ baseURL: demo().url })
  const page = await context.newPage()
  await signIn(page, house.email('chief'), demo().password)
  const chief = page.request
  const admin = (await as('admin')).request
  const files = [
    await get(chief, '/lists/orders?format=csv'),
    ...(await Promise.all(numbers.map((number) => get(chief, `/lists/stock-cover?format=csv&number=${number}`)))),
    await get(admin, '/settings/loads/templates/packs'),
    await get(admin, '/settings/loads/templates/contracts'),
  ]
  let neutral = 0
  for (const { status, headers, text } of files) {
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(headers['content-disposition']).toMatch(/^attachment; /)
    for (const cell of (parse(text, { bom: true, relax_column_count: true }) as string[][]).flat()) {
      if (!/^-?\d+(\.\d+)?$/.test(cell)) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
      if (BAD.some((bad) => cell === `'${bad}`)) neutral += 1
    }
  }
  expect(neutral).toBeGreaterThanOrEqual(BAD.length)
  await context.close()
  await house.close()
})

test('what is planted in a request reaches no log; every line of the log is JSON', async ({ playwright }) => {
  const nobody = await playwright.request.newContext()
  const origin = 'http://u:hunter2secret@h:99999/9434765919'
  const planted: Record<string, string>[] = [
    { origin },
    { 'next-action': `password=hunter2secret ${'9434765919'}`, origin },
  ]
  for (const headers of planted) {
    await nobody.post(`${demo().url}/sign-in`, { headers, multipart: { note: 'x' } })
  }
  await nobody.dispose()
  const lines = readFileSync(path.join(demo().dataDir, 'logs', 'server.log'), 'utf8')
    .split('\n')
    .slice(0, -1)
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) {
    expect(line).not.toMatch(/hunter2secret|9434765919/)
    expect(() => JSON.parse(line), line).not.toThrow()
  }
})
