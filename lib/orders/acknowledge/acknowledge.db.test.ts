import { beforeAll, describe, expect, test } from 'vitest'
import type { Act } from '#lib/access/actor.ts'
import { aWorld, type TestPack, type World } from '#lib/testing/a-trust.ts'
import { answerInput, answerTo, aSentOrder, cameIn } from '#lib/testing/answered-order.ts'
import { anApprovedOrder, type PlantedOrder } from '#lib/testing/approved-order.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { price } from '#lib/values/money.ts'
import { acknowledgeOrder } from './acknowledge-order.command.ts'
import type { GivenAnswer } from './answer.schema.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})

const sent = (planted: Omit<PlantedOrder, 'status'> = {}) => aSentOrder(world, planted)

const acknowledge = async (order: { id: string; number: string }, lines?: GivenAnswer[], act?: Act) =>
  acknowledgeOrder(act ?? world.act('technician'), await answerInput(world, order, lines))

const answersOf = (orderId: string) =>
  world.sql<{ code: string; packs: number; price: string | null; resolution: string }>(
    'SELECT code, packs, price, resolution FROM acknowledgement_line WHERE order_id = $1 ORDER BY id',
    [orderId],
  )

const eventsOf = async (orderId: string) =>
  (await world.sql<{ verb: string }>('SELECT verb FROM audit_event WHERE chain_id = $1 ORDER BY seq', [orderId])).map(
    (row) => row.verb,
  )

const lines: { pack: TestPack; packs: number; price: number }[] = [
  { pack: 'meropenem', packs: 120, price: 185_000 },
  { pack: 'paracetamol', packs: 40, price: 11_000 },
]

describe('writing an answer down', () => {
  test('everything accepted in one act: each line answered, the order acknowledged, its status untouched', async () => {
    const order = await sent({ lines })
    expect(await acknowledge(order)).toMatchObject({ ok: true, value: { answered: 2, open: 0 } })
    expect(await answersOf(order.id)).toMatchObject([
      { code: 'ACCEPTED', packs: 120, resolution: 'none_needed' },
      { code: 'ACCEPTED', packs: 40, resolution: 'none_needed' },
    ])
    const [row] = await world.sql<{ status: string; acknowledged_at: Date }>(
      'SELECT status, acknowledged_at FROM purchase_order WHERE id = $1',
      [order.id],
    )
    expect(row).toEqual({ status: 'sent', acknowledged_at: world.clock() })
    expect(await eventsOf(order.id)).toEqual(['ACKNOWLEDGED'])
  })

  test('line by line: exceptions are open, a promised day becomes the day it is due', async () => {
    const order = await sent({ lines })
    const [first = '', second = ''] = order.lines
    const expectedOn = '2026-12-01' as LocalDate
    const said = await acknowledge(order, [
      answerTo(first, 'NOT_AVAILABLE'),
      answerTo(second, 'BACK_ORDER', { expectedOn }),
    ])
    expect(said).toMatchObject({ ok: true, value: { answered: 2, open: 2 } })
    const due = await world.sql<{ due_on: string | null }>(
      'SELECT due_on::text FROM order_line WHERE order_id = $1 ORDER BY line_no',
      [order.id],
    )
    expect(due.map((row) => row.due_on)).toEqual([null, '2026-12-01'])
  })

  test('a later answer takes the place of an open one; what was accepted first stays in the record', async () => {
    const order = await sent({ lines })
    const [first = ''] = order.lines
    await acknowledge(order, [answerTo(first, 'BACK_ORDER')])
    await acknowledge(order, [answerTo(first, 'CHANGED_QUANTITY', { packs: 20 })])
    await acknowledge(order)
    expect((await answersOf(order.id)).map((row) => `${row.code} ${row.resolution}`)).toEqual([
      'BACK_ORDER superseded',
      'CHANGED_QUANTITY superseded',
      'ACCEPTED none_needed',
      'ACCEPTED none_needed',
    ])
    expect(await world.sql('SELECT id FROM acknowledgement WHERE order_id = $1', [order.id])).toHaveLength(3)
  })

  test('the first answer says when the order was acknowledged, an earlier day included', async () => {
    const order = await sent({ lines })
    await world.sql('UPDATE purchase_order SET sent_at = $2 WHERE id = $1', [order.id, '2026-11-18T10:00:00Z'])
    await acknowledgeOrder(world.act('lead'), {
      ...(await answerInput(world, order)),
      answeredOn: '2026-11-19' as LocalDate,
    })
    await acknowledge(order)
    const [row] = await world.sql<{ acknowledged_at: Date }>(
      'SELECT acknowledged_at FROM purchase_order WHERE id = $1',
      [order.id],
    )
    expect(row?.acknowledged_at).toEqual(new Date('2026-11-19T12:00:00Z'))
  })

  test('refuses what does not fit, field by field, and writes nothing', async () => {
    const order = await sent({ lines })
    const [first = '', second = ''] = order.lines
    const said = await acknowledge(order, [
      answerTo(first, 'CHANGED_QUANTITY', { packs: 121 }),
      answerTo(second, 'CHANGED_PRICE'),
    ])
    expect(said).toMatchObject({
      ok: false,
      refusal: {
        code: 'INVALID',
        errors: [
          { field: 'lines[0].packs', message: 'Line 1: enter 120 packs or fewer: no more were ordered' },
          { field: 'lines[1].price', message: 'Line 2: enter the new price of a pack' },
        ],
      },
    })
    expect(await answersOf(order.id)).toEqual([])
    expect(await eventsOf(order.id)).toEqual([])
  })

  test('the same key writes once, eight at once; another content is refused', async () => {
    const order = await sent({ lines })
    const act = world.act('technician')
    const same = await answerInput(world, order)
    const all = await Promise.all(Array.from({ length: 8 }, () => acknowledgeOrder(act, same)))
    expect(all.every((one) => one.ok)).toBe(true)
    expect(await answersOf(order.id)).toHaveLength(2)
    const other = await acknowledgeOrder(act, { ...same, note: 'Something else' })
    expect(other).toMatchObject({ ok: false, refusal: { code: 'KEY_REUSED' } })
  })

  test('of two people who write down answers at once, one sees the other’s first', async () => {
    const order = await sent({ lines })
    const same = await answerInput(world, order)
    const both = await Promise.all([
      acknowledgeOrder(world.act('technician'), same),
      acknowledgeOrder(world.act('technician2'), same),
    ])
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    expect(both.find((one) => !one.ok)).toMatchObject({ refusal: { code: 'CHANGED_MEANWHILE' } })
    expect(await answersOf(order.id)).toHaveLength(2)
  })

  test('wrong role, other trust, another order’s line, another version, not sent', async () => {
    const order = await sent({ lines })
    const other = await sent()
    const [foreign = ''] = other.lines
    for (const person of ['stores', 'pharmacist', 'chief', 'finance', 'auditor', 'admin'] as const) {
      expect(await acknowledge(order, undefined, world.act(person))).toMatchObject({
        ok: false,
        refusal: { code: 'NOT_ALLOWED' },
      })
    }
    expect(await acknowledge(order, undefined, world.act('lead', { trust: 'RZY' }))).toMatchObject({
      ok: false,
      refusal: { code: 'NOT_FOUND' },
    })
    expect(await acknowledge(order, [answerTo(foreign, 'ACCEPTED')])).toMatchObject({
      ok: false,
      refusal: { code: 'NOT_FOUND' },
    })
    expect(
      await acknowledgeOrder(world.act('lead'), { ...(await answerInput(world, order)), version: 2 }),
    ).toMatchObject({
      ok: false,
      refusal: { code: 'CHANGED_MEANWHILE' },
    })
    const unsent = await anApprovedOrder(world)
    expect(await acknowledge(unsent)).toMatchObject({ ok: false, refusal: { code: 'WRONG_STATUS' } })
    expect(await answersOf(order.id)).toEqual([])
  })

  test('an answer and a delivery at the same moment: both stand, whatever comes first', async () => {
    const order = await sent({ lines: [{ pack: 'meropenem', packs: 10, price: 185_000 }] })
    const [lineId = ''] = order.lines
    const [said, came] = await Promise.all([
      acknowledge(order, [answerTo(lineId, 'CHANGED_QUANTITY', { packs: 6, price: price(185_000) })]),
      cameIn(world, lineId, 4),
    ])
    expect([said.ok, came.ok]).toEqual([true, true])
    expect(await answersOf(order.id)).toMatchObject([{ code: 'CHANGED_QUANTITY', packs: 6, resolution: 'open' }])
  })

  test('everything that came ends an answer nobody dealt with', async () => {
    const order = await sent({ lines: [{ pack: 'meropenem', packs: 3, price: 185_000 }, ...lines.slice(1)] })
    const [first = ''] = order.lines
    await acknowledge(order, [answerTo(first, 'BACK_ORDER')])
    const came = await cameIn(world, first, 3)
    expect(came.ok).toBe(true)
    expect(await answersOf(order.id)).toMatchObject([{ code: 'BACK_ORDER', resolution: 'none_needed' }])
  })
})
