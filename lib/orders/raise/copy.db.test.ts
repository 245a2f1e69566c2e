import { expect, test } from 'vitest'
import { aPad, done, submittedPad } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { copyOrder } from './copy-order.command.ts'
import { padView } from './pad.queries.ts'

const world = await aWorld()
const technician = () => world.act('technician')

async function anOrder(): Promise<string> {
  const [order] = await submittedPad(world, [
    { pack: 'meropenem', packs: 4, ownNote: 'Ward 9' },
    { pack: 'paracetamol', packs: 6 },
  ])
  if (!order) throw new Error('No order was submitted')
  return order.number
}

test('the same packs and quantities stand on a new pad at today’s price; what cannot be ordered any more says so', async () => {
  const number = await anOrder()
  await world.sql('UPDATE pack SET discontinued = true WHERE ampp_id = $1', [world.packs.paracetamol])
  await world.sql('UPDATE award SET price = price + 5000 WHERE ampp_id = $1', [world.packs.meropenem])
  const made = done(await copyOrder(technician(), { number }))
  expect(made).toMatchObject({ lines: 1, rows: 1 })
  const pad = done(await padView(world.actor('technician'), made.padId, world.clock()))
  expect(pad.lines).toMatchObject([{ amppId: world.packs.meropenem, packs: 4, ownNote: 'Ward 9' }])
  const [before] = await world.sql<{ price: string }>(
    'SELECT l.price FROM order_line l JOIN purchase_order o ON o.id = l.order_id WHERE o.number = $1 AND l.ampp_id = $2',
    [number, world.packs.meropenem],
  )
  expect(pad.lines[0]?.price).toBe(Number(before?.price) + 5000)
  expect(pad.rows).toMatchObject([{ packs: '6', problems: [{ code: 'DISCONTINUED' }] }])
  await world.sql('UPDATE pack SET discontinued = false WHERE ampp_id = $1', [world.packs.paracetamol])
})

test('the same key copies once, also two at once; a draft can be copied as well', async () => {
  const number = await anOrder()
  const act = technician()
  const both = await Promise.all([copyOrder(act, { number }), copyOrder(act, { number })])
  expect(both[0]).toEqual(both[1])
  const draft = await aPad(world, [{ pack: 'adenosine5', packs: 2 }])
  const [order] = await world.sql<{ number: string }>('SELECT number FROM purchase_order WHERE pad_id = $1', [
    draft.padId,
  ])
  expect(done(await copyOrder(technician(), { number: order?.number ?? '' }))).toMatchObject({ lines: 1, rows: 0 })
})

test('another trust, another role, a store that is closed: nothing is opened', async () => {
  const number = await anOrder()
  const pads = async () => (await world.sql('SELECT id FROM order_pad')).length
  const before = await pads()
  const other = world.act('technician', { trust: 'RZY' })
  expect(await copyOrder(other, { number })).toMatchObject({ refusal: { code: 'NOT_FOUND', what: 'order' } })
  expect(await copyOrder(world.act('stores'), { number })).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
  await world.sql('UPDATE store SET active = false WHERE id = $1', [world.trusts.RZZ.storeId])
  expect(await copyOrder(technician(), { number })).toMatchObject({ refusal: { code: 'NOT_FOUND', what: 'store' } })
  await world.sql('UPDATE store SET active = true WHERE id = $1', [world.trusts.RZZ.storeId])
  expect(await pads()).toBe(before)
})
