import { beforeAll, describe, expect, test } from 'vitest'
import { withTrust } from '#lib/db/with-trust.ts'
import { resolveAnswer } from '#lib/orders/acknowledge/resolve-answer.command.ts'
import { queueTransmission } from '#lib/orders/order/transmission.store.ts'
import { claimSending } from '#lib/orders/send/sending.store.ts'
import { aWorld, type TestPack, type TestPerson, type World } from '#lib/testing/a-trust.ts'
import { answered, answerTo, aSentOrder, cameIn } from '#lib/testing/answered-order.ts'
import { anApprovedOrder } from '#lib/testing/approved-order.ts'
import { anAskedOrder } from '#lib/testing/asked-order.ts'
import { price } from '#lib/values/money.ts'
import { answerChange } from './answer-change.command.ts'
import { cancelOrder } from './cancel-order.command.ts'
import { closeOrder } from './close-order.command.ts'
import { shortCloseLine } from './short-close-line.command.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})

type Order = { id: string; number: string }
type Row = Record<string, unknown>

const TWO: { pack: TestPack; packs: number; price: number }[] = [
  { pack: 'meropenem', packs: 12, price: 185_000 },
  { pack: 'paracetamol', packs: 40, price: 11_000 },
]
const sent = () => aSentOrder(world, { lines: TWO })
const rows = (sql: string, id: string) => world.sql<Row>(sql, [id])
const statusOf = async (id: string) => (await rows('SELECT status FROM purchase_order WHERE id = $1', id))[0]?.status
const linesOf = (id: string) =>
  rows('SELECT state, received_packs, closed_packs FROM order_line WHERE order_id = $1 ORDER BY line_no', id)
const changesOf = (id: string) =>
  rows('SELECT id, kind, packs, state FROM order_change WHERE order_id = $1 ORDER BY id', id)
const sendingsOf = (id: string) => rows('SELECT kind, status FROM transmission WHERE order_id = $1 ORDER BY id', id)
const verbsOf = async (id: string) =>
  (await rows('SELECT verb FROM audit_event WHERE chain_id = $1 ORDER BY seq', id)).map((row) => row.verb)

type Done = { ok: true; value: unknown } | { ok: false; refusal: { code: string } }
const code = (done: Done) => (done.ok ? 'done' : done.refusal.code)

const cancel = ({ number }: Order, by: TestPerson = 'lead', version = 1) =>
  cancelOrder(world.act(by), { number, version, reason: 'Ordered twice' })
const shortClose = ({ number }: Order, lineId: string, by: TestPerson = 'lead', version = 1) =>
  shortCloseLine(world.act(by), { number, version, lineId, reason: 'Needed sooner' })
const close = ({ number }: Order, by: TestPerson = 'lead', version = 1) =>
  closeOrder(world.act(by), { number, version })
async function tell(order: Order, answer: 'agreed' | 'refused', by: TestPerson = 'lead') {
  const [change] = await changesOf(order.id)
  return answerChange(world.act(by), {
    number: order.number,
    changeId: String(change?.id),
    answer,
    note: 'Ann, by phone',
  })
}

describe('cancelling', () => {
  test('before it is sent: at once, with its approvals and its message', async () => {
    const asked = await anAskedOrder(world)
    expect(code(await cancel(asked))).toBe('done')
    expect(await statusOf(asked.id)).toBe('cancelled')
    expect(await rows('SELECT state FROM approval WHERE order_id = $1', asked.id)).toEqual([{ state: 'lapsed' }])
    const approved = await anApprovedOrder(world)
    await queue(approved)
    expect(code(await cancel(approved))).toBe('done')
    expect(await sendingsOf(approved.id)).toEqual([{ kind: 'order', status: 'withdrawn' }])
    expect(await linesOf(approved.id)).toEqual([{ state: 'cancelled', received_packs: 0, closed_packs: 12 }])
    expect(await verbsOf(approved.id)).toContain('CANCELLED')
    expect(code(await cancel(approved))).toBe('WRONG_STATUS')
  })

  test('not while it is being sent, nor while nobody knows whether it was', async () => {
    const order = await anApprovedOrder(world)
    const id = await queue(order)
    const claim = await withTrust(world.actor('lead'), (tx) => claimSending(tx, world.systemAct(), id))
    expect(claim?.id).toBe(id)
    expect(code(await cancel(order))).toBe('BEING_SENT')
    await world.sql(`UPDATE transmission SET status = 'needs_checking' WHERE id = $1`, [id])
    expect(code(await cancel(order))).toBe('BEING_SENT')
    expect(await statusOf(order.id)).toBe('approved')
  })

  test('and taking it on for sending at the same moment: one of the two', async () => {
    for (let round = 0; round < 6; round += 1) {
      const order = await anApprovedOrder(world)
      const id = await queue(order)
      const [cancelled, claim] = await Promise.all([
        cancel(order),
        withTrust(world.actor('lead'), (tx) => claimSending(tx, world.systemAct(), id)),
      ])
      expect([cancelled.ok, claim !== null].filter(Boolean)).toHaveLength(1)
      expect(await sendingsOf(order.id)).toEqual([{ kind: 'order', status: claim ? 'sending' : 'withdrawn' }])
    }
  })

  test('after sending the supplier is asked, once; it stands until they answer', async () => {
    const order = await sent()
    const [first, second] = await Promise.all([cancel(order), cancel(order, 'technician')])
    expect([code(first), code(second)].sort()).toEqual(['ASKED_ALREADY', 'done'])
    expect(await statusOf(order.id)).toBe('sent')
    expect(await sendingsOf(order.id)).toEqual([{ kind: 'cancellation', status: 'queued' }])
    expect(code(await shortClose(order, order.lines[0] ?? ''))).toBe('ASKED_ALREADY')
    expect(code(await tell(order, 'agreed'))).toBe('done')
    expect(await statusOf(order.id)).toBe('cancelled')
    expect(await linesOf(order.id)).toMatchObject([{ closed_packs: 12 }, { closed_packs: 40 }])
    expect(await verbsOf(order.id)).toEqual(['CANCEL_ASKED', 'QUEUED', 'CANCEL_ANSWERED', 'CANCELLED'])
  })

  test('refused by the supplier: everything stands, and they can be asked again', async () => {
    const order = await sent()
    await cancel(order)
    expect(code(await tell(order, 'refused'))).toBe('done')
    expect(await statusOf(order.id)).toBe('sent')
    expect(await linesOf(order.id)).toMatchObject([{ closed_packs: 0 }, { closed_packs: 0 }])
    expect(await sendingsOf(order.id)).toEqual([{ kind: 'cancellation', status: 'withdrawn' }])
    expect(code(await cancel(order))).toBe('done')
    expect((await changesOf(order.id)).map((one) => one.state)).toEqual(['refused', 'asked'])
  })

  test('goods that came meanwhile stay; what is still to come is closed, and the order with it', async () => {
    const order = await sent()
    await cancel(order)
    expect((await cameIn(world, order.lines[0] ?? '', 5)).ok).toBe(true)
    expect(code(await tell(order, 'agreed'))).toBe('done')
    expect(await linesOf(order.id)).toMatchObject([
      { received_packs: 5, closed_packs: 7 },
      { received_packs: 0, closed_packs: 40 },
    ])
    expect(await statusOf(order.id)).toBe('closed')
    expect(code(await tell(order, 'agreed'))).toBe('CHANGED_MEANWHILE')
  })

  test('their answer can be recorded after everything came anyway', async () => {
    const order = await sent()
    await cancel(order)
    await cameIn(world, order.lines[0] ?? '', 12)
    await cameIn(world, order.lines[1] ?? '', 40)
    expect(await statusOf(order.id)).toBe('closed')
    expect(code(await tell(order, 'agreed'))).toBe('done')
    expect(await statusOf(order.id)).toBe('closed')
  })

  test('and booking in at the same moment: goods that came are never cancelled', async () => {
    for (let round = 0; round < 6; round += 1) {
      const order = await sent()
      const [cancelled, came] = await Promise.all([cancel(order), cameIn(world, order.lines[0] ?? '', 12)])
      expect(came.ok).toBe(true)
      expect(['done', 'GOODS_CAME']).toContain(code(cancelled))
      expect(await linesOf(order.id)).toMatchObject([{ received_packs: 12, closed_packs: 0 }, {}])
      if (!cancelled.ok) continue
      expect(code(await tell(order, 'agreed'))).toBe('done')
      expect(await linesOf(order.id)).toMatchObject([{ received_packs: 12, closed_packs: 0 }, { closed_packs: 40 }])
    }
  })

  test('not while a change of it waits for approval: the supplier has the order', async () => {
    const order = await sent()
    const answers = await answered(world, order, [
      answerTo(order.lines[0] ?? '', 'CHANGED_PRICE', { price: price(199_000) }),
    ])
    const { number } = order
    const accept = { decision: 'accept' as const, number, version: 1, answerIds: answers, reason: '' }
    expect((await resolveAnswer(world.act('technician'), accept)).ok).toBe(true)
    expect(await statusOf(order.id)).toBe('awaiting_approval')
    expect(code(await cancel(order, 'lead', 2))).toBe('WRONG_STATUS')
    expect(code(await shortClose(order, order.lines[1] ?? '', 'lead', 2))).toBe('WRONG_STATUS')
    expect(await statusOf(order.id)).toBe('awaiting_approval')
  })
})

describe('closing what is left of a line', () => {
  test('at once where the supplier said it will not come; its answer is dealt with', async () => {
    const order = await sent()
    const [first = ''] = order.lines
    await answered(world, order, [answerTo(first, 'DISCONTINUED')])
    expect(await shortClose(order, first)).toMatchObject({ ok: true, value: { packs: 12, how: 'at_once' } })
    expect(await linesOf(order.id)).toMatchObject([{ state: 'short_closed', closed_packs: 12 }, { state: 'open' }])
    expect(await rows('SELECT resolution FROM acknowledgement_line WHERE order_id = $1', order.id)).toEqual([
      { resolution: 'short_closed' },
    ])
    expect(code(await shortClose(order, first))).toBe('NOTHING_OUTSTANDING')
    expect(await statusOf(order.id)).toBe('sent')
  })

  test('else they are asked, once; agreed closes what has not come by then', async () => {
    const order = await sent()
    const [first = ''] = order.lines
    const both = await Promise.all([shortClose(order, first), shortClose(order, first, 'technician')])
    expect(both.map(code).sort()).toEqual(['ASKED_ALREADY', 'done'])
    await cameIn(world, first, 4)
    expect(code(await tell(order, 'agreed'))).toBe('done')
    expect(await linesOf(order.id)).toMatchObject([{ received_packs: 4, closed_packs: 8 }, {}])
    expect(await sendingsOf(order.id)).toEqual([{ kind: 'cancellation', status: 'withdrawn' }])
  })

  test('and booking in at the same moment: never more than was ordered', async () => {
    for (let round = 0; round < 6; round += 1) {
      const order = await sent()
      const [first = ''] = order.lines
      await answered(world, order, [answerTo(first, 'NOT_AVAILABLE')])
      const [closed, came] = await Promise.all([shortClose(order, first), cameIn(world, first, 12)])
      expect(came.ok).toBe(true)
      const [line] = await linesOf(order.id)
      expect(Number(line?.received_packs) + Number(line?.closed_packs)).toBe(12)
      if (!closed.ok) expect(['NOTHING_OUTSTANDING', 'CHANGED_MEANWHILE']).toContain(closed.refusal.code)
    }
  })

  test('the last line closes the order', async () => {
    const order = await sent()
    const [first = '', second = ''] = order.lines
    await answered(world, order, [answerTo(first, 'NOT_AVAILABLE'), answerTo(second, 'NOT_AVAILABLE')])
    await shortClose(order, first)
    expect(await statusOf(order.id)).toBe('sent')
    await shortClose(order, second)
    expect(await statusOf(order.id)).toBe('closed')
  })
})

describe('closing an order', () => {
  test('only with nothing to come, and only a sent one', async () => {
    const order = await sent()
    expect(await close(order)).toMatchObject({ ok: false, refusal: { code: 'STILL_OUTSTANDING', packs: 52 } })
    await world.sql('UPDATE order_line SET closed_packs = packs WHERE order_id = $1', [order.id])
    expect((await Promise.all([close(order), close(order, 'technician')])).map(code).sort()).toEqual([
      'WRONG_STATUS',
      'done',
    ])
    expect(await statusOf(order.id)).toBe('closed')
    expect(code(await close(await anApprovedOrder(world)))).toBe('WRONG_STATUS')
  })
})

test('the same key acts once; another content under it is refused', async () => {
  const order = await sent()
  const act = world.act('lead')
  const input = { number: order.number, version: 1, reason: 'Ordered twice' }
  const all = await Promise.all(Array.from({ length: 8 }, () => cancelOrder(act, input)))
  expect(all.map(code)).toEqual(Array.from({ length: 8 }, () => 'done'))
  expect(await changesOf(order.id)).toHaveLength(1)
  expect(code(await cancelOrder(act, { ...input, reason: 'Something else' }))).toBe('KEY_REUSED')
})

test('wrong role, other trust, stale version, another order’s line or cancellation', async () => {
  const order = await sent()
  const other = await sent()
  const [first = ''] = order.lines
  for (const person of ['stores', 'pharmacist', 'chief', 'finance', 'auditor', 'admin'] as const) {
    expect(code(await cancel(order, person))).toBe('NOT_ALLOWED')
    expect(code(await shortClose(order, first, person))).toBe('NOT_ALLOWED')
    expect(code(await close(order, person))).toBe('NOT_ALLOWED')
    expect(code(await tell(order, 'agreed', person))).toBe('NOT_ALLOWED')
  }
  const abroad = () => world.act('lead', { trust: 'RZY' })
  const { number } = order
  const reason = 'Ordered twice'
  expect(code(await cancelOrder(abroad(), { number, version: 1, reason }))).toBe('NOT_FOUND')
  expect(code(await closeOrder(abroad(), { number, version: 1 }))).toBe('NOT_FOUND')
  expect(code(await shortCloseLine(abroad(), { number, version: 1, lineId: first, reason }))).toBe('NOT_FOUND')
  expect(code(await cancel(order, 'lead', 2))).toBe('CHANGED_MEANWHILE')
  expect(code(await close(order, 'lead', 2))).toBe('CHANGED_MEANWHILE')
  expect(code(await shortClose(order, first, 'lead', 2))).toBe('CHANGED_MEANWHILE')
  expect(code(await shortClose(other, first))).toBe('NOT_FOUND')
  await cancel(other)
  const [change] = await changesOf(other.id)
  const foreign = { number, changeId: String(change?.id), answer: 'agreed' as const, note: '' }
  expect(code(await answerChange(world.act('lead'), foreign))).toBe('NOT_FOUND')
  expect(await verbsOf(order.id)).toEqual([])
})

/** Queues an approved order's message and answers its id. */
async function queue(order: Order): Promise<string> {
  const queued = await withTrust(world.actor('lead'), (tx) => queueTransmission(tx, world.act('lead'), order))
  if (!queued.ok || queued.value.state !== 'queued') throw new Error('The order was not queued')
  return queued.value.transmissionId
}
