import { describe, expect, test } from 'vitest'
import { dutiesReport } from '#lib/audit/duties/duties.queries.ts'
import { exceptionsReport } from '#lib/audit/exceptions/exceptions.queries.ts'
import { reportAddress } from '#lib/audit/report.schema.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ordersOfDay } from '#lib/orders/order/day.store.ts'
import { aWorld, type TestPack, type TestPerson, type World } from '#lib/testing/a-trust.ts'
import { anApprovedOrder, type PlantedOrder } from '#lib/testing/approved-order.ts'
import { anAskedOrder } from '#lib/testing/asked-order.ts'
import { type LocalDate, londonDate } from '#lib/values/dates.ts'
import { decideOverDelivery } from './decide-over-delivery.command.ts'
import { keepingOfNote } from './keeping.queries.ts'
import { receiveDelivery } from './receive-delivery.command.ts'

const world = await aWorld()

type Supplier = keyof World['suppliers']

/** An order of which more came than was ordered; each on a day of its own, unless told. */
async function exceeded(of: {
  pack?: TestPack
  packs: number
  came: number
  price?: number
  supplier?: Supplier
  sameDay?: boolean
  raisedBy?: TestPerson
  kind?: PlantedOrder['kind']
}) {
  if (!of.sameDay) world.clock.advance(86_400_000)
  const { pack = 'meropenem', packs, came, price = 690_000, supplier = 'meridian', raisedBy, kind } = of
  const order = await anApprovedOrder(world, {
    status: 'sent',
    supplier,
    raisedBy,
    kind,
    lines: [{ pack, packs, price }],
  })
  const [line] = await world.sql<{ id: string }>('SELECT id FROM order_line WHERE order_id = $1', [order.id])
  const booked = await receiveDelivery(world.act('stores'), {
    ...{ supplierId: world.suppliers[supplier], deliveryNote: '', note: '' },
    storeId: kind === 'cd' ? world.trusts.RZZ.cupboardId : world.trusts.RZZ.storeId,
    entries: [
      {
        ...{ lineId: line?.id ?? '', accepted: came, rejected: 0, batch: 'K1', expiry: '2029-08-31' as LocalDate },
        ...{ variance: 'OVER', fridgeTenths: null, quarantined: false, scanned: '', note: '' },
      },
    ],
  })
  if (!booked.ok) throw new Error(JSON.stringify(booked.refusal))
  const [held] = await world.sql<{ id: string; receipt: string }>(
    `SELECT v.id, r.receipt_id AS receipt FROM over_delivery v JOIN receipt_line r ON r.id = v.receipt_line_id
     WHERE v.order_line_id = $1`,
    [line?.id],
  )
  return { ...order, over: held?.id ?? '', receipt: held?.receipt ?? '' }
}
const keep = (id: string) => ({ id, decision: 'keep' as const, reason: 'Needed' })
const kept = async (id: string) =>
  (await world.sql<{ kept_gross: string }>('SELECT kept_gross FROM purchase_order WHERE id = $1', [id]))[0]?.kept_gross

describe('keeping what came beyond an order', () => {
  test('takes whom the scheme would ask for it; neither who raised it nor a lead beyond their limit', async () => {
    const order = await exceeded({ packs: 8, came: 480 })
    const tries = async (who: TestPerson) => decideOverDelivery(world.act(who), keep(order.over))
    expect(await tries('technician')).toMatchObject({ refusal: { code: 'OWN_ORDER', how: 'raised' } })
    const needs = { code: 'NOT_YOURS_TO_KEEP', needs: 'chief', can: ['Chief of RZZ'] }
    for (const who of ['technician2', 'lead', 'pharmacist'] as const) {
      expect(await tries(who)).toEqual({ ok: false, refusal: needs })
      const page = await keepingOfNote(world.actor(who), order.receipt, world.clock())
      expect(page.get(order.over)).toMatchObject({ worth: 3_908_160, refusal: needs })
    }
    expect(await tries('stores')).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
    expect(await tries('auditor')).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
    const abroad = world.act('chief', { trust: 'RZY' })
    expect(await decideOverDelivery(abroad, keep(order.over))).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
    expect((await keepingOfNote(world.actor('chief', { trust: 'RZY' }), order.receipt, world.clock())).size).toBe(0)
    const act = world.act('chief')
    const both = await Promise.all([
      decideOverDelivery(act, keep(order.over)),
      decideOverDelivery(act, keep(order.over)),
    ])
    expect(both.every((one) => one.ok)).toBe(true)
    expect(await kept(order.id)).toBe('3908160')
    const [event] = await world.sql<{ payload: string }>(
      "SELECT payload FROM audit_event WHERE chain_id = $1 AND verb = 'OVER_DECIDED'",
      [order.id],
    )
    expect(JSON.parse(event?.payload ?? '{}').data).toMatchObject({ net: 3_256_800, as: 'chief', schemeVersion: 1 })
    expect(await decideOverDelivery(world.act('lead'), keep(order.over))).toMatchObject({
      refusal: { code: 'OVER_DECIDED' },
    })
  })

  test('a controlled drug beyond its requisition goes back, whoever decides', async () => {
    const order = await exceeded({ pack: 'morphine', packs: 1, came: 60, kind: 'cd', price: 80_000 })
    for (const who of ['technician2', 'lead', 'pharmacist', 'chief', 'director'] as const) {
      expect(await decideOverDelivery(world.act(who), keep(order.over))).toMatchObject({
        refusal: { code: 'EXCESS_GOES_BACK', why: 'controlled' },
      })
    }
    const back = { ...keep(order.over), decision: 'return' as const }
    expect(await decideOverDelivery(world.act('pharmacist'), back)).toMatchObject({ ok: true })
    expect(await kept(order.id)).toBe('0')
  })

  test('an unlicensed medicine takes a pharmacist', async () => {
    const order = await exceeded({ pack: 'melatonin', packs: 2, came: 4, supplier: 'larkspur', kind: 'unlicensed' })
    expect(await decideOverDelivery(world.act('technician2'), keep(order.over))).toMatchObject({
      refusal: { code: 'NOT_YOURS_TO_KEEP', needs: 'pharmacist' },
    })
    expect(await decideOverDelivery(world.act('pharmacist'), keep(order.over))).toMatchObject({ ok: true })
  })

  test('a small one within the buyer’s limit is kept by another technician, and counts from then on', async () => {
    const order = await exceeded({ packs: 8, came: 11 })
    const waiting = await anAskedOrder(world, { dayTotal: 100 })
    expect(await decideOverDelivery(world.act('technician2'), keep(order.over))).toMatchObject({ ok: true })
    const on = londonDate(world.clock())
    const day = { supplierId: world.suppliers.meridian, on, days: 1 }
    const act = world.act('technician')
    const all = await withTrust(act.actor, (tx) => ordersOfDay(tx, act, day))
    expect(all.find((one) => one.number === order.number)?.gross).toBe(66_240 + 24_840)
    const without = await withTrust(act.actor, (tx) => ordersOfDay(tx, act, { ...day, exceptOrderId: order.id }))
    expect(without.find((one) => one.number === order.number)?.gross).toBe(24_840)
    const [row] = await world.sql<{ day_total: string }>('SELECT day_total FROM purchase_order WHERE id = $1', [
      waiting.id,
    ])
    expect(Number(row?.day_total)).toBe(66_240 + 24_840 + 26_640)
  })

  test('two excesses at once never pass a limit together', async () => {
    const one = await exceeded({ packs: 10, came: 35 })
    const two = await exceeded({ packs: 10, came: 35, sameDay: true })
    const both = await Promise.all([
      decideOverDelivery(world.act('technician2'), keep(one.over)),
      decideOverDelivery(world.act('technician2'), keep(two.over)),
    ])
    expect(both.filter((answer) => answer.ok)).toHaveLength(1)
    expect(both.find((answer) => !answer.ok)).toMatchObject({ refusal: { code: 'NOT_YOURS_TO_KEEP', needs: 'lead' } })
  })

  test('is a duty of approving in the report, with its worth among the exceptions', async () => {
    const order = await exceeded({ packs: 8, came: 10 })
    await decideOverDelivery(world.act('lead'), keep(order.over))
    await world.sql('UPDATE purchase_order SET changers = $2 WHERE id = $1', [order.id, [world.personId('lead')]])
    const asked = reportAddress.parse({ kind: 'over', to: '31/12/2026' })
    const now = new Date('2026-12-31T12:00:00Z')
    const { rows } = await dutiesReport(world.actor('auditor'), now, asked)
    expect(rows.find((row) => row.number === order.number)).toMatchObject({ duties: ['raise', 'approve'] })
    const over = await exceptionsReport(world.actor('auditor'), now, asked)
    expect(over.rows.find((row) => row.order?.number === order.number)?.words).toMatch(
      /kept for £165\.60 with VAT\. Needed/,
    )
  })
})
