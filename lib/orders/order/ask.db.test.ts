import { expect, test } from 'vitest'
import { commit } from '#lib/db/commit.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok } from '#lib/result.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { anAdoptedScheme } from '#lib/testing/adopted-scheme.ts'
import { anAskedOrder } from '#lib/testing/asked-order.ts'
import { localDate, londonDate } from '#lib/values/dates.ts'
import { pence } from '#lib/values/money.ts'
import { requiredApprovals } from './approval.rules.ts'
import { askForApprovals, lapseApprovals } from './ask.store.ts'
import { ordersOfDay } from './day.store.ts'
import { schemeInForce, schemeOfVersion } from './scheme.queries.ts'
import { DEFAULT_SCHEME } from './scheme.schema.ts'

const world = await aWorld()

const submit = async (raisedBy: TestPerson, gross: number) => {
  const order = await anAskedOrder(world, { raisedBy, asked: [] })
  const act = world.act(raisedBy)
  const { needed, dayTotal } = requiredApprovals(DEFAULT_SCHEME, {
    lines: [],
    gross: pence(gross),
    emergency: false,
    sameDay: [],
    at: act.now,
  })
  const person = world.personId(raisedBy)
  const { storeId } = world.trusts.RZZ
  const facts = { ...order, storeId, raisedBy: person, submittedBy: person, changers: [], dayTotal }
  await commit(act, { name: 'testAsk', permission: 'order.view' }, order, async (tx) => {
    await askForApprovals(tx, act, facts, needed, DEFAULT_SCHEME)
    return ok(null)
  })
  return order
}

const told = async (id: string) => {
  const rows = await world.sql<{ person: string; kind: string }>(
    `SELECT data->>'personId' AS person, data->>'kind' AS kind FROM pgboss.job WHERE name = 'send-notice' AND data->>'id' = $1`,
    [id],
  )
  expect(rows.every((row) => row.kind === 'approval_waiting')).toBe(true)
  return rows.map((row) => row.person).sort()
}
const ids = (...people: TestPerson[]) => people.map((person) => world.personId(person)).sort()

test('asking writes the rows and tells the people it comes to', async () => {
  const order = await submit('technician', 600_000)
  const rows = await world.sql('SELECT role, state, retrospective, reasons FROM approval WHERE order_id = $1', [
    order.id,
  ])
  expect(rows).toMatchObject([
    { role: 'lead', state: 'waiting', retrospective: false, reasons: [{ code: 'OVER_LIMIT', gross: 600_000 }] },
  ])
  expect(await told(order.id)).toEqual(ids('lead', 'lead2'))
})

test('the raiser is never told, and the next one up where nobody else may', async () => {
  expect(await told((await submit('lead', 600_000)).id)).toEqual(ids('lead2'))
  await world.sql(`UPDATE identity.membership SET ended_at = now() WHERE person_id = $1`, [world.personId('lead2')])
  expect(await told((await submit('lead', 600_000)).id)).toEqual(ids('chief'))
  expect(await told((await submit('technician', 20_000_000)).id)).toEqual(ids('director'))
})

test('nothing needed writes nothing', async () => {
  const order = await submit('technician', 100)
  expect(await world.sql('SELECT 1 FROM approval WHERE order_id = $1', [order.id])).toEqual([])
  expect(await told(order.id)).toEqual([])
})

test('what lapses may leave what is to be given afterwards', async () => {
  const asked = [{ role: 'lead' as const, retrospective: true }, { role: 'pharmacist' as const }]
  const order = await anAskedOrder(world, { asked })
  const act = world.act('technician')
  const states = () => world.sql('SELECT role, state FROM approval WHERE order_id = $1 ORDER BY role', [order.id])
  await withTrust(act.actor, (tx) => lapseApprovals(tx, act, order, { keepRetrospective: true }))
  expect(await states()).toEqual([
    { role: 'lead', state: 'waiting' },
    { role: 'pharmacist', state: 'lapsed' },
  ])
  await withTrust(act.actor, (tx) => lapseApprovals(tx, act, { id: order.id }))
  expect((await states())[0]).toEqual({ role: 'lead', state: 'lapsed' })
})

test('a supplier’s day counts what stands, of this trust, and locks out whoever submits at the same time', async () => {
  const supplierId = world.suppliers.albion
  const planted = { supplier: 'albion' as const }
  const off = await anAskedOrder(world, planted)
  await world.sql(`UPDATE order_line SET contract_state = 'OFF_CONTRACT' WHERE order_id = $1`, [off.id])
  const on = await anAskedOrder(world, { ...planted, status: 'sent' })
  for (const status of ['returned', 'rejected', 'cancelled']) {
    const gone = await anAskedOrder(world, planted)
    await world.sql('UPDATE purchase_order SET status = $2 WHERE id = $1', [gone.id, status])
  }
  await anAskedOrder(world, { ...planted, trust: 'RZY' })
  const other = await anAskedOrder(world, planted)
  await world.sql(`UPDATE purchase_order SET submitted_on = '2026-11-22' WHERE id = $1`, [other.id])

  const act = world.act('technician')
  const day = { supplierId, on: londonDate(world.clock()), days: 1, exceptOrderId: world.newId() }
  const found = await withTrust(act.actor, (tx) => ordersOfDay(tx, act, day))
  expect(found).toEqual([
    { number: off.number, gross: 26_640, offContract: 26_640 },
    { number: on.number, gross: 26_640, offContract: 0 },
  ])

  const order: string[] = []
  const gate = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const first = withTrust(act.actor, async (tx) => {
    await ordersOfDay(tx, act, day)
    held.resolve()
    await gate.promise
    order.push('first')
  })
  await held.promise
  const second = withTrust(act.actor, async (tx) => {
    await ordersOfDay(tx, act, day)
    order.push('second')
  })
  const elsewhere = withTrust(act.actor, async (tx) => {
    await ordersOfDay(tx, act, { ...day, supplierId: world.suppliers.calder })
    order.push('elsewhere')
  })
  await elsewhere
  gate.resolve()
  await Promise.all([first, second])
  expect(order).toEqual(['elsewhere', 'first', 'second'])
})

test('the newest scheme that has begun is in force; an order keeps its own', async () => {
  const [, ...above] = DEFAULT_SCHEME.bands
  const tighter = { ...DEFAULT_SCHEME, bands: [{ upTo: 100_000, plan: [] }, ...above] }
  await anAdoptedScheme(world, { version: 2, from: '2026-12-01', rules: tighter })
  const { actor } = world.act('technician')
  await withTrust(actor, async (tx) => {
    expect(await schemeInForce(tx, localDate('2026-11-30'))).toEqual({ version: 1, scheme: DEFAULT_SCHEME })
    expect((await schemeInForce(tx, localDate('2026-12-01'))).scheme.bands[0]?.upTo).toBe(100_000)
    expect((await schemeOfVersion(tx, 1)).scheme).toEqual(DEFAULT_SCHEME)
  })
  await withTrust(world.act('technician', { trust: 'RZY' }).actor, async (tx) => {
    expect((await schemeInForce(tx, localDate('2026-12-01'))).version).toBe(1)
  })
})
