import { beforeAll, describe, expect, test } from 'vitest'
import type { TestPack } from '#lib/testing/a-trust.ts'
import { aWorld, type World } from '#lib/testing/a-trust.ts'
import { anApprovedOrder } from '#lib/testing/approved-order.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { decideOverDelivery } from './decide-over-delivery.command.ts'
import type { ReceivedEntry } from './receive.schema.ts'
import { receiveDelivery } from './receive-delivery.command.ts'
import { reverseReceipt } from './reverse-receipt.command.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})

const EXPIRY = '2028-08-31' as LocalDate

async function sent(packs = 12, pack: TestPack = 'meropenem', raisedBy: 'technician' | 'lead' = 'technician') {
  const order = await anApprovedOrder(world, { status: 'sent', raisedBy, lines: [{ pack, packs, price: 185_000 }] })
  const [line] = await world.sql<{ id: string }>('SELECT id FROM order_line WHERE order_id = $1', [order.id])
  return { ...order, lineId: line?.id ?? '' }
}

function entry(lineId: string, accepted: number, more: Partial<ReceivedEntry> = {}): ReceivedEntry {
  return {
    lineId,
    accepted,
    rejected: 0,
    batch: '7C0416',
    expiry: EXPIRY,
    variance: null,
    fridgeTenths: null,
    quarantined: false,
    scanned: '',
    note: '',
    ...more,
  }
}

function delivery(entries: ReceivedEntry[]) {
  return {
    supplierId: world.suppliers.meridian,
    storeId: world.trusts.RZZ.storeId,
    deliveryNote: 'DN1',
    note: '',
    entries,
  }
}

async function stockOf(pack: TestPack): Promise<number> {
  const [row] = await world.sql<{ units: string }>(
    'SELECT coalesce(sum(units_milli), 0) AS units FROM stock_holding WHERE ampp_id = $1',
    [world.packs[pack]],
  )
  return Number(row?.units)
}

const statusOf = async (id: string) =>
  (await world.sql<{ status: string }>('SELECT status FROM purchase_order WHERE id = $1', [id]))[0]?.status

describe('booking a delivery in', () => {
  test('counts on the line, comes into stock by batch, and closes the order when nothing is left', async () => {
    const order = await sent(12)
    const before = await stockOf('meropenem')
    const part = await receiveDelivery(world.act('stores'), delivery([entry(order.lineId, 5)]))
    expect(part).toMatchObject({ ok: true, value: { accepted: 5, over: 0 } })
    expect(await statusOf(order.id)).toBe('sent')
    const rest = await receiveDelivery(world.act('stores'), delivery([entry(order.lineId, 7, { batch: '7C0417' })]))
    expect(rest.ok).toBe(true)
    expect(await statusOf(order.id)).toBe('closed')
    expect(await stockOf('meropenem')).toBe(before + 12 * 10_000)
  })

  test('one delivery for several orders', async () => {
    const [one, two] = [await sent(4), await sent(6)]
    const answer = await receiveDelivery(world.act('stores'), delivery([entry(one.lineId, 4), entry(two.lineId, 6)]))
    expect(answer).toMatchObject({ ok: true, value: { accepted: 10 } })
    expect([await statusOf(one.id), await statusOf(two.id)]).toEqual(['closed', 'closed'])
  })

  test('whoever raised an order does not book it in', async () => {
    const order = await sent(3)
    const answer = await receiveDelivery(world.act('technician'), delivery([entry(order.lineId, 3)]))
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'RECEIVER_RAISED' } })
    expect((await receiveDelivery(world.act('technician2'), delivery([entry(order.lineId, 3)]))).ok).toBe(true)
  })

  test('twenty at once never receive more than was ordered; the rest is held as over-delivery', async () => {
    const order = await sent(10)
    const all = await Promise.all(
      Array.from({ length: 20 }, () => receiveDelivery(world.act('stores'), delivery([entry(order.lineId, 1)]))),
    )
    expect(all.every((answer) => answer.ok)).toBe(true)
    const [line] = await world.sql<{ received_packs: number }>('SELECT received_packs FROM order_line WHERE id = $1', [
      order.lineId,
    ])
    expect(line?.received_packs).toBe(10)
    const over = await world.sql('SELECT id FROM over_delivery WHERE order_line_id = $1', [order.lineId])
    expect(over).toHaveLength(10)
  })

  test('the same key books in once, eight at once', async () => {
    const order = await sent(10)
    const act = world.act('stores')
    const all = await Promise.all(
      Array.from({ length: 8 }, () => receiveDelivery(act, delivery([entry(order.lineId, 2)]))),
    )
    expect(new Set(all.map((answer) => (answer.ok ? answer.value.receiptNumber : 'refused'))).size).toBe(1)
    const [line] = await world.sql<{ received_packs: number }>('SELECT received_packs FROM order_line WHERE id = $1', [
      order.lineId,
    ])
    expect(line?.received_packs).toBe(2)
  })

  test('another trust’s line is not found', async () => {
    const order = await sent(3)
    const answer = await receiveDelivery(world.act('stores', { trust: 'RZY' }), {
      ...delivery([entry(order.lineId, 3)]),
      storeId: world.trusts.RZY.storeId,
    })
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'NOT_FOUND' } })
  })

  test('says what is missing, entry by entry, and books nothing in', async () => {
    const order = await sent(3)
    const answer = await receiveDelivery(
      world.act('stores'),
      delivery([entry(order.lineId, 3, { batch: '', expiry: null })]),
    )
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'INVALID' } })
    expect(answer.ok ? [] : answer.refusal.code === 'INVALID' && answer.refusal.errors.map((one) => one.field)).toEqual(
      ['entries[0].batch', 'entries[0].expiry'],
    )
    expect(await world.sql('SELECT id FROM receipt_line WHERE order_id = $1', [order.id])).toHaveLength(0)
  })

  test('a warm fridge line is kept apart', async () => {
    const order = await sent(2, 'insulin')
    const warm = entry(order.lineId, 2, { fridgeTenths: 121, variance: 'COLD_CHAIN_BREACH' })
    expect((await receiveDelivery(world.act('stores'), delivery([warm]))).ok).toBe(true)
    const rows = await world.sql<{ quarantined: boolean }>('SELECT quarantined FROM stock_holding WHERE ampp_id = $1', [
      world.packs.insulin,
    ])
    expect(rows).toEqual([{ quarantined: true }])
  })
})

describe('refusing', () => {
  test('a key that was used for another delivery, a role that does not book in', async () => {
    const order = await sent(6)
    const act = world.act('stores')
    expect((await receiveDelivery(act, delivery([entry(order.lineId, 2)]))).ok).toBe(true)
    expect(await receiveDelivery(act, delivery([entry(order.lineId, 3)]))).toMatchObject({
      refusal: { code: 'KEY_REUSED' },
    })
    expect(await receiveDelivery(world.act('lead'), delivery([entry(order.lineId, 3)]))).toMatchObject({
      refusal: { code: 'NOT_ALLOWED' },
    })
  })

  test('one line of an own order, and the whole delivery is refused', async () => {
    const [own, other] = [await sent(3), await sent(3, 'meropenem', 'lead')]
    const both = delivery([entry(other.lineId, 3), entry(own.lineId, 3)])
    expect(await receiveDelivery(world.act('technician'), both)).toMatchObject({
      refusal: { code: 'RECEIVER_RAISED', number: own.number },
    })
    expect(await world.sql('SELECT id FROM receipt_line WHERE order_id = ANY ($1)', [[own.id, other.id]])).toEqual([])
  })

  test('what has not been sent', async () => {
    const order = await sent(3)
    await world.sql(`UPDATE purchase_order SET status = 'awaiting_approval', sent_at = NULL WHERE id = $1`, [order.id])
    expect(await receiveDelivery(world.act('stores'), delivery([entry(order.lineId, 3)]))).toMatchObject({
      refusal: { code: 'NOT_RECEIVABLE', status: 'awaiting_approval' },
    })
  })
})

describe('what is unusual', () => {
  test('more of an order that is closed is held; the order stays closed', async () => {
    const order = await sent(2)
    await receiveDelivery(world.act('stores'), delivery([entry(order.lineId, 2)]))
    const more = await receiveDelivery(world.act('stores'), delivery([entry(order.lineId, 2, { batch: 'AGAIN' })]))
    expect(more).toMatchObject({ ok: true, value: { accepted: 0, over: 2 } })
    expect(await statusOf(order.id)).toBe('closed')
  })

  test('a recalled batch is kept apart; what only goes back leaves the line open', async () => {
    const order = await sent(4, 'adenosine6')
    const recalled = entry(order.lineId, 1, { variance: 'RECALLED_BATCH', batch: 'RC1' })
    const back = entry(order.lineId, 0, { rejected: 3, variance: 'WRONG_PACK', batch: '', expiry: null })
    const answer = await receiveDelivery(world.act('stores'), delivery([recalled, back]))
    expect(answer).toMatchObject({ ok: true, value: { accepted: 1, rejected: 3, over: 0 } })
    expect(await statusOf(order.id)).toBe('sent')
    const held = await world.sql(`SELECT quarantined FROM stock_holding WHERE batch = 'RC1'`)
    expect(held).toEqual([{ quarantined: true }])
  })

  test('1,000 lines in one delivery', async () => {
    const order = await sent(1)
    await world.sql(
      `INSERT INTO order_line (trust_id, id, order_id, line_no, ampp_id, vmp_id, product_name, brand, maker, pack_text,
         units_milli, unit_name, gtin, supplier_code, cd_category, unlicensed, fridge, batch_required, packs, price, price_basis,
         price_source, contract_state, award_owner_id, award_id, why, contract_price, off_contract_reason, off_contract_note,
         first_purchase, usual_packs, vat_rate, net, vat, unlicensed_approval, replaces_line_id, added_in_version, ended_in_version)
       SELECT l.trust_id, gen_random_uuid(), l.order_id, n, l.ampp_id, l.vmp_id, l.product_name, l.brand, l.maker, l.pack_text,
         l.units_milli, l.unit_name, l.gtin, l.supplier_code, l.cd_category, l.unlicensed, l.fridge, l.batch_required, l.packs, l.price, l.price_basis,
         l.price_source, l.contract_state, l.award_owner_id, l.award_id, l.why, l.contract_price, l.off_contract_reason, l.off_contract_note,
         l.first_purchase, l.usual_packs, l.vat_rate, l.net, l.vat, l.unlicensed_approval, l.replaces_line_id, l.added_in_version, l.ended_in_version
       FROM order_line l, generate_series(2, 1000) n WHERE l.order_id = $1`,
      [order.id],
    )
    const lines = await world.sql<{ id: string }>('SELECT id FROM order_line WHERE order_id = $1', [order.id])
    const answer = await receiveDelivery(world.act('stores'), delivery(lines.map((line) => entry(line.id, 1))))
    expect(answer).toMatchObject({ ok: true, value: { accepted: 1000 } })
    expect(await statusOf(order.id)).toBe('closed')
  })
})

describe('correcting', () => {
  test('a reversal is not reversed, and nothing is once its packs too many were decided on', async () => {
    const order = await sent(2)
    const booked = await receiveDelivery(world.act('stores'), delivery([entry(order.lineId, 2)]))
    const receiptNumber = booked.ok ? booked.value.receiptNumber : ''
    const back = await reverseReceipt(world.act('stores'), { receiptNumber, reason: 'Wrong line' })
    const reversal = back.ok ? back.value.receiptNumber : ''
    expect(await reverseReceipt(world.act('lead'), { receiptNumber: reversal, reason: 'Again' })).toMatchObject({
      refusal: { code: 'REVERSAL' },
    })
    const over = await receiveDelivery(world.act('stores'), delivery([entry(order.lineId, 3)]))
    const overNumber = over.ok ? over.value.receiptNumber : ''
    const [held] = await world.sql<{ id: string }>('SELECT id FROM over_delivery WHERE order_line_id = $1', [
      order.lineId,
    ])
    const input = { id: held?.id ?? '', decision: 'return' as const, reason: 'Not needed' }
    expect((await decideOverDelivery(world.act('lead'), input)).ok).toBe(true)
    expect(await decideOverDelivery(world.act('technician'), input)).toMatchObject({
      refusal: { code: 'OVER_DECIDED' },
    })
    expect(await reverseReceipt(world.act('lead'), { receiptNumber: overNumber, reason: 'Too late' })).toMatchObject({
      refusal: { code: 'STOCK_MOVED_ON' },
    })
    expect(await reverseReceipt(world.act('pharmacist'), { receiptNumber: overNumber, reason: 'No' })).toMatchObject({
      refusal: { code: 'NOT_ALLOWED' },
    })
    expect(
      await reverseReceipt(world.act('lead', { trust: 'RZY' }), { receiptNumber: overNumber, reason: 'Theirs' }),
    ).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
  })

  test('a reversal and a decision on the same packs at once: one of them happens', async () => {
    for (let n = 0; n < 6; n += 1) {
      const order = await sent(2)
      const booked = await receiveDelivery(world.act('stores'), delivery([entry(order.lineId, 5, { batch: `R${n}` })]))
      const receiptNumber = booked.ok ? booked.value.receiptNumber : ''
      const [held] = await world.sql<{ id: string }>('SELECT id FROM over_delivery WHERE order_line_id = $1', [
        order.lineId,
      ])
      const [reversed, decided] = await Promise.all([
        reverseReceipt(world.act('stores'), { receiptNumber, reason: 'Wrong delivery' }),
        decideOverDelivery(world.act('lead'), { id: held?.id ?? '', decision: 'keep', reason: 'Needed' }),
      ])
      expect([reversed.ok, decided.ok].filter(Boolean)).toHaveLength(1)
      const [line] = await world.sql<{ received_packs: number }>(
        'SELECT received_packs FROM order_line WHERE id = $1',
        [order.lineId],
      )
      expect(line?.received_packs).toBe(reversed.ok ? 0 : 5)
    }
  })

  test('who counted packs that are too many does not decide on them', async () => {
    const order = await sent(1, 'meropenem', 'lead')
    await receiveDelivery(world.act('technician2'), delivery([entry(order.lineId, 2)]))
    const [held] = await world.sql<{ id: string }>('SELECT id FROM over_delivery WHERE order_line_id = $1', [
      order.lineId,
    ])
    const input = { id: held?.id ?? '', decision: 'keep' as const, reason: 'Needed' }
    expect(await decideOverDelivery(world.act('technician2'), input)).toMatchObject({ refusal: { code: 'OWN_COUNT' } })
    expect((await decideOverDelivery(world.act('lead2'), input)).ok).toBe(true)
  })

  test('a reversal takes counts and stock back, opens the order again, and happens once', async () => {
    const order = await sent(6, 'paracetamol')
    const booked = await receiveDelivery(world.act('stores'), delivery([entry(order.lineId, 6)]))
    const receiptNumber = booked.ok ? booked.value.receiptNumber : ''
    const input = { receiptNumber, reason: 'Booked in twice' }
    const both = await Promise.all([
      reverseReceipt(world.act('lead'), input),
      reverseReceipt(world.act('stores2'), input),
    ])
    expect(both.filter((answer) => answer.ok)).toHaveLength(1)
    expect(both.find((answer) => !answer.ok)).toMatchObject({ refusal: { code: 'ALREADY_REVERSED' } })
    expect(await statusOf(order.id)).toBe('sent')
    expect(await stockOf('paracetamol')).toBe(0)
  })

  test('over-delivery is decided once, not by who found it; kept packs come into stock', async () => {
    const order = await sent(5, 'adenosine5')
    await receiveDelivery(world.act('stores'), delivery([entry(order.lineId, 8)]))
    const [over] = await world.sql<{ id: string; packs: number }>(
      'SELECT id, packs FROM over_delivery WHERE order_line_id = $1',
      [order.lineId],
    )
    expect(over?.packs).toBe(3)
    expect(await stockOf('adenosine5')).toBe(5 * 5000)
    const input = { id: over?.id ?? '', decision: 'keep' as const, reason: 'Needed next week' }
    const both = await Promise.all([
      decideOverDelivery(world.act('lead'), input),
      decideOverDelivery(world.act('lead2'), input),
    ])
    expect(both.filter((answer) => answer.ok)).toHaveLength(1)
    expect(await stockOf('adenosine5')).toBe(8 * 5000)
  })
})
