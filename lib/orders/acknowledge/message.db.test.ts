import { beforeAll, describe, expect, test } from 'vitest'
import { aWorld, type World } from '#lib/testing/a-trust.ts'
import { aSentOrder } from '#lib/testing/answered-order.ts'
import { acknowledgeByMessage } from './acknowledge-by-message.command.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd'

function response(number: string, code: string, lines = '', issued = '2026-11-23'): Uint8Array {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<OrderResponse xmlns="${UBL}:OrderResponse-2" xmlns:cac="${UBL}:CommonAggregateComponents-2" xmlns:cbc="${UBL}:CommonBasicComponents-2">
  <cbc:ID>A-1</cbc:ID><cbc:SalesOrderID>S-9</cbc:SalesOrderID><cbc:IssueDate>${issued}</cbc:IssueDate>
  <cbc:OrderResponseCode>${code}</cbc:OrderResponseCode>
  <cac:OrderReference><cbc:ID>${number}</cbc:ID></cac:OrderReference>
  <cac:SellerSupplierParty><cac:Party/></cac:SellerSupplierParty>
  ${lines}
</OrderResponse>`)
}

const line = (of: number, status: number, inside = '', after = '') =>
  `<cac:OrderLine><cac:LineItem><cbc:ID>${of}${status}</cbc:ID><cbc:LineStatusCode>${status}</cbc:LineStatusCode>${inside}
   <cac:Item><cbc:Name>Thing</cbc:Name></cac:Item></cac:LineItem>${after}
   <cac:OrderLineReference><cbc:LineID>${of}</cbc:LineID></cac:OrderLineReference></cac:OrderLine>`
const quantity = (n: number, unit = 'XPK') => `<cbc:Quantity unitCode="${unit}">${n}</cbc:Quantity>`
const priced = (text: string) => `<cac:Price><cbc:PriceAmount currencyID="GBP">${text}</cbc:PriceAmount></cac:Price>`
const offers = (gtin: string) =>
  `<cac:SellerSubstitutedLineItem><cbc:ID>1</cbc:ID><cac:Item><cbc:Name>Meropenem Calder</cbc:Name>
   <cac:StandardItemIdentification><cbc:ID schemeID="0160">${gtin}</cbc:ID></cac:StandardItemIdentification></cac:Item></cac:SellerSubstitutedLineItem>`

const twoLines = () =>
  aSentOrder(world, {
    lines: [
      { pack: 'meropenem', packs: 12, price: 185_000 },
      { pack: 'paracetamol', packs: 40, price: 11_000 },
    ],
  })

const read = (number: string, message: Uint8Array, person: 'technician' | 'stores' = 'technician') =>
  acknowledgeByMessage(world.act(person), { number, version: 1, message })

const answersOf = async (orderId: string) =>
  (
    await world.sql<{ code: string; packs: number; price: string | null; resolution: string }>(
      `SELECT a.code, a.packs, a.price, a.resolution FROM acknowledgement_line a JOIN order_line l ON l.id = a.order_line_id
       WHERE a.order_id = $1 ORDER BY l.line_no, a.id`,
      [orderId],
    )
  ).map((row) => `${row.code} ${row.packs} ${row.price ?? '-'} ${row.resolution}`)

describe('an answer from its message', () => {
  test('accepted as it stands: every line, and the message is kept as it came', async () => {
    const order = await twoLines()
    const message = response(order.number, 'AP')
    expect(await read(order.number, message)).toMatchObject({ ok: true, value: { answered: 2, open: 0 } })
    expect(await answersOf(order.id)).toEqual(['ACCEPTED 12 185000 none_needed', 'ACCEPTED 40 11000 none_needed'])
    const kept = await world.sql<{ kind: string; content: Buffer }>(
      'SELECT kind, content FROM document WHERE order_id = $1',
      [order.id],
    )
    expect(kept).toEqual([{ kind: 'answer_ubl', content: Buffer.from(message) }])
    const [head] = await world.sql('SELECT source, supplier_reference FROM acknowledgement WHERE order_id = $1', [
      order.id,
    ])
    expect(head).toEqual({ source: 'message', supplier_reference: 'S-9' })
  })

  test('with changes, line by line; a pack offered is found by its barcode', async () => {
    const order = await twoLines()
    const gtin = '05055000000012'
    await world.sql(
      `INSERT INTO pack_code (owner_id, id, ampp_id, kind, code) VALUES ($1, $2, $3, 'GTIN', $4) ON CONFLICT DO NOTHING`,
      [world.trusts.QZZ.id, world.newId(), world.packs.meropenemOther, gtin],
    )
    const changes = [
      line(1, 3, quantity(12) + priced('24.90'), offers(gtin)),
      line(2, 3, quantity(20) + priced('1.20')),
    ].join('')
    expect(await read(order.number, response(order.number, 'CA', changes))).toMatchObject({
      ok: true,
      value: { answered: 2, open: 2, byHand: [] },
    })
    expect(await answersOf(order.id)).toEqual(['SUBSTITUTE_OFFERED 12 249000 open', 'CHANGED_QUANTITY 20 12000 open'])
    const [offered] = await world.sql(
      'SELECT substitute_ampp_id FROM acknowledgement_line WHERE order_id = $1 AND substitute_ampp_id IS NOT NULL',
      [order.id],
    )
    expect(offered).toEqual({ substitute_ampp_id: world.packs.meropenemOther })
  })

  test('received, an answer follows: kept, but no answer yet', async () => {
    const order = await twoLines()
    expect(await read(order.number, response(order.number, 'AB'))).toMatchObject({ ok: true, value: { answered: 0 } })
    const [row] = await world.sql('SELECT acknowledged_at FROM purchase_order WHERE id = $1', [order.id])
    expect(row).toEqual({ acknowledged_at: null })
    expect(await read(order.number, response(order.number, 'RE'))).toMatchObject({ ok: true, value: { open: 2 } })
    expect(await answersOf(order.id)).toEqual(['NOT_AVAILABLE 0 185000 open', 'NOT_AVAILABLE 0 11000 open'])
  })

  test('what it counts in another unit is left to a person', async () => {
    const order = await twoLines()
    const changes = line(1, 5, quantity(120, 'C62')) + line(2, 5) + line(9, 5)
    expect(await read(order.number, response(order.number, 'CA', changes))).toMatchObject({
      ok: true,
      value: { answered: 1, byHand: [1], unknown: ['9'] },
    })
  })
})

describe('refuses, in words, and keeps nothing', () => {
  const message = async (number: string, xml: Uint8Array) => {
    const done = await read(number, xml)
    if (done.ok) return 'done'
    return done.refusal.code === 'INVALID' ? done.refusal.errors.map((one) => one.message).join(' ') : done.refusal.code
  }

  test('a file that is no message, another order’s, one of tomorrow, more packs than were ordered', async () => {
    const order = await twoLines()
    const other = await twoLines()
    expect(await message(order.number, Buffer.from('hello'))).toBe('This file is not well-formed XML. Look at line 1.')
    expect(await message(order.number, Buffer.from('<Order/>'))).toBe('This file is not an order response.')
    expect(await message(order.number, response(other.number, 'AP'))).toBe(
      `This message answers order ${other.number}, not ${order.number}.`,
    )
    expect(await message(order.number, response(order.number, 'AP', '', '2026-11-24'))).toBe(
      'This message is dated in the future.',
    )
    const more = response(order.number, 'CA', line(1, 3, quantity(13)) + line(2, 5))
    expect(await message(order.number, more)).toContain('Line 1: enter 12 packs or fewer')
    expect(await world.sql('SELECT id FROM document WHERE order_id = $1', [order.id])).toEqual([])
    expect(await answersOf(order.id)).toEqual([])
  })

  test('the same message twice, two at once, wrong role, other trust', async () => {
    const order = await twoLines()
    const xml = response(order.number, 'AP')
    const both = await Promise.all([message(order.number, xml), message(order.number, xml)])
    expect(both.sort()).toEqual(['ANSWER_RECORDED', 'done'])
    expect(await answersOf(order.id)).toHaveLength(2)
    expect(await read(order.number, xml, 'stores')).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
    const abroad = world.act('lead', { trust: 'RZY' })
    expect(await acknowledgeByMessage(abroad, { number: order.number, version: 1, message: xml })).toMatchObject({
      refusal: { code: 'NOT_FOUND' },
    })
  })
})
