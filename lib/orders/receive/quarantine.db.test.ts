import { beforeAll, describe, expect, test } from 'vitest'
import { copyOrder } from '#lib/orders/raise/copy-order.command.ts'
import { listOrders } from '#lib/orders/track/order-list.queries.ts'
import { readOrderList } from '#lib/orders/track/order-list.schema.ts'
import { orderListScreen } from '#lib/orders/track/order-list-page.queries.ts'
import { orderPage } from '#lib/orders/track/order-page.queries.ts'
import { workToday } from '#lib/orders/track/today.queries.ts'
import { done } from '#lib/testing/a-pad.ts'
import type { TestPerson, World } from '#lib/testing/a-trust.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { aSentOrder } from '#lib/testing/answered-order.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { decideQuarantine } from './decide-quarantine.command.ts'
import { notePage } from './note.queries.ts'
import { type DecideQuarantine, decideQuarantineInput } from './receive.schema.ts'
import { receiveDelivery } from './receive-delivery.command.ts'
import { reverseReceipt } from './reverse-receipt.command.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})

let batches = 0

/** Ten packs of insulin that came too warm: booked in to quarantine. */
async function tooWarm(by: TestPerson = 'stores') {
  batches += 1
  const batch = `WARM${batches}`
  const order = await aSentOrder(world, { lines: [{ pack: 'insulin', packs: 10, price: 72_000 }] })
  const [lineId = ''] = order.lines
  const came = await receiveDelivery(world.act(by), {
    ...{ supplierId: world.suppliers.meridian, storeId: world.trusts.RZZ.storeId, deliveryNote: '', note: '' },
    entries: [
      {
        ...{ lineId, batch, expiry: '2028-08-31' as LocalDate, accepted: 10, rejected: 0, scanned: '', note: '' },
        ...{ variance: 'COLD_CHAIN_BREACH' as const, fridgeTenths: 140, quarantined: false },
      },
    ],
  })
  if (!came.ok) throw new Error(came.refusal.code)
  const [row] = await world.sql<{ id: string }>('SELECT id FROM receipt_line WHERE batch = $1', [batch])
  return { orderId: order.id, number: came.value.receiptNumber, lineId: row?.id ?? '', batch }
}

const decision = (lineId: string, more: Partial<DecideQuarantine> = {}): DecideQuarantine => ({
  ...{ lineId, packs: 10, outcome: 'release', variance: '', reason: 'The maker says 14 degrees for 2 hours is safe' },
  ...more,
})

const stockOf = async (batch: string) => {
  const rows = await world.sql<{ quarantined: boolean; units: string }>(
    'SELECT quarantined, units_milli AS units FROM stock_holding WHERE batch = $1 ORDER BY quarantined',
    [batch],
  )
  return rows.map((row) => `${row.quarantined ? 'apart' : 'stock'} ${Number(row.units) / 1000}`)
}

describe('packs in quarantine', () => {
  test('are released to stock on hand by a pharmacist, who says why', async () => {
    const one = await tooWarm()
    expect(await stockOf(one.batch)).toEqual(['apart 10'])
    const waits = async () =>
      (await workToday(world.actor('pharmacist'), world.clock())).find((work) => work.kind === 'quarantine')?.count ?? 0
    const before = await waits()
    const done = await decideQuarantine(world.act('pharmacist'), decision(one.lineId))
    expect(done).toEqual({ ok: true, value: { receiptNumber: one.number } })
    expect(await stockOf(one.batch)).toEqual(['stock 10', 'apart 0'])
    expect(await waits()).toBe(before - 1)
    const note = await notePage(world.actor('auditor'), one.number)
    expect(note?.lines[0]?.apart).toMatchObject({
      left: 0,
      decisions: [{ packs: 10, outcome: 'release', variance: null, by: 'Pharmacist of RZZ' }],
    })
    const events = await world.sql<{ verb: string }>(
      `SELECT verb FROM audit_event WHERE chain_id = $1 ORDER BY seq DESC LIMIT 1`,
      [one.orderId],
    )
    expect(events).toEqual([{ verb: 'QUARANTINE_DECIDED' }])
  })

  test('are decided on in parts: some released, some destroyed, some returned, each with its row', async () => {
    const one = await tooWarm()
    const warm = { variance: 'COLD_CHAIN_BREACH' as const }
    await decideQuarantine(world.act('chief'), decision(one.lineId, { packs: 6 }))
    await decideQuarantine(world.act('chief'), decision(one.lineId, { packs: 3, outcome: 'destroy', ...warm }))
    await decideQuarantine(world.act('pharmacist'), decision(one.lineId, { packs: 1, outcome: 'return', ...warm }))
    expect(await stockOf(one.batch)).toEqual(['stock 6', 'apart 0'])
    expect(await decideQuarantine(world.act('chief'), decision(one.lineId, { packs: 1 }))).toMatchObject({
      refusal: { code: 'NOT_IN_QUARANTINE', left: 0 },
    })
    const receipts = await world.sql('SELECT accepted_packs FROM receipt_line WHERE id = $1', [one.lineId])
    expect(receipts).toEqual([{ accepted_packs: 10 }])
  })

  test('returned, stand on the order and on Today until they are ordered again, which is one press away', async () => {
    const one = await tooWarm()
    const [{ number = '' } = {}] = await world.sql<{ number: string }>(
      'SELECT number FROM purchase_order WHERE id = $1',
      [one.orderId],
    )
    const page = () => orderPage(world.actor('technician'), world.clock(), number)
    const waits = async () =>
      (await workToday(world.actor('technician'), world.clock())).find((work) => work.kind === 'went_back')
    const view = { ...readOrderList({ view: 'went_back' }).address }
    const listed = async () => (await listOrders(world.actor('technician'), world.clock(), view)).rows
    const nothing = await copyOrder(world.act('technician'), { number, only: 'went_back' })
    expect(nothing).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
    const returned = { packs: 4, outcome: 'return' as const, variance: 'COLD_CHAIN_BREACH' as const }
    await decideQuarantine(world.act('pharmacist'), decision(one.lineId, { ...returned, reason: 'Too warm' }))
    const after = await page()
    expect(after?.lines[0]).toMatchObject({
      received: 10,
      wentBack: [{ packs: 4, outcome: 'return', reason: 'Too warm', by: 'Pharmacist of RZZ', again: null }],
    })
    expect(after?.history.map((entry) => entry.words)).toContain('Sent back to the supplier from quarantine')
    expect(await waits()).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ number })]) })
    const count = (await waits())?.count ?? 0
    expect((await orderListScreen(world.actor('technician'), world.clock(), null)).counts.went_back).toBe(count)
    expect((await listed()).map((row) => row.number)).toContain(number)
    const pad = done(await copyOrder(world.act('technician'), { number, only: 'went_back' }))
    const lines = await world.sql<{ packs: number }>(
      'SELECT l.packs FROM order_line l JOIN purchase_order o ON o.id = l.order_id WHERE o.pad_id = $1',
      [pad.padId],
    )
    expect(lines).toEqual([{ packs: 4 }])
    expect((await waits())?.count).toBe(count)
    world.clock.set(new Date(world.clock().getTime() + 60_000))
    await aSentOrder(world, { lines: [{ pack: 'insulin', packs: 4, price: 72_000 }] })
    expect((await page())?.lines[0]?.wentBack[0]?.again).toMatch(/^RZZ-/)
    expect((await listed()).map((row) => row.number)).not.toContain(number)
  })

  test('what is not released says what is wrong with it', () => {
    const lineId = '01a207a2-3280-7466-a4a1-ec23c30f5627'
    const read = (outcome: string, variance = '') =>
      decideQuarantineInput.safeParse({ lineId, packs: '2', outcome, variance, reason: 'Too warm' }).success
    expect([read('release'), read('destroy'), read('destroy', 'DAMAGED'), read('return', 'SHORT')]).toEqual([
      ...[true, false, true, false],
    ])
  })

  test('are for a pharmacist or the chief pharmacist, of this trust, who did not book them in', async () => {
    const one = await tooWarm('pharmacist')
    for (const person of ['stores', 'technician', 'lead', 'auditor', 'admin', 'finance'] as const) {
      expect(await decideQuarantine(world.act(person), decision(one.lineId)), person).toMatchObject({
        refusal: { code: 'NOT_ALLOWED' },
      })
    }
    const stranger = await decideQuarantine(world.act('pharmacist', { trust: 'RZY' }), decision(one.lineId))
    expect(stranger).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
    const own = await decideQuarantine(world.act('pharmacist'), decision(one.lineId))
    expect(own).toMatchObject({ refusal: { code: 'OWN_COUNT' } })
    expect((await decideQuarantine(world.act('pharmacist2'), decision(one.lineId))).ok).toBe(true)
  })

  test('twenty at once never release more than there is; the same key decides once', async () => {
    const one = await tooWarm()
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        decideQuarantine(world.act(index % 2 === 0 ? 'pharmacist' : 'chief'), decision(one.lineId, { packs: 3 })),
      ),
    )
    expect(all.filter((answer) => answer.ok)).toHaveLength(3)
    expect(await stockOf(one.batch)).toEqual(['stock 9', 'apart 1'])
    const act = world.act('chief')
    const twice = await Promise.all([1, 2].map(() => decideQuarantine(act, decision(one.lineId, { packs: 1 }))))
    expect(twice.every((answer) => answer.ok)).toBe(true)
    expect(await stockOf(one.batch)).toEqual(['stock 10', 'apart 0'])
  })

  test('either a note is taken back, or its packs are decided on', async () => {
    for (let round = 0; round < 4; round += 1) {
      const one = await tooWarm()
      const [decided, back] = await Promise.all([
        decideQuarantine(world.act('pharmacist'), decision(one.lineId)),
        reverseReceipt(world.act('lead'), { receiptNumber: one.number, reason: 'Counted wrongly' }),
      ])
      expect([decided.ok, back.ok].filter(Boolean)).toHaveLength(1)
      const refusal = decided.ok ? back : decided
      expect(refusal).toMatchObject({ refusal: { code: decided.ok ? 'STOCK_MOVED_ON' : 'NOT_IN_QUARANTINE' } })
      expect((await stockOf(one.batch)).filter((text) => !text.endsWith(' 0'))).toEqual(decided.ok ? ['stock 10'] : [])
    }
  })
})
