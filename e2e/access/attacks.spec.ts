import { randomUUID } from 'node:crypto'
import type { APIRequestContext, Browser, Page } from '@playwright/test'
import { expect, signIn, test } from '../fixtures.ts'
import { demo } from '../installations.ts'
import { type Attacked, attackedTrust, type Cast } from '../steps/attacked-trust.ts'
import { act, actionIds, outcomeOf } from './doors.ts'
import { plantToken } from './tokens.ts'

/*
 * Ways to have an order agreed to that should not be, each through the page, the action behind it and the API: split
 * orders, one's own order through a deputy, a version that changed, a right that was withdrawn, two at once, a moment
 * that passed between looking and acting. After each the order stands as it stood.
 */

let target: Attacked
const ids = actionIds()

test.beforeAll(async () => {
  target = await attackedTrust()
})
test.afterAll(() => target.close())

async function signedIn(browser: Browser, who: Cast): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: demo().url })).newPage()
  await signIn(page, target.email(who), demo().password)
  return page
}

type Wanted = { number: string; version?: number; role?: string; decision?: 'approve' | 'return' }

/** Calls the action as the page's own script would, past every form. */
async function byAction(page: Page, action: string, fields: Record<string, string>): Promise<string | null> {
  const form = new FormData()
  const all = { trustId: target.trust, commandKey: randomUUID(), ...fields }
  for (const [name, value] of Object.entries(all)) form.append(name, value)
  const known = ids.get(action)
  if (!known) throw new Error(`There is no action ${action}`)
  return outcomeOf(await act(page.context().request, known, [{ kind: 'idle' }, form]))
}

const decide = (page: Page, { number, version = 1, role = 'lead', decision = 'approve' }: Wanted) =>
  byAction(page, 'decideOrder', { decision, number, version: String(version), role, comment: 'Tried' })

/** Asks the API as the token's person. Answers 'done' or the code of the problem. */
async function byApi(request: APIRequestContext, token: string, { number, version = 1, role = 'lead' }: Wanted) {
  const answer = await request.post(`${demo().url}/api/v1/orders/${number}/approve`, {
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
    data: { version, role, comment: '' },
  })
  return answer.ok() ? 'done' : ((await answer.json()) as { code: string }).code
}

const tokenOf = (who: Cast) => plantToken(target.email(who), target.ods)

/** The page of a decision offers no way to decide. */
async function showsNoWay(page: Page, number: string): Promise<void> {
  await page.goto(`/orders/${number}/approve`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('button', { name: /^(Approve|Agree|Return|Refuse|Disagree)/ })).toHaveCount(0)
}

/** Nobody gets an order decided by any door, and it stands as it stood. */
async function nobodyDecides(
  page: Page,
  request: APIRequestContext,
  who: Cast,
  order: { id: string; number: string },
  code: string,
  { role }: { role?: string } = {},
): Promise<void> {
  const before = await target.look(order)
  await showsNoWay(page, order.number)
  expect(await decide(page, { number: order.number, role }), 'by action').toBe(code)
  expect(await decide(page, { number: order.number, role, decision: 'return' }), 'by action, returned').toBe(code)
  expect(await byApi(request, await tokenOf(who), { number: order.number, role }), 'by API').toBe(code)
  const several = await byAction(page, 'approveSeveral', { order: `${order.number}/1/${role ?? 'lead'}` })
  expect(['done', code]).toContain(several) // it says which were not approved
  expect(await target.look(order)).toEqual(before)
}

test('split orders: what the day comes to is beyond the lead, whichever part they try', async ({
  browser,
  request,
}) => {
  const lead = await signedIn(browser, 'lead')
  for (const part of [await target.order({ day: 3_000_000 }), await target.order({ day: 3_000_000 })])
    await nobodyDecides(lead, request, 'lead', part, 'OVER_LIMIT')
})

test('one’s own order, also with somebody’s power to agree to it', async ({ browser, request }) => {
  const lead = await signedIn(browser, 'lead')
  await nobodyDecides(lead, request, 'lead', await target.order({ raisedBy: 'lead' }), 'OWN_ORDER')
  const id = await target.standIn('chief', 'lead')
  await nobodyDecides(lead, request, 'lead', await target.order({ raisedBy: 'lead', day: 3_000_000 }), 'OWN_ORDER')
  await nobodyDecides(
    lead,
    request,
    'lead',
    await target.order({ raisedBy: 'chief', day: 3_000_000 }),
    'DEPUTY_OF_OWNER',
  )
  await target.sql('UPDATE deputising SET ended_at = now(), ended_by = for_person WHERE id = $1', id)
})

test('somebody else’s power taken by oneself, or given by an administrator alone', async ({ browser, request }) => {
  const order = await target.order({ day: 3_000_000 })
  const wanted = {
    ...{ forPerson: target.id('chief'), deputy: target.id('lead'), away: 'yes', reason: 'Trying it' },
    ...{ fromOn: '1 January 2026', untilOn: '31 December 2026', kinds: 'money' },
  }
  const lead = await signedIn(browser, 'lead')
  const admin = await signedIn(browser, 'admin')
  const soon = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10).split('-').reverse().join('/')
  const today = new Date().toISOString().slice(0, 10).split('-').reverse().join('/')
  const days = { fromOn: today, untilOn: soon }
  expect(await byAction(lead, 'nameDeputy', { ...wanted, ...days })).toBe('NOT_ALLOWED')
  expect(await byAction(admin, 'nameDeputy', { ...wanted, ...days })).toContain('redirect /settings/deputies')
  const [asked] = await target.sql<{ id: string; state: string }>(
    'SELECT id, state FROM deputising WHERE trust_id = $1 AND made_by = $2',
    ...[target.trust, target.id('admin')],
  )
  expect(asked?.state).toBe('asked')
  const deputisingId = asked?.id ?? ''
  expect(await byAction(lead, 'answerDeputy', { deputisingId, answer: 'agree' })).toBe('NOT_YOURS_TO_AGREE')
  expect(await byAction(admin, 'answerDeputy', { deputisingId, answer: 'agree' })).toBe('NOT_ALLOWED')
  await nobodyDecides(lead, request, 'lead', order, 'OVER_LIMIT')
  expect(await byAction(admin, 'endDeputy', { deputisingId })).toContain('redirect')
})

test('a version that is not the order’s any more', async ({ browser, request }) => {
  const order = await target.order()
  const lead = await signedIn(browser, 'lead')
  await lead.goto(`/orders/${order.number}/approve`)
  await target.sql('UPDATE purchase_order SET version = 2 WHERE id = $1', order.id)
  await lead.getByRole('button', { name: /^Approve/ }).click()
  await expect(lead.locator('.nhsuk-error-summary')).toContainText('changed while you were looking')
  expect(await decide(lead, { number: order.number })).toBe('CHANGED_MEANWHILE')
  expect(await decide(lead, { number: order.number, version: 2 })).toBe('CHANGED_MEANWHILE')
  expect(await byApi(request, await tokenOf('lead'), { number: order.number })).toBe('CHANGED_MEANWHILE')
  expect(await target.look(order)).toMatchObject({ states: ['waiting'], events: 0, sendings: 0 })
})

test('a right that was withdrawn: the role, the deputy, the person, the token', async ({ browser, request }) => {
  const order = await target.order()
  const lead = await signedIn(browser, 'lead2')
  const [good, revoked] = [
    await tokenOf('lead2'),
    await plantToken(target.email('lead2'), target.ods, { over: 'revoked' }),
  ]
  await lead.goto(`/orders/${order.number}/approve`)
  expect(await byApi(request, revoked, order)).toBe('TOKEN_INVALID')
  const roles = (ended: boolean) =>
    target.sql(
      `UPDATE identity.membership SET ended_at = CASE WHEN $2 THEN now() END WHERE person_id = $1`,
      ...[target.id('lead2'), ended],
    )
  await target.sql(
    `INSERT INTO identity.membership (trust_id, person_id, role, granted_at) VALUES ($1, $2, 'auditor', now())`,
    ...[target.trust, target.id('lead2')],
  )
  await target.sql(
    `UPDATE identity.membership SET ended_at = now() WHERE person_id = $1 AND role = 'lead'`,
    target.id('lead2'),
  )
  // the role is gone: the page that is still open, the action, the API
  await lead.getByRole('button', { name: /^Approve/ }).click()
  await expect(lead.locator('.nhsuk-error-summary')).toContainText('Your role may not do this')
  expect(await decide(lead, order)).toBe('NOT_ALLOWED')
  expect(await byApi(request, good, order)).toBe('NOT_ALLOWED')
  // the person is gone
  await roles(true)
  expect(await decide(lead, order)).toMatch(/SIGNED_OUT|redirect \/sign-in|NOT_ALLOWED/)
  expect(await byApi(request, good, order)).toMatch(/TOKEN_INVALID|NOT_ALLOWED/)
  await roles(false)
  await target.sql(`DELETE FROM identity.membership WHERE person_id = $1 AND role = 'auditor'`, target.id('lead2'))
  expect(await target.look(order)).toMatchObject({ states: ['waiting'], events: 0, sendings: 0 })
})

test('a deputy whose time was ended, or ran out, between looking and acting', async ({ browser, request }) => {
  const lead = await signedIn(browser, 'lead')
  for (const end of [
    'UPDATE deputising SET ended_at = now(), ended_by = for_person WHERE id = $1',
    `UPDATE deputising SET until_at = now() - interval '1 second', from_at = now() - interval '1 hour' WHERE id = $1`,
  ]) {
    const order = await target.order({ day: 3_000_000 })
    const id = await target.standIn('chief', 'lead')
    await lead.goto(`/orders/${order.number}/approve`)
    await expect(lead.getByText('You decide for chief of Eastgate,')).toBeVisible()
    await target.sql(end, id)
    await lead.getByRole('button', { name: /^Approve/ }).click()
    await expect(lead.locator('.nhsuk-error-summary')).toContainText('This is over your limit')
    await nobodyDecides(lead, request, 'lead', order, 'OVER_LIMIT')
  }
})

test('an approval whose last moment passed between looking and acting', async ({ browser, request }) => {
  const order = await target.order()
  const lead = await signedIn(browser, 'lead')
  await lead.goto(`/orders/${order.number}/approve`)
  await target.sql(`UPDATE approval SET due_at = now() - interval '1 second' WHERE order_id = $1`, order.id)
  await lead.getByRole('button', { name: /^Approve/ }).click()
  await expect(lead.locator('.nhsuk-error-summary')).toContainText('The time for this approval is over')
  expect(await decide(lead, order)).toBe('APPROVAL_OVER')
  expect(await byApi(request, await tokenOf('lead'), order)).toBe('APPROVAL_OVER')
  expect(await target.look(order)).toMatchObject({ states: ['waiting'], events: 0, sendings: 0 })
})

test('two approvers at once, by page, action and API: it is decided once', async ({ browser, request }) => {
  const order = await target.order()
  const [lead, chief] = [await signedIn(browser, 'lead'), await signedIn(browser, 'chief')]
  await lead.goto(`/orders/${order.number}/approve`)
  const pressed = lead.getByRole('button', { name: /^Approve/ }).click()
  const [byChief, byToken] = await Promise.all([
    decide(chief, order),
    byApi(request, await tokenOf('director'), order),
    pressed,
  ])
  await expect(lead.locator('.nhsuk-error-summary').or(lead.getByRole('status')).first()).toBeVisible()
  const after = await target.look(order)
  expect(after?.states).toEqual(['approved'])
  expect(after?.by).toHaveLength(1)
  const won = [byChief?.startsWith('redirect'), byToken === 'done', after?.by[0] === target.id('lead')]
  expect(won.filter(Boolean)).toHaveLength(1)
})

test('one person for two approvals, as themselves and as a deputy', async ({ browser, request }) => {
  const id = await target.standIn('director', 'chief')
  const order = await target.order({
    kind: 'cd',
    day: 12_000_000,
    asked: [{ role: 'director' }, { role: 'pharmacist' }],
  })
  const chief = await signedIn(browser, 'chief')
  expect(await decide(chief, { number: order.number, role: 'pharmacist' })).toMatch(/^redirect/)
  expect(await decide(chief, { number: order.number, role: 'director' })).toBe('TWO_APPROVALS')
  expect(await byApi(request, await tokenOf('chief'), { number: order.number, role: 'director' })).toBe('TWO_APPROVALS')
  await showsNoWay(chief, order.number)
  expect(await target.look(order)).toMatchObject({ states: ['waiting', 'approved'], sendings: 0 })
  await target.sql('UPDATE deputising SET ended_at = now(), ended_by = for_person WHERE id = $1', id)
})

test('a technician and the papers of a controlled drug', async ({ browser, request }) => {
  const order = await target.order({ kind: 'cd', asked: [{ role: 'pharmacist' }] })
  const technician = await signedIn(browser, 'technician')
  const token = await tokenOf('technician')
  expect((await technician.goto(`/orders/${order.number}/approve`))?.status()).toBe(403)
  expect(await decide(technician, { number: order.number, role: 'pharmacist' })).toBe('NOT_ALLOWED')
  expect(await byApi(request, token, { number: order.number, role: 'pharmacist' })).toMatch(/NOT_ALLOWED|SCOPE/)
  await target.sql(`UPDATE purchase_order SET status = 'approved', approved_at = now() WHERE id = $1`, order.id)
  const at = { number: order.number, version: '1' }
  const written = await byAction(technician, 'writeRequisition', { ...at, profession: 'Pharmacist', purpose: 'Stock' })
  expect(written).toBe('NOT_ALLOWED')
  const signed = await byAction(technician, 'signRequisition', { ...at, signed: 'yes', unusualReason: 'None' })
  expect(signed).toBe('NOT_ALLOWED')
  await technician.goto(`/orders/${order.number}/send`)
  await expect(technician.getByRole('button', { name: /requisition|Confirm|Send/i })).toHaveCount(0)
  expect(await byAction(technician, 'sendHeldOrder', at)).toBe('STILL_HELD')
  const sent = await request.post(`${demo().url}/api/v1/orders/${order.number}/send`, {
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
    data: { how: 'queue', version: 1 },
  })
  expect(((await sent.json()) as { code: string }).code).toBe('STILL_HELD')
  expect(await target.look(order)).toMatchObject({ sendings: 0 })
})

test('the link of a mail decides nothing, whoever or whatever opens it, however often', async ({
  browser,
  playwright,
}) => {
  const order = await target.order()
  const before = await target.look(order)
  const nobody = await playwright.request.newContext()
  const lead = await signedIn(browser, 'lead')
  const link = `${demo().url}/orders/${order.number}/approve`
  const ways = [link, `${link}?decision=approve&version=1&role=lead`, `${link}?done=${order.number}`]
  for (const way of ways) {
    expect((await nobody.head(way, { maxRedirects: 0 })).status()).toBeLessThan(400)
    expect((await nobody.get(way)).url()).toContain('/sign-in')
    expect((await lead.context().request.head(way)).status()).toBe(200)
    expect((await lead.context().request.get(way)).status()).toBe(200)
  }
  // after signing in the link leads to the decision, which is still to be taken
  const fresh = await (await browser.newContext({ baseURL: demo().url })).newPage()
  await fresh.goto(link)
  await fresh.getByLabel('E-mail address', { exact: true }).fill(target.email('lead'))
  await fresh.getByLabel('Password').fill(demo().password)
  await fresh.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(fresh).toHaveURL(link)
  await expect(fresh.getByRole('button', { name: /^Approve/ })).toBeVisible()
  expect(await target.look(order)).toEqual(before)
  await nobody.dispose()
})
