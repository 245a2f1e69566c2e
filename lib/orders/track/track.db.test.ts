import { beforeAll, describe, expect, test } from 'vitest'
import { commit } from '#lib/db/commit.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { decisionsFor } from '#lib/orders/approve/waiting.queries.ts'
import { lineWords } from '#lib/orders/order/line-words.rules.ts'
import { queueTransmission } from '#lib/orders/order/transmission.store.ts'
import { expectedDeliveries } from '#lib/orders/receive/deliveries.queries.ts'
import { recordManualSending } from '#lib/orders/send/record-manual-sending.command.ts'
import { sendOrder } from '#lib/orders/send/send-order.job.ts'
import { takenRows } from '#lib/testing/a-list.ts'
import { aWorld, type World } from '#lib/testing/a-trust.ts'
import { answered, answerTo, aSentOrder, cameIn } from '#lib/testing/answered-order.ts'
import { anApprovedOrder } from '#lib/testing/approved-order.ts'
import { anAskedOrder } from '#lib/testing/asked-order.ts'
import { londonDate, londonTime } from '#lib/values/dates.ts'
import { price } from '#lib/values/money.ts'
import { linesOfOrders } from './order-lines.queries.ts'
import { listOrders, orderListChoices } from './order-list.queries.ts'
import { ORDER_SORTS, ORDER_VIEWS, orderListAddress } from './order-list.schema.ts'
import { orderListScreen } from './order-list-page.queries.ts'
import { orderPage } from './order-page.queries.ts'
import { workToday } from './today.queries.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
  for (let index = 0; index < 60; index += 1) {
    await anApprovedOrder(world, {
      status: index % 3 === 0 ? 'approved' : 'sent',
      supplier: index % 2 === 0 ? 'meridian' : 'calder',
      lines: [{ pack: index % 2 === 0 ? 'meropenem' : 'adenosine5', packs: 1 + (index % 7), price: 100_000 + index }],
    })
    world.clock.advance(60_000)
  }
  await anAskedOrder(world)
  await anApprovedOrder(world, { trust: 'RZY', status: 'sent' })
})

const address = (parts: Record<string, string> = {}) => orderListAddress.parse(parts)

describe('the order list', () => {
  test('pages through every order once, forwards and back, in every sort', async () => {
    for (const sort of ORDER_SORTS) {
      const first = await listOrders(world.actor('lead'), world.clock(), address({ sort }))
      const second = await listOrders(world.actor('lead'), world.clock(), address({ sort, after: first.after ?? '' }))
      const numbers = [...first.rows, ...second.rows].map((row) => row.number)
      expect(new Set(numbers).size).toBe(61)
      expect(second.after).toBeNull()
      const back = await listOrders(world.actor('lead'), world.clock(), address({ sort, before: second.before ?? '' }))
      expect(back.rows.map((row) => row.number)).toEqual(first.rows.map((row) => row.number))
      expect(back.before).toBeNull()
    }
  })

  test('each view holds as many orders as its count says', async () => {
    const { counts } = await orderListScreen(world.actor('lead'), world.clock(), null)
    for (const view of ORDER_VIEWS) {
      const page = await listOrders(world.actor('lead'), world.clock(), address({ view }))
      const count = counts[view]
      if (count !== undefined) expect(page.rows.length).toBe(Math.min(50, count))
    }
  })

  test('searches number, and takes wildcards for letters', async () => {
    const [one] = (await listOrders(world.actor('lead'), world.clock(), address())).rows
    const found = await listOrders(world.actor('lead'), world.clock(), address({ q: one?.number.toLowerCase() ?? '' }))
    expect(found.rows.map((row) => row.number)).toEqual([one?.number])
    expect((await listOrders(world.actor('lead'), world.clock(), address({ q: '%' }))).rows).toEqual([])
  })

  test('a search pages through every order with the words, newest first, alone and beside a filter', async () => {
    const lead = world.actor('lead')
    const all = (await listOrders(lead, world.clock(), address(), 100)).rows
    const wanted = all.filter((row) => row.supplier === 'Meridian Wholesale').map((row) => row.number)
    const found: string[] = []
    let after: string | null = ''
    while (after !== null) {
      const page = await listOrders(lead, world.clock(), address({ q: 'wholesale MERID', after }), 7)
      found.push(...page.rows.map((row) => row.number))
      after = page.after
    }
    expect(found).toEqual(wanted)
    const sent = await listOrders(lead, world.clock(), address({ q: 'meridian', view: 'sent' }), 100)
    expect(sent.rows.map((row) => row.number)).toEqual(
      all.filter((row) => row.supplier === 'Meridian Wholesale' && row.status === 'sent').map((row) => row.number),
    )
    const oldest = await listOrders(lead, world.clock(), address({ q: 'meridian', sort: 'raised' }), 100)
    expect(oldest.rows.map((row) => row.number)).toEqual(wanted.toReversed())
  })

  test('shows another trust its own orders only, goods-in no prices, and the hub nothing', async () => {
    const other = await listOrders(world.actor('lead', { trust: 'RZY' }), world.clock(), address())
    expect(other.rows).toHaveLength(1)
    const stores = await listOrders(world.actor('stores'), world.clock(), address())
    expect(stores.rows.every((row) => row.gross === null)).toBe(true)
    expect((await listOrders(world.actor('hub'), world.clock(), address())).rows).toEqual([])
  })

  test('is handed over whole as CSV', async () => {
    const rows = await takenRows(world.actor('lead'), world.clock(), 'orders')
    expect(rows).toHaveLength(61)
    for (const row of rows) expect(row.split(',').at(-1)).toMatch(/^\d+\.\d\d$/)
  })

  test('is narrowed to a store and a supplier that there are orders of', async () => {
    const choices = await orderListChoices(world.actor('lead'))
    expect(choices.suppliers.map((one) => one.name)).toEqual(['Calder Generics', 'Meridian Wholesale'])
    expect(choices.stores.length).toBeGreaterThan(1)
    const all = await listOrders(world.actor('lead'), world.clock(), address({ supplier: world.suppliers.calder }))
    expect(all.rows).toHaveLength(30)
    const store = world.trusts.RZZ.secondStoreId
    expect((await listOrders(world.actor('lead'), world.clock(), address({ store }))).rows).toEqual([])
    expect(await orderListChoices(world.actor('hub'))).toEqual({ stores: [], suppliers: [] })
  })

  test('shows part received orders, rejected and cancelled ones each by themselves', async () => {
    const [part, rejected, cancelled] = [await aSentOrder(world), await aSentOrder(world), await aSentOrder(world)]
    expect(await cameIn(world, part.lines[0] ?? '', 5)).toMatchObject({ ok: true })
    await world.sql(`UPDATE purchase_order SET status = 'rejected', sent_at = NULL WHERE id = $1`, [rejected.id])
    await world.sql(`UPDATE purchase_order SET status = 'cancelled' WHERE id = $1`, [cancelled.id])
    const { counts } = await orderListScreen(world.actor('lead'), world.clock(), null)
    for (const [view, order] of [
      ['part_received', part],
      ['rejected', rejected],
      ['cancelled', cancelled],
    ] as const) {
      const { rows } = await listOrders(world.actor('lead'), world.clock(), address({ view }))
      expect(rows.map((row) => row.number)).toEqual([order.number])
      expect(counts[view]).toBe(1)
    }
  })
})

describe('the order page', () => {
  test('is there for the own trust only', async () => {
    const [one] = (await listOrders(world.actor('lead'), world.clock(), address())).rows
    const number = one?.number ?? ''
    expect((await orderPage(world.actor('auditor'), world.clock(), number))?.lines).toHaveLength(1)
    expect(await orderPage(world.actor('lead', { trust: 'RZY' }), world.clock(), number)).toBeNull()
    expect(await orderPage(world.actor('admin'), world.clock(), number)).toBeNull()
  })

  test('says what holds an order, and how one that was placed by phone went, without the text of an e-mail', async () => {
    const held = await anApprovedOrder(world, { kind: 'cd', lines: [{ pack: 'morphine', packs: 1 }] })
    expect((await orderPage(world.actor('lead'), world.clock(), held.number))?.holds).toEqual([{ code: 'REQUISITION' }])
    const order = await anApprovedOrder(world, { supplier: 'albion' })
    const act = world.act('lead')
    const queued = await commit(act, { name: 'testQueue', permission: 'order.view' }, order, (tx) =>
      queueTransmission(tx, act, order),
    )
    const transmissionId = queued.ok && queued.value.state === 'queued' ? queued.value.transmissionId : ''
    await sendOrder(world.systemAct(), transmissionId)
    world.clock.advance(3_600_000)
    const sent = await recordManualSending(world.act('technician'), {
      number: order.number,
      transmissionId,
      channel: 'phone',
      on: londonDate(world.clock()),
      at: londonTime(world.clock()),
      whom: 'Sue, order desk',
      reference: 'T-1',
    })
    expect(sent).toMatchObject({ ok: true })
    const page = await orderPage(world.actor('lead'), world.clock(), order.number)
    expect(page?.documents.map((one) => one.kind).sort()).toEqual(['order_html', 'order_pdf'])
    expect(page?.history[0]).toMatchObject({ words: 'Sent', detail: 'By phone with Sue, order desk. Reference T-1' })
    expect(page?.holds).toEqual([])
  })

  test('another pack that is offered is no acknowledgement of the one that was ordered', async () => {
    const order = await aSentOrder(world, { supplier: 'calder', lines: [{ pack: 'adenosine5', packs: 20 }] })
    const offer = answerTo(order.lines[0] ?? '', 'SUBSTITUTE_OFFERED', {
      packs: 16,
      price: price(90_000),
      substituteAmppId: world.packs.adenosine6,
    })
    await answered(world, order, [offer])
    const page = await orderPage(world.actor('lead'), world.clock(), order.number)
    expect(page?.lines[0]?.progress).toMatchObject({ state: 'other_pack', acknowledged: 0, outstanding: 20 })
  })
})

test('a line that a later version brought counts as answered only once that version is answered, on page and list', async () => {
  const order = await aSentOrder(world, { lines: [{ pack: 'meropenem', packs: 3, price: 185_000 }] })
  await answered(world, order, [answerTo(order.lines[0] ?? '', 'ACCEPTED')])
  const both = async () => {
    const page = await orderPage(world.actor('lead'), world.clock(), order.number)
    const { rows } = await listOrders(world.actor('lead'), world.clock(), address({ only: order.number }))
    return [page?.progress.headline, page?.progress.answered, rows[0]?.progress.answered]
  }
  expect(await both()).toEqual(['Acknowledged', 1, 1])
  await world.sql('UPDATE purchase_order SET version = 2 WHERE id = $1', [order.id])
  await world.sql('UPDATE order_line SET added_in_version = 2 WHERE order_id = $1', [order.id])
  expect(await both()).toEqual(['Sent', 0, 0])
})

test('the lines as a file say of each what the page of its order says', async () => {
  const all = await aSentOrder(world, { lines: [{ pack: 'meropenem', packs: 3, price: 185_000 }] })
  await cameIn(world, all.lines[0] ?? '', 3)
  const half = await aSentOrder(world, { lines: [{ pack: 'meropenem', packs: 4, price: 185_000 }] })
  await cameIn(world, half.lines[0] ?? '', 1)
  const other = await aSentOrder(world, { lines: [{ pack: 'meropenem', packs: 5, price: 185_000 }] })
  await answered(world, other, [answerTo(other.lines[0] ?? '', 'NOT_AVAILABLE', { packs: 0 })])
  const actor = world.actor('lead')
  const { rows } = await listOrders(actor, world.clock(), address({}))
  const filed = await withTrust(actor, (tx) =>
    linesOfOrders(
      tx,
      actor,
      world.clock(),
      rows.map((row) => row.id),
    ),
  )
  const pages = await Promise.all(rows.map((row) => orderPage(actor, world.clock(), row.number)))
  const shown = pages.flatMap((page) =>
    (page?.lines ?? []).map((line) => ({ id: line.id, said: lineWords({ ...line, sent: page?.sentAt !== null }) })),
  )
  expect(filed.map(({ id, state, about }) => ({ id, state, about }))).toEqual(
    shown.map(({ id, said }) => ({ id, state: said.words, about: said.more })),
  )
  expect(filed.map((line) => line.state)).toEqual(
    expect.arrayContaining(['Complete', '3 to follow', 'Not available', 'Not sent', 'No answer yet']),
  )
})

describe('today', () => {
  test('names what waits for each role, and counts what its list holds', async () => {
    const work = await workToday(world.actor('lead'), world.clock())
    const held = work.find((one) => one.kind === 'held')
    const list = await listOrders(world.actor('lead'), world.clock(), address({ view: 'held' }))
    expect(held?.count).toBe(list.rows.length)
    await world.sql(`UPDATE order_line SET due_on = '2026-11-20' WHERE trust_id = $1`, [world.trusts.RZZ.id])
    const expected = (await workToday(world.actor('stores'), world.clock())).find((one) => one.kind === 'expected')
    const deliveries = await expectedDeliveries(world.actor('stores'), world.clock())
    expect(expected?.count).toBe(deliveries.filter((one) => one.due > 0).length)
    expect(expected?.items[0]).toMatchObject({ supplier: 'Albion Wholesale' })
    expect(await decisionsFor(world.actor('lead'), world.clock())).toHaveLength(1)
    for (const person of [
      'technician',
      'stores',
      'pharmacist',
      'chief',
      'director',
      'finance',
      'auditor',
      'admin',
    ] as const) {
      await expect(workToday(world.actor(person), world.clock())).resolves.toBeInstanceOf(Array)
    }
  })
})
