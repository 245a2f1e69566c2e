import { expect, test } from '../fixtures.ts'
import { type Attacked, attackedTrust } from '../steps/attacked-trust.ts'
import { attackOn, throughEachDoor } from './attack-doors.ts'

/*
 * Ways to have an order agreed to that should not be, each through page, action and API (`throughEachDoor` asks for all
 * three, and the report shows each as a step). After each the order stands as it stood.
 *
 * | attack                                | page                         | action                        | API                     |
 * | split orders                          | submits a part; no way       | submits a part; OVER_LIMIT    | the same                |
 * | self-approval through a deputy        | no way to decide             | OWN_ORDER, DEPUTY_OF_OWNER    | the same                |
 * | approval of a changed version         | “changed while you looked”   | CHANGED_MEANWHILE             | CHANGED_MEANWHILE       |
 * | approval after the right is withdrawn | “your role may not”          | NOT_ALLOWED, signed out       | NOT_ALLOWED, no token   |
 * | two approvers at once                 | one of three at the same moment, by a door each: it is decided once              |
 * | expiry in mid-act                     | “the time is over”           | APPROVAL_OVER, OVER_LIMIT     | the same                |
 *
 * Emergencies, and what holds controlled drugs and unlicensed medicines: `attacks-on-holds.spec.ts`. Deputies and links
 * of mails: `attacks-by-deputies.spec.ts`.
 */

let target: Attacked
let doors: ReturnType<typeof attackOn>

test.beforeAll(async () => {
  target = await attackedTrust()
  doors = attackOn(target)
})
test.afterAll(() => target.close())

test('split orders: what the day comes to is beyond the lead, whichever part they try', async ({
  browser,
  request,
}) => {
  const technician = await doors.signedIn(browser, 'technician')
  const token = await doors.tokenOf('technician')
  const draft = () => doors.draft(request, token)
  const parts = [await draft(), await draft(), await draft()] as const
  const asked = (part: { id: string }) =>
    target.sql<{ role: string; day: string }>(
      `SELECT DISTINCT a.role, o.day_total AS day FROM approval a JOIN purchase_order o ON o.id = a.order_id WHERE o.id = $1 AND a.state = 'waiting'`,
      part.id,
    )
  // each part is within the lead's limit, and is submitted by a door of its own
  await throughEachDoor({
    page: () => doors.submit.page(technician, parts[0]),
    action: async () => expect(await doors.submit.action(technician, parts[1])).toContain('/done'),
    api: async () => expect(await doors.submit.api(request, token, parts[2])).toBe('done'),
  })
  const lead = await doors.signedIn(browser, 'lead')
  for (const part of parts) {
    const waiting = await asked(part)
    expect(waiting.length).toBeGreaterThan(0)
    for (const { role, day } of waiting) {
      expect(Number(day), 'three times £19,200').toBeGreaterThanOrEqual(5_760_000)
      await doors.nobodyDecides(lead, request, 'lead', part, role === 'lead' ? 'OVER_LIMIT' : 'NOT_YOURS_TO_DECIDE', {
        role,
      })
      await doors.nobodyDecides(technician, request, 'technician', part, 'NOT_ALLOWED', { role })
    }
  }
})

test('one’s own order, also with somebody’s power to agree to it', async ({ browser, request }) => {
  const lead = await doors.signedIn(browser, 'lead')
  const nobody = (order: { id: string; number: string }, code: string) =>
    doors.nobodyDecides(lead, request, 'lead', order, code)
  await nobody(await target.order({ raisedBy: 'lead' }), 'OWN_ORDER')
  const id = await target.standIn('chief', 'lead')
  await nobody(await target.order({ raisedBy: 'lead', day: 3_000_000 }), 'OWN_ORDER')
  await nobody(await target.order({ raisedBy: 'chief', day: 3_000_000 }), 'DEPUTY_OF_OWNER')
  await target.endStandIn(id)
})

test('a version that is not the order’s any more', async ({ browser, request }) => {
  const order = await target.order()
  const lead = await doors.signedIn(browser, 'lead')
  await lead.goto(`/orders/${order.number}/approve`)
  await target.sql('UPDATE purchase_order SET version = 2 WHERE id = $1', order.id)
  await throughEachDoor({
    page: async () => {
      await lead.getByRole('button', { name: /^Approve/ }).click()
      await expect(lead.locator('.nhsuk-error-summary')).toContainText('changed while you were looking')
    },
    action: async () => {
      expect(await doors.decide(lead, { number: order.number })).toBe('CHANGED_MEANWHILE')
      expect(await doors.decide(lead, { number: order.number, version: 2 })).toBe('CHANGED_MEANWHILE')
    },
    api: async () => {
      const token = await doors.tokenOf('lead')
      expect(await doors.byApi(request, token, { number: order.number })).toBe('CHANGED_MEANWHILE')
      expect(await doors.byApi(request, token, { number: order.number, version: 2 })).toBe('CHANGED_MEANWHILE')
    },
  })
  expect(await target.look(order)).toMatchObject({ states: ['waiting'], events: 0, sendings: 0 })
})

test('a right that was withdrawn: the role, the deputy, the person, the token', async ({ browser, request }) => {
  const order = await target.order()
  const lead = await doors.signedIn(browser, 'lead2')
  const good = await doors.tokenOf('lead2')
  const revoked = await doors.tokenOf('lead2', 'revoked')
  await lead.goto(`/orders/${order.number}/approve`)
  await target.sql(
    `INSERT INTO identity.membership (trust_id, person_id, role, granted_at) VALUES ($1, $2, 'auditor', now())`,
    ...[target.trust, target.id('lead2')],
  )
  await target.sql(
    `UPDATE identity.membership SET ended_at = now() WHERE person_id = $1 AND role = 'lead'`,
    target.id('lead2'),
  )
  // the role is gone: the page that is still open, the action, the API
  await throughEachDoor({
    page: async () => {
      await lead.getByRole('button', { name: /^Approve/ }).click()
      await expect(lead.locator('.nhsuk-error-summary')).toContainText('Your role may not do this')
    },
    action: async () => expect(await doors.decide(lead, order)).toBe('NOT_ALLOWED'),
    api: async () => {
      expect(await doors.byApi(request, good, order)).toBe('NOT_ALLOWED')
      expect(await doors.byApi(request, revoked, order)).toBe('TOKEN_INVALID')
    },
  })
  // the person is gone
  await target.sql('UPDATE identity.membership SET ended_at = now() WHERE person_id = $1', target.id('lead2'))
  await throughEachDoor({
    page: async () => {
      await lead.goto(`/orders/${order.number}/approve`)
      await expect(lead).toHaveURL(/\/sign-in/)
    },
    action: async () => expect(await doors.decide(lead, order)).toMatch(/SIGNED_OUT|redirect \/sign-in|NOT_ALLOWED/),
    api: async () => expect(await doors.byApi(request, good, order)).toMatch(/TOKEN_INVALID|NOT_ALLOWED/),
  })
  await target.sql(
    `UPDATE identity.membership SET ended_at = NULL WHERE person_id = $1 AND role = 'lead'`,
    target.id('lead2'),
  )
  await target.sql(`DELETE FROM identity.membership WHERE person_id = $1 AND role = 'auditor'`, target.id('lead2'))
  expect(await target.look(order)).toMatchObject({ states: ['waiting'], events: 0, sendings: 0 })
})

test('a deputy whose time was ended, or ran out, between looking and acting', async ({ browser, request }) => {
  const lead = await doors.signedIn(browser, 'lead')
  for (const end of ['ended', 'ran out'] as const) {
    const order = await target.order({ day: 3_000_000 })
    const id = await target.standIn('chief', 'lead')
    await lead.goto(`/orders/${order.number}/approve`)
    await expect(lead.getByText('You decide for chief of Eastgate,')).toBeVisible()
    await target.endStandIn(id, end)
    await lead.getByRole('button', { name: /^Approve/ }).click()
    await expect(lead.locator('.nhsuk-error-summary')).toContainText('This is over your limit')
    await doors.nobodyDecides(lead, request, 'lead', order, 'OVER_LIMIT')
  }
})

test('an approval whose last moment passed between looking and acting', async ({ browser, request }) => {
  const order = await target.order()
  const lead = await doors.signedIn(browser, 'lead')
  await lead.goto(`/orders/${order.number}/approve`)
  await target.sql(`UPDATE approval SET due_at = now() - interval '1 second' WHERE order_id = $1`, order.id)
  await throughEachDoor({
    page: async () => {
      await lead.getByRole('button', { name: /^Approve/ }).click()
      await expect(lead.locator('.nhsuk-error-summary')).toContainText('The time for this approval is over')
    },
    action: async () => expect(await doors.decide(lead, order)).toBe('APPROVAL_OVER'),
    api: async () => expect(await doors.byApi(request, await doors.tokenOf('lead'), order)).toBe('APPROVAL_OVER'),
  })
  expect(await target.look(order)).toMatchObject({ states: ['waiting'], events: 0, sendings: 0 })
})

test('two approvers at once, by page, action and API: it is decided once', async ({ browser, request }) => {
  const order = await target.order()
  const [lead, chief] = [await doors.signedIn(browser, 'lead'), await doors.signedIn(browser, 'chief')]
  await lead.goto(`/orders/${order.number}/approve`)
  const token = await doors.tokenOf('director')
  const pressed = lead.getByRole('button', { name: /^Approve/ }).click()
  const [byChief, byToken] = await Promise.all([
    doors.decide(chief, order),
    doors.byApi(request, token, order),
    pressed,
  ])
  await expect(lead.locator('.nhsuk-error-summary').or(lead.getByRole('status')).first()).toBeVisible()
  const after = await target.look(order)
  expect(after?.states).toEqual(['approved'])
  expect(after?.by).toHaveLength(1)
  const won = [byChief?.startsWith('redirect'), byToken === 'done', after?.by[0] === target.id('lead')]
  expect(won.filter(Boolean)).toHaveLength(1)
})
