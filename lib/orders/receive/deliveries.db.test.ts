import { beforeAll, describe, expect, test } from 'vitest'
import { goodsReceivedNoteHtml } from '#lib/documents/goods-received-note-html.ts'
import { goodsReceivedNotePdf } from '#lib/documents/goods-received-note-pdf.ts'
import { navCounts } from '#lib/orders/order/nav.queries.ts'
import { orderListScreen } from '#lib/orders/track/order-list-page.queries.ts'
import { workToday } from '#lib/orders/track/today.queries.ts'
import { aWorld, type TestOds, type TestPack, type TestPerson, type World } from '#lib/testing/a-trust.ts'
import { answered, answerTo } from '#lib/testing/answered-order.ts'
import { anApprovedOrder } from '#lib/testing/approved-order.ts'
import { addDays, type LocalDate, londonDate } from '#lib/values/dates.ts'
import { formatOrderNumber } from '#lib/values/order-number.ts'
import { findBatches } from './batch.queries.ts'
import { expectedDeliveries, openOverDeliveries } from './deliveries.queries.ts'
import { deliveryDesk } from './desk.queries.ts'
import { lookUp } from './look-up.queries.ts'
import { noteDocument, notePage } from './note.queries.ts'
import { listNotes, NOTES_PAGE } from './notes.queries.ts'
import { receiveDelivery } from './receive-delivery.command.ts'
import { reverseReceipt } from './reverse-receipt.command.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})

const GTIN = '05000283101086'
const EXPIRY = '2028-08-31' as LocalDate

type Planted = { id: string; number: string; lineId: string }

async function sent(
  lines: { pack: TestPack; packs: number }[],
  more: {
    due?: number | null
    supplier?: keyof World['suppliers']
    raisedBy?: TestPerson
    trust?: TestOds
    kind?: 'cd' | 'standard'
  } = {},
): Promise<Planted> {
  const order = await anApprovedOrder(world, { status: 'sent', lines, ...more })
  const due = more.due === null ? null : addDays(londonDate(world.clock()), more.due ?? 0)
  await world.sql('UPDATE order_line SET due_on = $2 WHERE order_id = $1', [order.id, due])
  const [line] = await world.sql<{ id: string }>('SELECT id FROM order_line WHERE order_id = $1 ORDER BY line_no', [
    order.id,
  ])
  return { ...order, lineId: line?.id ?? '' }
}

async function bookIn(
  lineId: string,
  accepted: number,
  more: { supplier?: keyof World['suppliers']; batch?: string; rejected?: number } = {},
): Promise<string> {
  const answer = await receiveDelivery(world.act('stores'), {
    supplierId: world.suppliers[more.supplier ?? 'meridian'],
    storeId: world.trusts.RZZ.storeId,
    deliveryNote: 'DN7',
    note: '',
    entries: [
      {
        lineId,
        accepted,
        rejected: more.rejected ?? 0,
        batch: more.batch ?? '7C0416',
        expiry: EXPIRY,
        variance: more.rejected ? 'DAMAGED' : null,
        fridgeTenths: 45,
        quarantined: false,
        scanned: '',
        note: '',
      },
    ],
  })
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal))
  return answer.value.receiptNumber
}

const desk = (person: TestPerson = 'stores', supplier: keyof World['suppliers'] = 'meridian', trust: TestOds = 'RZZ') =>
  deliveryDesk(world.actor(person, { trust }), world.clock(), {
    supplierId: world.suppliers[supplier],
    storeId: world.trusts[trust].storeId,
  })

test('what the supplier said will not come is expected nowhere, and is booked in when it comes all the same', async () => {
  const { sql, suppliers, clock } = world
  const gone = await sent([{ pack: 'paracetamol', packs: 4 }], { due: -3, supplier: 'calder' })
  const mine = async () =>
    (await expectedDeliveries(world.actor('stores'), clock())).filter((one) => one.supplierId === suppliers.calder)
  const counts = async () => ({
    nav: (await navCounts(world.actor('stores'), clock())).deliveries ?? 0,
    late: (await orderListScreen(world.actor('technician'), clock(), null)).counts.late ?? 0,
    today: (await workToday(world.actor('stores'), clock())).find((one) => one.kind === 'expected')?.count ?? 0,
  })
  const before = await counts()
  expect(await mine()).toMatchObject([{ lines: 1, packs: 4, due: 1, late: 1 }])
  await answered(world, gone, [answerTo(gone.lineId, 'NOT_AVAILABLE')])
  expect(await mine()).toEqual([])
  expect(await counts()).toEqual({ nav: before.nav - 1, late: before.late - 1, today: before.today - 1 })
  expect((await desk('stores', 'calder'))?.lines).toMatchObject([
    { id: gone.lineId, promised: 0, packs: 4, received: 0 },
  ])
  await bookIn(gone.lineId, 4, { supplier: 'calder' })
  expect(await sql('SELECT received_packs FROM order_line WHERE id = $1', [gone.lineId])).toEqual([
    { received_packs: 4 },
  ])
})

describe('what is expected', () => {
  test('by supplier and store, due first, with fridge lines and controlled drugs named', async () => {
    await sent([
      { pack: 'meropenem', packs: 12 },
      { pack: 'paracetamol', packs: 40 },
    ])
    await sent([{ pack: 'insulin', packs: 6 }], { due: -2, supplier: 'northgate' })
    await sent([{ pack: 'adenosine5', packs: 6 }], { due: 3, supplier: 'calder' })
    await sent([{ pack: 'morphine', packs: 2 }], { kind: 'cd' })
    const draft = await anApprovedOrder(world, { status: 'approved' })
    expect(draft.number).not.toBe('')
    const expected = await expectedDeliveries(world.actor('stores'), world.clock())
    expect(expected.map((one) => [one.supplier, one.store, one.due, one.lines])).toEqual([
      ['Northgate Pharma', 'Main store', 1, 1],
      ['Meridian Wholesale', 'CD cupboard', 1, 1],
      ['Meridian Wholesale', 'Main store', 2, 2],
      ['Calder Generics', 'Main store', 0, 1],
    ])
    expect(expected[0]).toMatchObject({ late: 1, packs: 6, orders: 1, firstDue: '2026-11-21' })
    expect(expected[0]?.fridge).toEqual(['Insulin soluble human 100units/ml solution for injection 10ml vials, 1 vial'])
    expect(expected[1]).toMatchObject({ cupboard: true, controlled: [expect.stringContaining('Morphine')] })
  })

  test('counts the orders that whoever looks raised: those are for somebody else to book in', async () => {
    const seen = await expectedDeliveries(world.actor('technician'), world.clock())
    expect(seen.every((one) => one.own === one.orders)).toBe(true)
    const stores = await expectedDeliveries(world.actor('stores'), world.clock())
    expect(stores.every((one) => one.own === 0)).toBe(true)
  })

  test('another trust sees its own, and a role without deliveries nothing', async () => {
    expect(await expectedDeliveries(world.actor('stores', { trust: 'RZY' }), world.clock())).toEqual([])
    expect(await expectedDeliveries(world.actor('finance'), world.clock())).toEqual([])
  })
})

describe('the desk of a supplier and store', () => {
  test('holds the lines of all its orders with the barcodes of their packs, ended ones with their last day', async () => {
    await world.sql(
      `INSERT INTO pack_code (owner_id, id, ampp_id, kind, code, supplier_id, valid_to) VALUES
       ($1, $2, $6, 'GTIN', $7, NULL, '9999-12-31'), ($1, $3, $6, 'GTIN', '05012727907376', NULL, '2026-03-31'),
       ($1, $4, $6, 'SUPPLIER', 'MER-1G', $8, '9999-12-31'), ($1, $5, $6, 'SUPPLIER', 'OTHER', $9, '9999-12-31')`,
      [
        world.trusts.QZZ.id,
        ...[1, 2, 3, 4].map(() => world.newId()),
        world.packs.meropenem,
        GTIN,
        world.suppliers.meridian,
        world.suppliers.albion,
      ],
    )
    const found = await desk()
    expect(found?.lines.map((line) => [line.packs, line.received])).toEqual([
      [12, 0],
      [40, 0],
    ])
    expect(found?.products[0]?.codes).toEqual(
      expect.arrayContaining([
        { kind: 'GTIN', code: GTIN, endedOn: null },
        { kind: 'GTIN', code: '05012727907376', endedOn: '2026-03-31' },
        { kind: 'SUPPLIER', code: 'MER-1G', endedOn: null },
      ]),
    )
    expect(found?.products[0]?.codes).toHaveLength(3)
    expect(found).toMatchObject({
      store: { cupboard: false },
      terms: { fridge: { from: 20, to: 80 }, shelfLifeDays: 180 },
      more: false,
    })
  })

  test('says before anything is scanned what this person may not book in, and who may', async () => {
    const mine = await desk('technician')
    expect(mine?.orders).toMatchObject([{ why: 'yours', raisedBy: 'Technician of RZZ' }])
    expect(mine?.orders[0]?.who).toContain('Stores of RZZ')
    expect(mine?.orders[0]?.who).not.toContain('Technician of RZZ')
    expect((await desk('stores'))?.orders).toMatchObject([{ why: null, who: [] }])
  })

  test('an order that is being changed after it was sent says so, and can be booked in', async () => {
    const order = await sent([{ pack: 'meropenem', packs: 3 }], { supplier: 'albion' })
    await world.sql(`UPDATE purchase_order SET status = 'awaiting_approval' WHERE id = $1`, [order.id])
    expect((await desk('stores', 'albion'))?.orders).toMatchObject([
      { number: order.number, why: null, changing: true },
    ])
  })

  test('knows what was booked in today, until it is taken back', async () => {
    const order = await sent([{ pack: 'adenosine6', packs: 6 }], { supplier: 'larkspur' })
    const number = await bookIn(order.lineId, 2, { supplier: 'larkspur' })
    expect((await desk('stores', 'larkspur'))?.bookedToday).toEqual([order.lineId])
    await reverseReceipt(world.act('stores'), { receiptNumber: number, reason: 'Wrong line' })
    expect((await desk('stores', 'larkspur'))?.bookedToday).toEqual([])
  })

  test('another trust’s store, an unknown supplier and other roles find nothing', async () => {
    const ask = (person: TestPerson, supplierId: string, storeId: string) =>
      deliveryDesk(world.actor(person), world.clock(), { supplierId, storeId })
    expect(await ask('stores', world.suppliers.meridian, world.trusts.RZY.storeId)).toBeNull()
    expect(await ask('stores', world.newId(), world.trusts.RZZ.storeId)).toBeNull()
    expect(await ask('stores', 'x', 'y')).toBeNull()
    expect(await ask('lead', world.suppliers.meridian, world.trusts.RZZ.storeId)).toBeNull()
  })

  test('without a store it is that of the newest order, else one of the trust', async () => {
    const ask = (supplierId: string) =>
      deliveryDesk(world.actor('stores'), world.clock(), { supplierId, storeId: null })
    expect((await ask(world.suppliers.meridian))?.store.name).toBe('CD cupboard')
    const ownStores = ['Main store', 'CD cupboard', 'Dispensary']
    expect(ownStores).toContain((await ask(world.suppliers.albion))?.store.name)
  })
})

describe('looking up what a desk does not know', () => {
  const ask = (text: string) =>
    lookUp(world.actor('stores'), world.clock(), {
      supplierId: world.suppliers.meridian,
      storeId: world.trusts.RZZ.storeId,
      text,
    })

  test('a pack that stands on an order with another supplier', async () => {
    const order = await sent([{ pack: 'meropenemOther', packs: 6 }], { supplier: 'calder' })
    const answer = await ask('meropenem 1g calder')
    expect(answer).toMatchObject({
      value: {
        kind: 'packs',
        packs: [{ amppId: world.packs.meropenemOther, make: 'Calder Generics', elsewhere: [{ number: order.number }] }],
      },
    })
  })

  test('a barcode that is no longer in use, and an order of this desk that is over', async () => {
    const order = await sent([{ pack: 'paracetamol', packs: 4 }])
    await bookIn(order.lineId, 4)
    await world.sql(
      `INSERT INTO pack_code (owner_id, id, ampp_id, kind, code, valid_to) VALUES ($1, $2, $3, 'GTIN', '05060064792018', '2026-01-31')`,
      [world.trusts.QZZ.id, world.newId(), world.packs.paracetamol],
    )
    const answer = await ask('05060064792018')
    expect(answer).toMatchObject({
      value: {
        kind: 'packs',
        packs: [{ endedOn: '2026-01-31', over: { orders: [{ number: order.number, status: 'closed' }] } }],
      },
    })
  })

  test('an order by its number: where it is expected', async () => {
    const order = await sent([{ pack: 'insulin', packs: 2 }], { supplier: 'northgate' })
    expect(await ask(order.number)).toMatchObject({
      value: { kind: 'order', here: false, at: { supplier: 'Northgate Pharma', store: 'Main store' } },
    })
    expect(await ask(formatOrderNumber({ ods: 'RZZ', year: 2026, sequence: 777_777 }))).toEqual({
      ok: true,
      value: { kind: 'nothing' },
    })
  })

  test('nothing at all, and nothing for a role that does not book in', async () => {
    expect(await ask('zzzzzz')).toEqual({ ok: true, value: { kind: 'nothing' } })
    const refused = await lookUp(world.actor('lead'), world.clock(), {
      supplierId: world.suppliers.meridian,
      storeId: world.trusts.RZZ.storeId,
      text: 'mer',
    })
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'NOT_ALLOWED' } })
  })
})

describe('goods received notes', () => {
  test('one note says what came, what went back, what is held, and what took it back', async () => {
    const order = await sent([{ pack: 'adenosine5', packs: 5 }], { supplier: 'calder' })
    const number = await bookIn(order.lineId, 7, { supplier: 'calder', rejected: 1, batch: 'AB-9' })
    const note = await notePage(world.actor('lead'), number.toLowerCase())
    expect(note).toMatchObject({
      number,
      supplier: { name: 'Calder Generics' },
      deliveryNote: 'DN7',
      receivedBy: { name: 'Stores of RZZ', role: 'Goods-in' },
      lines: [
        {
          accepted: 5,
          rejected: 1,
          over: 2,
          batch: 'AB-9',
          expiry: EXPIRY,
          variance: 'DAMAGED',
          held: { packs: 2, decision: null },
        },
      ],
      orders: [order.number],
      reverses: null,
      reversedBy: null,
    })
    expect(note?.lines[0]?.held?.mine).toBe(false)
    expect((await notePage(world.actor('stores'), number))?.lines[0]?.held?.mine).toBe(true)
    const open = await openOverDeliveries(world.actor('lead'))
    expect(open.find((one) => one.receiptNumber === number)).toMatchObject({ packs: 2, ordered: 5, mine: false })
    const reversed = await reverseReceipt(world.act('lead'), { receiptNumber: number, reason: 'Wrong delivery' })
    const taker = reversed.ok ? reversed.value.receiptNumber : ''
    expect(await notePage(world.actor('lead'), number)).toMatchObject({
      reversedBy: { number: taker, reason: 'Wrong delivery' },
    })
    expect(await notePage(world.actor('lead'), taker)).toMatchObject({
      reverses: { number, reason: 'Wrong delivery' },
      lines: [{ accepted: -5 }],
    })
    expect((await openOverDeliveries(world.actor('lead'))).find((one) => one.receiptNumber === number)).toBeUndefined()
  })

  test('its document gives the same bytes however often it is asked for', async () => {
    const order = await sent([{ pack: 'adenosine5', packs: 5 }], { supplier: 'calder' })
    const number = await bookIn(order.lineId, 5, { supplier: 'calder' })
    const drawn = async () => {
      const actor = world.actor('auditor')
      const note = await notePage(actor, number)
      if (!note) throw new Error('no note')
      const props = noteDocument(actor, note)
      return { pdf: Buffer.from(await goodsReceivedNotePdf(props)), html: goodsReceivedNoteHtml(props) }
    }
    const [one, two] = [await drawn(), await drawn()]
    expect(one.pdf.equals(two.pdf)).toBe(true)
    expect(one.html).toBe(two.html)
    expect(one.html).toContain(number)
  })

  test('another trust’s note, a mistyped number and a role without deliveries find nothing', async () => {
    const order = await sent([{ pack: 'adenosine5', packs: 5 }], { supplier: 'calder' })
    const number = await bookIn(order.lineId, 5, { supplier: 'calder' })
    expect(await notePage(world.actor('stores', { trust: 'RZY' }), number)).toBeNull()
    expect(await notePage(world.actor('finance'), number)).toBeNull()
    expect(await notePage(world.actor('stores'), 'RZZ-GRN-26-000001-0')).toBeNull()
  })

  test('the list is newest first and pages both ways', async () => {
    const order = await sent([{ pack: 'paracetamol', packs: 900 }])
    for (let n = 0; n < NOTES_PAGE + 5; n += 1) await bookIn(order.lineId, 1)
    const first = await listNotes(world.actor('stores'))
    expect(first.rows).toHaveLength(NOTES_PAGE)
    expect(first.before).toBeNull()
    const second = await listNotes(world.actor('stores'), { after: first.after ?? '' })
    expect(second.rows[0]?.id.localeCompare(first.rows.at(-1)?.id ?? '')).toBe(-1)
    expect(second.after).toBeNull()
    const back = await listNotes(world.actor('stores'), { before: second.before ?? '' })
    expect(back.rows.map((row) => row.id)).toEqual(first.rows.map((row) => row.id))
    expect(first.rows[0]).toMatchObject({ accepted: 1, batches: 1, supplier: 'Meridian Wholesale', reversed: false })
    expect((await listNotes(world.actor('stores', { trust: 'RZY' }))).rows).toEqual([])
  })
})

describe('finding a batch', () => {
  test('by its number in any case, its barcode and its product: receipts and stock', async () => {
    const order = await sent([{ pack: 'meropenem', packs: 30 }])
    await bookIn(order.lineId, 4, { batch: 'LR2K917' })
    const number = await bookIn(order.lineId, 2, { batch: 'LR2K917' })
    for (const text of ['LR2K917', 'lr2k917', `]d201${GTIN}1728083110LR2K917`, 'meropenem']) {
      const { batches } = await findBatches(world.actor('stores'), world.clock(), text)
      const batch = batches.find((one) => one.batch === 'LR2K917')
      expect(batch, text).toMatchObject({ amppId: world.packs.meropenem, expiry: EXPIRY, packText: '10 vials' })
      expect(batch?.receipts.map((one) => one.accepted)).toEqual([2, 4])
      expect(batch?.receipts[0]?.number).toBe(number)
      expect(batch?.stock).toEqual([{ store: 'Main store', units: 60_000, quarantined: false }])
    }
    const { batches } = await findBatches(world.actor('stores'), world.clock(), `]d201${GTIN}1728083110OTHER`)
    expect(batches).toEqual([])
  })

  test('stock that was never booked in is found, too; another trust finds nothing', async () => {
    await world.sql(`INSERT INTO stock_holding VALUES ($1, $2, $3, 'COUNTED1', '2027-05-31', false, $4, 30000)`, [
      world.trusts.RZZ.id,
      world.trusts.RZZ.secondStoreId,
      world.packs.adenosine6,
      world.vmps.adenosine,
    ])
    const { batches } = await findBatches(world.actor('stores'), world.clock(), 'counted1')
    expect(batches).toMatchObject([{ batch: 'COUNTED1', receipts: [], stock: [{ store: 'Dispensary' }] }])
    expect((await findBatches(world.actor('stores', { trust: 'RZY' }), world.clock(), 'LR2K917')).batches).toEqual([])
    expect((await findBatches(world.actor('finance'), world.clock(), 'LR2K917')).batches).toEqual([])
    const chief = await findBatches(world.actor('chief'), world.clock(), 'LR2K917', 'batches')
    expect(chief.batches).toMatchObject([
      { batch: 'LR2K917', receipts: [{ accepted: 2 }, { accepted: 4 }], stock: [{ store: 'Main store' }] },
    ])
    expect((await findBatches(world.actor('stores'), world.clock(), 'adenosine', 'batches')).batches).toEqual([])
    const elsewhere = await findBatches(world.actor('stores', { trust: 'RZY' }), world.clock(), 'COUNTED1', 'batches')
    expect(elsewhere.batches).toEqual([])
    expect((await findBatches(world.actor('stores'), world.clock(), 'x')).batches).toEqual([])
  })
})
