import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { withTrust } from '#lib/db/with-trust.ts'
import { approveOrder } from '#lib/orders/approve/approve-order.command.ts'
import { inbox } from '#lib/orders/approve/inbox.queries.ts'
import { rejectOrder } from '#lib/orders/approve/reject-order.command.ts'
import { withdrawSubmission } from '#lib/orders/approve/withdraw-submission.command.ts'
import { decideQuarantine } from '#lib/orders/receive/decide-quarantine.command.ts'
import { orderPapers } from '#lib/orders/send/order-papers.queries.ts'
import { resendOrder } from '#lib/orders/send/resend-order.command.ts'
import { sendOrder } from '#lib/orders/send/send-order.job.ts'
import { aWorld, type TestPack, type World } from '#lib/testing/a-trust.ts'
import { answered, answerTo, aSentOrder, cameIn, type SentOrder } from '#lib/testing/answered-order.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { price } from '#lib/values/money.ts'
import { resolveAnswer } from './resolve-answer.command.ts'

process.env.DATA_DIR = mkdtempSync(path.join(tmpdir(), 'outgoing-'))

let world: World
beforeAll(async () => {
  world = await aWorld()
  await anEarlierOrder('meropenem')
})

/** A pack bought once before is no first purchase any more. */
async function anEarlierOrder(pack: TestPack): Promise<void> {
  await aSentOrder(world, { lines: [{ pack, packs: 1, price: 185_000 }] })
}

const TWO: { pack: TestPack; packs: number; price: number }[] = [
  { pack: 'meropenem', packs: 12, price: 185_000 },
  { pack: 'paracetamol', packs: 40, price: 11_000 },
]

const accept = (order: SentOrder, answerIds: string[], version = 1) => ({
  ...{ decision: 'accept' as const, number: order.number, version, answerIds, reason: '' },
})
const close = (order: SentOrder, answerIds: string[], version = 1) => ({
  ...{ decision: 'short_close' as const, number: order.number, version, answerIds, reason: 'Needed sooner' },
})

type LineRow = {
  id: string
  line_no: number
  packs: number
  price: string
  state: string
  received_packs: number
  closed_packs: number
  superseded_packs: number
  added_in_version: number
  ended_in_version: number | null
  replaces_line_id: string | null
  contract_state: string
  due: string | null
}

const linesOf = (orderId: string) =>
  world.sql<LineRow>('SELECT *, due_on::text AS due FROM order_line WHERE order_id = $1 ORDER BY line_no', [orderId])

async function orderOf(orderId: string) {
  const [row] = await world.sql<{
    status: string
    version: number
    net: string
    vat: string
    gross: string
    changers: string[]
    approved_at: Date
  }>('SELECT * FROM purchase_order WHERE id = $1', [orderId])
  return row
}

const resolutionsOf = async (orderId: string) =>
  (
    await world.sql<{ code: string; resolution: string }>(
      'SELECT code, resolution FROM acknowledgement_line WHERE order_id = $1 ORDER BY id',
      [orderId],
    )
  ).map((row) => `${row.code} ${row.resolution}`)

const sendings = (orderId: string) =>
  world.sql<{ kind: string; version: number; status: string }>(
    'SELECT kind, version, status FROM transmission WHERE order_id = $1 ORDER BY id',
    [orderId],
  )

const eventsOf = async (orderId: string) =>
  (await world.sql<{ verb: string }>('SELECT verb FROM audit_event WHERE chain_id = $1 ORDER BY seq', [orderId])).map(
    (row) => row.verb,
  )

describe('another price', () => {
  test('a lower one is taken over at once as a new version, whose change is sent once', async () => {
    const order = await aSentOrder(world, { lines: TWO })
    const [first = ''] = order.lines
    const ids = await answered(world, order, [answerTo(first, 'CHANGED_PRICE', { price: price(180_000) })])
    const done = await resolveAnswer(world.act('technician'), accept(order, ids))
    expect(done).toMatchObject({ ok: true, value: { version: 2, next: 'queued' } })
    expect(await orderOf(order.id)).toMatchObject({ status: 'approved', version: 2, net: '26000', gross: '31200' })
    expect(await linesOf(order.id)).toMatchObject([
      { line_no: 1, state: 'superseded', closed_packs: 12, superseded_packs: 12, ended_in_version: 2 },
      { line_no: 2, state: 'open', closed_packs: 0 },
      {
        ...{ line_no: 3, state: 'open', packs: 12, price: '180000', added_in_version: 2, replaces_line_id: first },
        contract_state: 'ON_CONTRACT',
      },
    ])
    expect(await sendings(order.id)).toEqual([{ kind: 'change', version: 2, status: 'queued' }])
    expect(await world.sql('SELECT id FROM approval WHERE order_id = $1', [order.id])).toEqual([])
    expect(await resolutionsOf(order.id)).toEqual(['CHANGED_PRICE accepted', 'ACCEPTED none_needed'])
    expect(await eventsOf(order.id)).toEqual(['ACKNOWLEDGED', 'RESOLVED', 'AMENDED', 'QUEUED'])
  })

  test('a dearer one goes through approval: not by whoever accepted it, then its change is sent', async () => {
    const order = await aSentOrder(world, { lines: TWO })
    const [first = ''] = order.lines
    const ids = await answered(world, order, [answerTo(first, 'CHANGED_PRICE', { price: price(190_000) })])
    const done = await resolveAnswer(world.act('lead'), accept(order, ids))
    expect(done).toMatchObject({ ok: true, value: { version: 2, next: 'awaiting_approval' } })
    const asked = await world.sql<{ version: number; role: string; reasons: { code: string }[] }>(
      'SELECT version, role, reasons FROM approval WHERE order_id = $1',
      [order.id],
    )
    const [, , made] = await linesOf(order.id)
    const reason = { code: 'PRICE_OVER_CONTRACT', lineIds: [made?.id] }
    expect(asked).toMatchObject([{ version: 2, role: 'lead', reasons: [reason] }])
    const item = (await inbox(world.actor('lead2'), world.clock())).mine.find((one) => one.number === order.number)
    expect(item?.evidence).toMatchObject({ packs: 12 })
    expect(await sendings(order.id)).toEqual([])
    const shown = { number: order.number, version: 2, role: 'lead' as const, comment: '' }
    expect(await approveOrder(world.act('lead'), shown)).toMatchObject({ ok: false, refusal: { code: 'OWN_ORDER' } })
    expect(await approveOrder(world.act('lead2'), shown)).toMatchObject({ ok: true, value: { next: 'queued' } })
    expect(await sendings(order.id)).toEqual([{ kind: 'change', version: 2, status: 'queued' }])
  })

  test('dearer, yet within every rule, passes by itself', async () => {
    const order = await aSentOrder(world, { lines: TWO })
    const [first = ''] = order.lines
    await world.sql('UPDATE order_line SET price = 170000 WHERE id = $1', [first])
    const ids = await answered(world, order, [answerTo(first, 'CHANGED_PRICE', { price: price(185_000) })])
    expect(await resolveAnswer(world.act('technician'), accept(order, ids))).toMatchObject({
      ok: true,
      value: { next: 'queued' },
    })
  })

  test('packs that came meanwhile stay with the old line at the old price', async () => {
    const order = await aSentOrder(world, { lines: TWO })
    const [first = ''] = order.lines
    const ids = await answered(world, order, [answerTo(first, 'CHANGED_PRICE', { price: price(190_000) })])
    expect((await cameIn(world, first, 5)).ok).toBe(true)
    expect((await resolveAnswer(world.act('technician'), accept(order, ids))).ok).toBe(true)
    expect(await linesOf(order.id)).toMatchObject([
      { state: 'superseded', packs: 12, received_packs: 5, closed_packs: 7, superseded_packs: 7 },
      { state: 'open' },
      { state: 'open', packs: 7, price: '190000' },
    ])
    const net = 5 * 1850 + 7 * 1900 + 40 * 110
    expect(await orderOf(order.id)).toMatchObject({ net: String(net) })

    const of = { orderId: order.id, version: 2, kind: 'change' as const, subjectId: order.id }
    await world.sql(
      `INSERT INTO transmission (trust_id, id, order_id, version, kind, subject_id, channel, status, recipient, message_id, queued_at)
       VALUES ($1, $2, $3, 1, 'order', $3, 'email', 'sent', '', '', $4)`,
      [world.trusts.RZZ.id, world.newId(), order.id, world.clock()],
    )
    const { props } = await withTrust(world.actor('lead'), (tx) => orderPapers(tx, of, world.clock()))
    expect(props.lines.map(({ lineNo, packs, net: each, note }) => ({ lineNo, packs, net: each, note }))).toEqual([
      { lineNo: 1, packs: 5, net: 9250, note: '5 packs came before this was sent.' },
      { lineNo: 2, packs: 40, net: 4400, note: '' },
      { lineNo: 3, packs: 7, net: 13_300, note: '' },
    ])
    expect(props.totals.net).toBe(net)
    expect(props.purpose).toMatchObject({
      type: 'change',
      replacesVersion: 1,
      changes: [expect.stringMatching(/^Line 1 is replaced by line 3: 7 packs of Meropenem/)],
    })
  })

  test('not agreed to: the order stands as sent, the answer waits for a decision again', async () => {
    const order = await aSentOrder(world, { lines: TWO })
    const [first = ''] = order.lines
    const before = await orderOf(order.id)
    const ids = await answered(world, order, [answerTo(first, 'CHANGED_PRICE', { price: price(190_000) })])
    await resolveAnswer(world.act('technician'), accept(order, ids))
    const no = { number: order.number, version: 2, role: 'lead' as const, comment: 'Too dear' }
    expect((await rejectOrder(world.act('lead'), no)).ok).toBe(true)
    const { gross, net, vat } = before ?? {}
    expect(await orderOf(order.id)).toMatchObject({ status: 'sent', version: 3, gross, net, vat })
    expect(await linesOf(order.id)).toMatchObject([
      { state: 'open', closed_packs: 0, superseded_packs: 0, ended_in_version: null },
      { state: 'open' },
      { state: 'cancelled', closed_packs: 12, ended_in_version: 3 },
    ])
    expect(await resolutionsOf(order.id)).toEqual(['CHANGED_PRICE open', 'ACCEPTED superseded'])
    expect(await sendings(order.id)).toEqual([])
    const again = await resolveAnswer(world.act('technician'), accept(order, ids, 3))
    expect(again).toMatchObject({ ok: true, value: { version: 4, next: 'awaiting_approval' } })
    expect((await withdrawSubmission(world.act('technician'), { number: order.number, version: 4 })).ok).toBe(true)
    expect(await orderOf(order.id)).toMatchObject({ status: 'sent', version: 5, gross })
  })

  test('refused: the supplier is asked to cancel what is still to come', async () => {
    const order = await aSentOrder(world, { lines: TWO })
    const [first = ''] = order.lines
    const ids = await answered(world, order, [answerTo(first, 'CHANGED_PRICE', { price: price(190_000) })])
    expect((await resolveAnswer(world.act('technician'), close(order, ids))).ok).toBe(true)
    const asked = await world.sql('SELECT kind, packs, state FROM order_change WHERE order_id = $1', [order.id])
    expect(asked).toEqual([{ kind: 'cancel_line', packs: 12, state: 'asked' }])
    expect(await sendings(order.id)).toEqual([{ kind: 'cancellation', version: 1, status: 'queued' }])
    expect(await linesOf(order.id)).toMatchObject([{ state: 'open', closed_packs: 0 }, {}])
    expect(await resolutionsOf(order.id)).toEqual(['CHANGED_PRICE short_closed'])
  })

  test('several are taken over in one version', async () => {
    const order = await aSentOrder(world, { lines: TWO })
    const [first = '', second = ''] = order.lines
    const ids = await answered(world, order, [
      answerTo(first, 'CHANGED_PRICE', { price: price(180_000) }),
      answerTo(second, 'CHANGED_PRICE', { price: price(10_000) }),
    ])
    expect(await resolveAnswer(world.act('technician'), accept(order, ids))).toMatchObject({
      ok: true,
      value: { answers: 2, version: 2, next: 'queued' },
    })
    expect(await linesOf(order.id)).toHaveLength(4)
    expect(await sendings(order.id)).toHaveLength(1)
  })

  test('not while another message is on its way, nor while the line is being cancelled', async () => {
    const order = await aSentOrder(world, { lines: TWO })
    const [first = '', second = ''] = order.lines
    const [one = '', two = ''] = await answered(world, order, [
      answerTo(first, 'CHANGED_PRICE', { price: price(180_000) }),
      answerTo(second, 'BACK_ORDER'),
    ])
    expect((await resolveAnswer(world.act('technician'), close(order, [two]))).ok).toBe(true)
    const refused = await resolveAnswer(world.act('technician'), accept(order, [one]))
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'BEING_SENT' } })
    await world.sql(`UPDATE transmission SET status = 'sent' WHERE order_id = $1`, [order.id])
    expect((await resolveAnswer(world.act('technician'), accept(order, [one]))).ok).toBe(true)
  })
})

describe('another pack', () => {
  test('never bought and off contract: it waits for approval, even where it costs less', async () => {
    const order = await aSentOrder(world, { lines: TWO })
    const [first = ''] = order.lines
    const offer = { substituteAmppId: world.packs.meropenemOther, packs: 12, price: price(180_000) }
    const ids = await answered(world, order, [answerTo(first, 'SUBSTITUTE_OFFERED', offer)])
    expect(await resolveAnswer(world.act('technician'), accept(order, ids))).toMatchObject({
      ok: true,
      value: { next: 'awaiting_approval' },
    })
    const rows = await world.sql<{ ampp_id: string; off_contract_reason: string; first_purchase: boolean }>(
      `SELECT ampp_id, off_contract_reason, first_purchase FROM order_line WHERE order_id = $1 AND added_in_version = 2`,
      [order.id],
    )
    expect(rows).toEqual([
      {
        ampp_id: world.packs.meropenemOther,
        off_contract_reason: 'CONTRACT_OUT_OF_STOCK',
        first_purchase: true,
      },
    ])
    const [asked] = await world.sql<{ reasons: { code: string }[] }>(
      'SELECT reasons FROM approval WHERE order_id = $1',
      [order.id],
    )
    expect(asked?.reasons.map((reason) => reason.code)).toEqual(['OFF_CONTRACT', 'FIRST_PURCHASE'])
  })

  test('of a medicine we do not have in the catalogue it cannot be taken over', async () => {
    const order = await aSentOrder(world, { lines: TWO })
    const [first = ''] = order.lines
    const offer = { substituteAmppId: world.packs.meropenemOther, packs: 12, price: price(180_000) }
    const [id = ''] = await answered(world, order, [answerTo(first, 'SUBSTITUTE_OFFERED', offer)])
    await world.sql('UPDATE acknowledgement_line SET substitute_ampp_id = NULL WHERE id = $1', [id])
    expect(await resolveAnswer(world.act('technician'), accept(order, [id]))).toMatchObject({
      ok: false,
      refusal: { code: 'SUBSTITUTE_UNKNOWN' },
    })
  })
})

describe('packs that do not all come', () => {
  test('a back order is waited for: no new version, the promised day stands', async () => {
    const order = await aSentOrder(world, { lines: TWO })
    const [first = ''] = order.lines
    const expectedOn = '2026-12-04' as LocalDate
    const ids = await answered(world, order, [answerTo(first, 'BACK_ORDER', { expectedOn })])
    expect(await resolveAnswer(world.act('lead'), accept(order, ids))).toMatchObject({
      ok: true,
      value: { next: null },
    })
    expect(await linesOf(order.id)).toMatchObject([{ state: 'open', due: '2026-12-04' }, { state: 'open' }])
    expect(await orderOf(order.id)).toMatchObject({ status: 'sent', version: 1 })
    expect(await resolutionsOf(order.id)).toEqual(['BACK_ORDER waiting'])
  })

  test('fewer packs: what will not come is closed at once, the rest stays on order', async () => {
    const order = await aSentOrder(world, { lines: TWO })
    const [first = ''] = order.lines
    const ids = await answered(world, order, [answerTo(first, 'CHANGED_QUANTITY', { packs: 5 })])
    expect((await resolveAnswer(world.act('technician'), close(order, ids))).ok).toBe(true)
    expect(await linesOf(order.id)).toMatchObject([{ state: 'open', closed_packs: 7 }, {}])
    expect(await resolutionsOf(order.id)).toEqual(['CHANGED_QUANTITY short_closed'])
    expect((await cameIn(world, first, 5)).ok).toBe(true)
    expect(await linesOf(order.id)).toMatchObject([{ received_packs: 5, closed_packs: 7 }, {}])
  })

  test('not available: closed at once, and the order with it when nothing else is to come', async () => {
    const order = await aSentOrder(world)
    const [first = ''] = order.lines
    const ids = await answered(world, order, [answerTo(first, 'NOT_AVAILABLE')])
    const wait = await resolveAnswer(world.act('technician'), accept(order, ids))
    expect(wait).toMatchObject({ ok: false, refusal: { code: 'INVALID' } })
    expect((await resolveAnswer(world.act('technician'), close(order, ids))).ok).toBe(true)
    expect(await linesOf(order.id)).toMatchObject([{ state: 'short_closed', closed_packs: 12 }])
    expect(await orderOf(order.id)).toMatchObject({ status: 'closed' })
    expect(await sendings(order.id)).toEqual([])
  })
})

describe('goods that come while a change waits for approval', () => {
  const DEARER = { price: price(190_000) }

  async function waiting(offer: Parameters<typeof answerTo>[2] = DEARER) {
    const order = await aSentOrder(world, { lines: TWO })
    const [first = ''] = order.lines
    const code = offer?.substituteAmppId ? 'SUBSTITUTE_OFFERED' : 'CHANGED_PRICE'
    const ids = await answered(world, order, [answerTo(first, code, offer)])
    const done = await resolveAnswer(world.act('technician'), accept(order, ids))
    expect(done).toMatchObject({ ok: true, value: { next: 'awaiting_approval' } })
    const [, , made] = await linesOf(order.id)
    return { ...order, first, made: made?.id ?? '', lead: { number: order.number, version: 2, role: 'lead' as const } }
  }

  test('stay with the line the supplier has, at its price; the change is about the rest', async () => {
    const order = await waiting()
    expect((await cameIn(world, order.first, 5)).ok).toBe(true)
    // counted under the proposed line, they are of the one that was ordered all the same
    expect((await cameIn(world, order.made, 2)).ok).toBe(true)
    expect(await linesOf(order.id)).toMatchObject([
      { state: 'superseded', received_packs: 7, closed_packs: 5, superseded_packs: 5 },
      { state: 'open' },
      { state: 'open', packs: 12, closed_packs: 7, received_packs: 0 },
    ])
    expect((await approveOrder(world.act('lead'), { ...order.lead, comment: '' })).ok).toBe(true)
    // a desk that was opened before it was agreed still counts them under the old line
    expect((await cameIn(world, order.first, 1)).ok).toBe(true)
    expect(await linesOf(order.id)).toMatchObject([{ received_packs: 7 }, {}, { received_packs: 1, closed_packs: 7 }])
    expect(await orderOf(order.id)).toMatchObject({ status: 'approved', version: 2 })
  })

  test('and is not agreed to: the order stands as sent, with what came', async () => {
    const order = await waiting()
    const before = await orderOf(order.id)
    expect((await cameIn(world, order.first, 5)).ok).toBe(true)
    expect(await orderOf(order.id)).toMatchObject({ gross: before?.gross, version: 2 })
    expect((await rejectOrder(world.act('lead'), { ...order.lead, comment: 'Too dear' })).ok).toBe(true)
    expect(await linesOf(order.id)).toMatchObject([
      { state: 'open', received_packs: 5, closed_packs: 0, superseded_packs: 0 },
      { state: 'open' },
      { state: 'cancelled', closed_packs: 12 },
    ])
    expect(await orderOf(order.id)).toMatchObject({ status: 'sent', net: String(12 * 1850 + 40 * 110) })
  })

  test('all of them: nothing is left to change, and the order closes with its last line', async () => {
    const order = await waiting()
    const [, second = ''] = order.lines
    expect((await cameIn(world, order.first, 12)).ok).toBe(true)
    expect(await orderOf(order.id)).toMatchObject({ status: 'sent', version: 3 })
    expect(await world.sql('SELECT state FROM approval WHERE order_id = $1', [order.id])).toEqual([{ state: 'lapsed' }])
    expect(await resolutionsOf(order.id)).toEqual(['CHANGED_PRICE none_needed', 'ACCEPTED superseded'])
    expect((await cameIn(world, second, 40)).ok).toBe(true)
    expect(await orderOf(order.id)).toMatchObject({ status: 'closed' })
    expect(await eventsOf(order.id)).toContain('AMENDMENT_DROPPED')
  })

  test('another pack than the one ordered is kept apart', async () => {
    const offer = { substituteAmppId: world.packs.meropenemOther, packs: 12, price: price(180_000) }
    const order = await waiting(offer)
    expect((await cameIn(world, order.made, 4)).ok).toBe(true)
    expect((await cameIn(world, order.first, 3)).ok).toBe(true)
    const rows = await world.sql('SELECT order_line_id, quarantined FROM receipt_line WHERE order_id = $1', [order.id])
    expect(rows).toEqual([
      { order_line_id: order.made, quarantined: true },
      { order_line_id: order.first, quarantined: false },
    ])
    const [apart] = await world.sql<{ id: string }>('SELECT id FROM receipt_line WHERE order_line_id = $1', [
      order.made,
    ])
    const release = {
      lineId: apart?.id ?? '',
      packs: 4,
      outcome: 'release' as const,
      variance: '' as const,
      reason: 'Fine',
    }
    const unagreed = { refusal: { code: 'NOT_AGREED_TO' } }
    expect(await decideQuarantine(world.act('pharmacist'), release)).toMatchObject(unagreed)
    expect((await rejectOrder(world.act('lead'), { ...order.lead, comment: 'Not this make' })).ok).toBe(true)
    expect(await decideQuarantine(world.act('pharmacist'), release)).toMatchObject(unagreed)
    const back = { ...release, outcome: 'return' as const, variance: 'WRONG_ITEM' as const }
    expect((await decideQuarantine(world.act('pharmacist'), back)).ok).toBe(true)
    expect(await linesOf(order.id)).toMatchObject([
      { state: 'open', received_packs: 3, closed_packs: 4 },
      { state: 'open' },
      { state: 'cancelled', received_packs: 4, closed_packs: 8 },
    ])
  })

  test('everything came before the change left: the order closes when it is sent', async () => {
    const order = await waiting()
    const [, second = ''] = order.lines
    await cameIn(world, second, 40)
    expect((await approveOrder(world.act('lead'), { ...order.lead, comment: '' })).ok).toBe(true)
    expect((await cameIn(world, order.made, 12)).ok).toBe(true)
    expect(await orderOf(order.id)).toMatchObject({ status: 'approved' })
    const [sending] = await world.sql<{ id: string }>('SELECT id FROM transmission WHERE order_id = $1', [order.id])
    expect(await sendOrder(world.systemAct(), sending?.id ?? '')).toBe('accepted')
    expect(await orderOf(order.id)).toMatchObject({ status: 'closed' })
  })

  test('at the moment it is decided: counted once, by whichever is first', async () => {
    for (let round = 0; round < 4; round += 1) {
      const order = await waiting()
      const decide = round % 2 === 0 ? approveOrder : rejectOrder
      const [came, decided] = await Promise.all([
        cameIn(world, order.first, 7),
        decide(world.act('lead'), { ...order.lead, comment: 'Seen' }),
      ])
      expect([came.ok, decided.ok]).toEqual([true, true])
      const lines = (await linesOf(order.id)).filter((line) => line.line_no !== 2)
      expect(lines.reduce((sum, line) => sum + line.received_packs, 0)).toBe(7)
      expect(lines.reduce((sum, line) => sum + line.packs - line.closed_packs, 0)).toBe(12)
      expect(
        await world.sql(
          'SELECT d.id FROM over_delivery d JOIN order_line l ON l.id = d.order_line_id WHERE l.order_id = $1',
          [order.id],
        ),
      ).toEqual([])
    }
  })

  test('a cancellation of another line that failed still goes when it is sent again', async () => {
    const order = await aSentOrder(world, { lines: TWO })
    const [first = '', second = ''] = order.lines
    const [one = '', two = ''] = await answered(world, order, [
      answerTo(first, 'CHANGED_PRICE', DEARER),
      answerTo(second, 'BACK_ORDER'),
    ])
    expect((await resolveAnswer(world.act('technician'), close(order, [two]))).ok).toBe(true)
    await world.sql(`UPDATE transmission SET status = 'failed' WHERE order_id = $1`, [order.id])
    expect((await resolveAnswer(world.act('technician'), accept(order, [one]))).ok).toBe(true)
    expect(await orderOf(order.id)).toMatchObject({ status: 'awaiting_approval' })
    const [sending] = await world.sql<{ id: string }>('SELECT id FROM transmission WHERE order_id = $1', [order.id])
    const transmissionId = sending?.id ?? ''
    expect((await resendOrder(world.act('technician'), { number: order.number, transmissionId })).ok).toBe(true)
    expect(await sendOrder(world.systemAct(), transmissionId)).toBe('accepted')
    expect(await sendings(order.id)).toEqual([{ kind: 'cancellation', version: 1, status: 'sent' }])
    expect(await orderOf(order.id)).toMatchObject({ status: 'awaiting_approval', version: 2 })
  })
})

describe('at the same moment', () => {
  test('of two people who decide on one answer, one does', async () => {
    for (const second of [accept, close]) {
      const order = await aSentOrder(world, { lines: TWO })
      const [first = ''] = order.lines
      const ids = await answered(world, order, [answerTo(first, 'CHANGED_PRICE', { price: price(180_000) })])
      const both = await Promise.all([
        resolveAnswer(world.act('technician'), accept(order, ids)),
        resolveAnswer(world.act('lead'), second(order, ids)),
      ])
      expect(both.filter((one) => one.ok)).toHaveLength(1)
      expect((await eventsOf(order.id)).filter((verb) => verb === 'RESOLVED')).toHaveLength(1)
      expect(await sendings(order.id)).toHaveLength(1)
    }
  })

  test('the same key decides once', async () => {
    const order = await aSentOrder(world, { lines: TWO })
    const [first = ''] = order.lines
    const ids = await answered(world, order, [answerTo(first, 'CHANGED_PRICE', { price: price(180_000) })])
    const act = world.act('technician')
    const all = await Promise.all(Array.from({ length: 8 }, () => resolveAnswer(act, accept(order, ids))))
    expect(all.every((one) => one.ok && one.value.version === 2)).toBe(true)
    expect(await linesOf(order.id)).toHaveLength(3)
  })

  test('a delivery is never lost, nor ordered twice, whichever comes first', async () => {
    for (let round = 0; round < 6; round += 1) {
      const order = await aSentOrder(world, { lines: TWO })
      const [first = ''] = order.lines
      const ids = await answered(world, order, [answerTo(first, 'CHANGED_PRICE', { price: price(180_000) })])
      const [decided, came] = await Promise.all([
        resolveAnswer(world.act('technician'), accept(order, ids)),
        cameIn(world, first, 12),
      ])
      expect(came.ok).toBe(true)
      const [old, , made] = await linesOf(order.id)
      const wanted = [old, made].map((line) => (line ? line.packs - line.closed_packs : 0))
      expect(wanted).toEqual(decided.ok ? [0, 12] : [12, 0])
      expect([old, made].map((line) => line?.received_packs ?? 0)).toEqual(wanted)
    }
  })
})

test('wrong role, other trust, other order’s answer, stale version, what was dealt with or came', async () => {
  const order = await aSentOrder(world, { lines: TWO })
  const [first = '', second = ''] = order.lines
  const [one = '', two = ''] = await answered(world, order, [
    answerTo(first, 'BACK_ORDER'),
    answerTo(second, 'BACK_ORDER'),
  ])
  const other = await aSentOrder(world)
  const by = async (person: Parameters<World['act']>[0], ids = [one], version = 1, of = order) => {
    const done = await resolveAnswer(world.act(person), accept(of, ids, version))
    return done.ok ? 'done' : done.refusal.code
  }
  for (const person of ['stores', 'pharmacist', 'chief', 'finance', 'auditor', 'admin'] as const) {
    expect(await by(person)).toBe('NOT_ALLOWED')
  }
  const abroad = await resolveAnswer(world.act('lead', { trust: 'RZY' }), accept(order, [one]))
  expect(abroad).toMatchObject({ ok: false, refusal: { code: 'NOT_FOUND' } })
  expect(await by('lead', [one], 1, other)).toBe('NOT_FOUND')
  expect(await by('lead', [one], 2)).toBe('CHANGED_MEANWHILE')
  expect(await by('lead')).toBe('done')
  expect(await by('lead')).toBe('CHANGED_MEANWHILE')
  await cameIn(world, second, 40)
  expect(await by('lead', [two])).toBe('CHANGED_MEANWHILE')
})
