import { expect, test } from 'vitest'
import { listById } from '#lib/lists/lists.ts'
import { padView } from '#lib/orders/raise/pad.queries.ts'
import { readOrderList } from '#lib/orders/track/order-list.schema.ts'
import { aPad, done } from '#lib/testing/a-pad.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { answered, answerTo, aSentOrder } from '#lib/testing/answered-order.ts'
import { anAskedOrder } from '#lib/testing/asked-order.ts'
import { actOnOrder } from './act-on-order.ts'
import { type ChosenOrder, chosenOrders, countMatching } from './several.queries.ts'
import { linesToClose, type SeveralAct, sortedFor } from './several.rules.ts'

const world = await aWorld()
const actor = (who: TestPerson = 'technician') => world.actor(who)
const statusOf = async (number: string) =>
  (await world.sql<{ status: string }>('SELECT status FROM purchase_order WHERE number = $1', [number]))[0]?.status
const chosen = async (...numbers: string[]) => (await chosenOrders(actor('lead'), world.clock(), { numbers })).orders
const listed = (query: Record<string, string>) => readOrderList(query).address

async function twoDrafts() {
  const { padId } = await aPad(world, [
    { pack: 'adenosine5', packs: 5 },
    { pack: 'meropenem', packs: 2 },
  ])
  const rows = await world.sql<{ number: string }>('SELECT number FROM purchase_order WHERE pad_id = $1 ORDER BY id', [
    padId,
  ])
  return { padId, numbers: rows.map((row) => row.number) }
}

function actOn(act: SeveralAct, orders: readonly ChosenOrder[], by = world.act('lead')) {
  return Promise.all(
    orders.map((one) => {
      const lines = linesToClose(one).map((line) => line.id)
      const { number, version, revision } = one
      return actOnOrder(by, { act, reason: 'Ordered twice', number, version, revision, lines })
    }),
  )
}

test('what is chosen is read for the trust alone: by number, or all that the filters match, with the total', async () => {
  const { numbers } = await twoDrafts()
  const [order] = await chosen(numbers[0] ?? '')
  expect(order).toMatchObject({ number: numbers[0], status: 'draft', incomplete: [], asked: false, sendings: [] })
  expect(order?.gross).toBeGreaterThan(0)
  const others = await chosenOrders(world.actor('lead', { trust: 'RZY' }), world.clock(), { numbers })
  expect(others.orders).toEqual([])
  const drafts = await chosenOrders(actor(), world.clock(), { all: listed({ view: 'draft' }) })
  const counted = await countMatching(actor(), world.clock(), listed({ view: 'draft' }))
  expect(counted).toEqual({
    orders: drafts.orders.length,
    more: false,
    total: drafts.orders.reduce((sum, one) => sum + (one.gross ?? 0), 0),
    hidden: 0,
  })
  const stores = await countMatching(actor('stores'), world.clock(), listed({ view: 'draft' }))
  expect(stores).toMatchObject({ orders: drafts.orders.length, total: 0, hidden: drafts.orders.length })
  const only = await chosenOrders(actor(), world.clock(), { all: listed({ only: numbers.join(',') }) })
  expect(only.orders.map((one) => one.number).sort()).toEqual([...numbers].sort())
})

test('drafts that are ready are submitted each by itself; one that lacks its price stays and is named', async () => {
  const { padId, numbers } = await twoDrafts()
  const orders = await chosen(...numbers)
  const outcomes = await actOn('submit', orders, world.act('technician'))
  expect(outcomes.map((one) => one.ok)).toEqual([true, true])
  expect(await Promise.all(numbers.map(statusOf))).not.toContain('draft')
  expect(await padView(actor(), padId, world.clock())).toMatchObject({ refusal: { code: 'PAD_CLOSED' } })
  const again = await actOn('submit', orders, world.act('technician'))
  expect(again.map((one) => [one.ok, one.words])).toEqual(numbers.map(() => [false, 'That is not possible now']))
})

test('drafts are deleted under one key once, and brought back under another', async () => {
  const { numbers } = await twoDrafts()
  const orders = await chosen(...numbers)
  const act = world.act('technician')
  const first = await actOn('delete', orders, act)
  expect(await actOn('delete', orders, act)).toEqual(first)
  expect(first.map((one) => one.ok)).toEqual([true, true])
  const back = world.act('technician')
  for (const { number, version, revision } of orders) {
    const outcome = await actOnOrder(back, { act: 'restore', reason: '', number, version, revision, lines: [] })
    expect(outcome).toEqual({ number, ok: true, words: 'Brought back' })
  }
  expect(await Promise.all(numbers.map(statusOf))).toEqual(['draft', 'draft'])
})

test('cancelling several: at once what has not left, by asking what was sent, and what came since is named', async () => {
  const waiting = await anAskedOrder(world)
  const sent = await aSentOrder(world)
  const { numbers } = await twoDrafts()
  const orders = await chosen(waiting.number, sent.number, ...numbers)
  const { can, not } = sortedFor('cancel', orders)
  expect(can.map((one) => one.number)).toEqual([waiting.number, sent.number])
  expect(not.map((one) => one.refusal.code)).toEqual(['WRONG_STATUS', 'WRONG_STATUS'])
  const outcomes = await actOn('cancel', can)
  expect(outcomes.map((one) => one.words)).toEqual(['Cancelled', 'The supplier is asked to cancel it'])
  expect(await Promise.all([statusOf(waiting.number), statusOf(sent.number)])).toEqual(['cancelled', 'sent'])
  expect(sortedFor('cancel', await chosen(waiting.number, sent.number)).can).toEqual([])
  expect((await actOn('cancel', can)).map((one) => one.ok)).toEqual([false, false])
})

test('the rest of orders is closed line by line: at once where it will not come, by asking else; the same again is the same', async () => {
  const sent = await aSentOrder(world, {
    lines: [
      { pack: 'meropenem', packs: 12 },
      { pack: 'paracetamol', packs: 40 },
    ],
  })
  await answered(world, sent, [answerTo(sent.lines[0] ?? '', 'NOT_AVAILABLE', { packs: 0 })])
  const orders = await chosen(sent.number)
  const act = world.act('lead')
  const [outcome] = await actOn('short_close', orders, act)
  expect(outcome).toMatchObject({ ok: true, words: expect.stringMatching(/1.line closed, the supplier is asked/) })
  expect(await actOn('short_close', orders, act)).toEqual([outcome])
  const rows = await world.sql('SELECT kind FROM order_change WHERE order_id = $1', [sent.id])
  expect(rows).toEqual([{ kind: 'cancel_line' }])
  expect(sortedFor('short_close', await chosen(sent.number)).not[0]?.refusal.code).toBe('ASKED_ALREADY')
  expect((await actOn('close', orders))[0]?.ok).toBe(false)
})

test('nobody acts by way of several who may not on one, nor on another trust’s, nor two at once', async () => {
  const waiting = await anAskedOrder(world)
  const orders = await chosen(waiting.number)
  const other = world.act('lead', { trust: 'RZY' })
  const outcomes = [await actOn('cancel', orders, world.act('stores')), await actOn('cancel', orders, other)].flat()
  expect(outcomes.map((one) => one.ok)).toEqual([false, false])
  expect(await statusOf(waiting.number)).toBe('awaiting_approval')
  const both = await Promise.all([actOn('cancel', orders), actOn('cancel', orders, world.act('technician'))])
  expect(both.flat().filter((one) => one.ok)).toHaveLength(1)
})

test('a file of the chosen orders holds them alone', async () => {
  const { numbers } = await twoDrafts()
  const opened = done(await listById('orders').open(actor(), world.clock(), { only: numbers[0] ?? '' }))
  let rows = 0
  for await (const batch of opened.batches) rows += batch.length
  expect(rows).toBe(1)
})
