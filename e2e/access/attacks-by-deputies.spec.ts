import { expect, test } from '../fixtures.ts'
import { demo } from '../installations.ts'
import { type Attacked, attackedTrust } from '../steps/attacked-trust.ts'
import { attackOn, throughEachDoor } from './attack-doors.ts'

/*
 * What a deputy may, and may not, by page, action and API alike; and what opening the link of a mail does: nothing.
 */

let target: Attacked
let doors: ReturnType<typeof attackOn>

test.beforeAll(async () => {
  target = await attackedTrust()
  doors = attackOn(target)
})
test.afterAll(() => target.close())

test('a deputy decides by each door within what was handed over, with both names, and not beyond', async ({
  browser,
  request,
}) => {
  const lead = await doors.signedIn(browser, 'lead')
  const id = await target.standIn('chief', 'lead', { kinds: ['money'], most: 4_000_000 })
  const token = await doors.tokenOf('lead')
  const within = () => target.order({ day: 3_000_000, asked: [{ role: 'chief' }] })
  const given = async (order: { id: string }) => {
    const [row] = await target.sql(
      `SELECT state, decided_by AS by, decided_for AS place, deputising_id AS how FROM approval WHERE order_id = $1`,
      order.id,
    )
    expect(row).toEqual({ state: 'approved', by: target.id('lead'), place: target.id('chief'), how: id })
  }
  await throughEachDoor({
    page: async () => {
      const order = await within()
      await lead.goto(`/orders/${order.number}/approve`)
      await lead.getByRole('button', { name: /^Approve/ }).click()
      await expect(lead.getByRole('status').first()).toBeVisible()
      await given(order)
    },
    action: async () => {
      const order = await within()
      expect(await doors.decide(lead, { number: order.number, role: 'chief' })).toMatch(/^redirect/)
      await given(order)
    },
    api: async () => {
      const order = await within()
      expect(await doors.byApi(request, token, { number: order.number, role: 'chief' })).toBe('done')
      await given(order)
    },
  })
  const beyond = await target.order({ day: 4_000_001, asked: [{ role: 'chief' }] })
  await doors.nobodyDecides(lead, request, 'lead', beyond, 'OVER_LIMIT', { role: 'chief' })
  const clinical = await target.order({ kind: 'cd', asked: [{ role: 'pharmacist' }] })
  await doors.nobodyDecides(lead, request, 'lead', clinical, 'NOT_YOURS_TO_DECIDE', { role: 'pharmacist' })
  await target.endStandIn(id)
  const other = await target.standIn('chief', 'lead', { kinds: ['contract'] })
  const money = await target.order({ day: 3_000_000, asked: [{ role: 'chief' }] })
  await doors.nobodyDecides(lead, request, 'lead', money, 'NOT_HANDED_OVER', { role: 'chief' })
  await target.endStandIn(other)
})

test('somebody else’s power taken by oneself, or given by an administrator alone', async ({ browser, request }) => {
  const order = await target.order({ day: 3_000_000 })
  const wanted = {
    ...{ forPerson: target.id('chief'), deputy: target.id('lead'), away: 'yes', reason: 'Trying it' },
    ...{ fromOn: '1 January 2026', untilOn: '31 December 2026', kinds: 'money' },
  }
  const lead = await doors.signedIn(browser, 'lead')
  const admin = await doors.signedIn(browser, 'admin')
  const soon = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10).split('-').reverse().join('/')
  const today = new Date().toISOString().slice(0, 10).split('-').reverse().join('/')
  const days = { fromOn: today, untilOn: soon }
  expect(await doors.byAction(lead, 'nameDeputy', { ...wanted, ...days })).toBe('NOT_ALLOWED')
  expect(await doors.byAction(admin, 'nameDeputy', { ...wanted, ...days })).toContain('redirect /settings/deputies')
  const [asked] = await target.sql<{ id: string; state: string }>(
    'SELECT id, state FROM deputising WHERE trust_id = $1 AND made_by = $2',
    ...[target.trust, target.id('admin')],
  )
  expect(asked?.state).toBe('asked')
  const deputisingId = asked?.id ?? ''
  expect(await doors.byAction(lead, 'answerDeputy', { deputisingId, answer: 'agree' })).toBe('NOT_YOURS_TO_AGREE')
  expect(await doors.byAction(admin, 'answerDeputy', { deputisingId, answer: 'agree' })).toBe('NOT_ALLOWED')
  await doors.nobodyDecides(lead, request, 'lead', order, 'OVER_LIMIT')
  expect(await doors.byAction(admin, 'endDeputy', { deputisingId })).toContain('redirect')
})

test('one person for two approvals, as themselves and as a deputy', async ({ browser, request }) => {
  const id = await target.standIn('director', 'chief')
  const order = await target.order({
    kind: 'cd',
    day: 12_000_000,
    asked: [{ role: 'director' }, { role: 'pharmacist' }],
  })
  const chief = await doors.signedIn(browser, 'chief')
  expect(await doors.decide(chief, { number: order.number, role: 'pharmacist' })).toMatch(/^redirect/)
  expect(await doors.decide(chief, { number: order.number, role: 'director' })).toBe('TWO_APPROVALS')
  expect(await doors.byApi(request, await doors.tokenOf('chief'), { number: order.number, role: 'director' })).toBe(
    'TWO_APPROVALS',
  )
  await doors.showsNoWay(chief, order.number)
  expect(await target.look(order)).toMatchObject({ states: ['waiting', 'approved'], sendings: 0 })
  await target.endStandIn(id)
})

test('the link of a mail decides nothing, whoever or whatever opens it, however often', async ({
  browser,
  playwright,
}) => {
  const order = await target.order()
  const before = await target.look(order)
  const nobody = await playwright.request.newContext()
  const lead = await doors.signedIn(browser, 'lead')
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
