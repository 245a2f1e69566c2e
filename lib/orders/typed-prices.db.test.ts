import { beforeEach, expect, test } from 'vitest'
import { approveOrder } from '#lib/orders/approve/approve-order.command.ts'
import { rejectOrder } from '#lib/orders/approve/reject-order.command.ts'
import { returnOrder } from '#lib/orders/approve/return-order.command.ts'
import { withdrawSubmission } from '#lib/orders/approve/withdraw-submission.command.ts'
import { changePad } from '#lib/orders/raise/change-pad.command.ts'
import { reopenReturned } from '#lib/orders/raise/reopen-returned.command.ts'
import { submitPad } from '#lib/orders/raise/submit-pad.command.ts'
import { aPad, done, submittedPad, type TestLine, type TestPad } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { anAskedOrder } from '#lib/testing/asked-order.ts'
import { londonDate } from '#lib/values/dates.ts'

const world = await aWorld()
const technician = () => world.act('technician')
const today = () => londonDate(world.clock())
const supplierId = world.suppliers.albion

/** Nobody has a price of this pack at Albion. */
const typed = (price: number): TestLine => ({
  ...{ pack: 'adenosine6', supplierId, price, priceSource: 'Phone call, Albion', reason: 'ALLOCATION' },
})

const filed = (amppId = world.packs.adenosine6) =>
  world.sql(
    `SELECT price, source, entered_by AS by, valid_from::text AS from, valid_to::text AS to FROM supplier_price
     WHERE ampp_id = $1 AND supplier_id = $2 ORDER BY valid_from`,
    [amppId, supplierId],
  )
const onFile = (price: string, from: string, to = '9999-12-31') => ({
  ...{ price, source: 'Phone call, Albion', by: world.personId('technician'), from, to },
})
const lineOf = async (pad: TestPad) =>
  (await world.sql('SELECT price, price_basis FROM order_line WHERE id = $1', [pad.lines[0]]))[0]
const shown = (number: string, version = 1, comment = 'The price looks wrong') => ({
  ...{ number, version, role: 'lead' as const, comment },
})
const submitted = async (price: number) => (await submittedPad(world, [typed(price)]))[0]?.number ?? ''

beforeEach(async () => {
  await world.sql('DELETE FROM supplier_price WHERE supplier_id = $1', [supplierId])
})

test('a typed price goes on file with the approval, from that day on, with its source and who submitted it', async () => {
  const number = await submitted(153_000)
  expect(await filed()).toEqual([])
  expect(await lineOf(await aPad(world, [{ pack: 'adenosine6', supplierId }]))).toMatchObject({
    price_basis: 'missing',
  })
  world.clock.set(new Date('2026-11-25T10:00:00Z'))
  done(await approveOrder(world.act('lead'), shown(number)))
  expect(await filed()).toEqual([onFile('153000', '2026-11-25')])
  expect(await lineOf(await aPad(world, [{ pack: 'adenosine6', supplierId }]))).toEqual({
    ...{ price: '153000', price_basis: 'on_file' },
  })
})

test('whoever raised a returned order types the right price and submits again; only that one goes on file', async () => {
  const number = await submitted(1_530_000)
  done(await returnOrder(world.act('lead'), shown(number)))
  expect(await filed()).toEqual([])
  const { padId } = done(await reopenReturned(technician(), { number, version: 1 }))
  const [line] = await world.sql<{ id: string }>(
    'SELECT l.id FROM order_line l JOIN purchase_order o ON o.id = l.order_id WHERE o.number = $1',
    [number],
  )
  const change = async (edit: number, said: { packs: number } | { price: number }) =>
    done(await changePad(technician(), { padId, edit, changes: [{ do: 'line', line: line?.id ?? '', ...said }] })).edit
  const more = await change(1, { packs: 2 })
  const kept = await world.sql('SELECT price, price_basis, price_source FROM order_line WHERE id = $1', [line?.id])
  expect(kept).toEqual([{ price: '1530000', price_basis: 'typed', price_source: 'Phone call, Albion' }])
  const edit = await change(more, { price: 153_000 })
  done(await submitPad(technician(), { padId, edit, unusual: edit }))
  expect(await filed()).toEqual([])
  done(await approveOrder(world.act('lead'), shown(number, 2)))
  expect(await filed()).toEqual([onFile('153000', today())])
})

test('an order that is refused or taken back leaves nothing on file', async () => {
  done(await rejectOrder(world.act('lead'), shown(await submitted(1_530_000))))
  done(await withdrawSubmission(technician(), { number: await submitted(1_530_000), version: 1 }))
  expect(await filed()).toEqual([])
})

test('an order that goes at once puts its price on file at once; approving it afterwards files nothing more', async () => {
  const pad = await aPad(world, [typed(153_000)])
  const said = { do: 'pad' as const, emergency: true, emergencyReason: 'Nothing left in theatre' }
  const { edit } = done(await changePad(technician(), { padId: pad.padId, edit: pad.edit, changes: [said] }))
  const { orders } = done(await submitPad(technician(), { padId: pad.padId, edit, unusual: edit }))
  expect(orders[0]?.passed).toBe(true)
  expect(await filed()).toEqual([onFile('153000', today())])
  done(await approveOrder(world.act('lead'), shown(orders[0]?.number ?? '')))
  expect(await filed()).toHaveLength(1)
})

test('with two approvers the last one files it', async () => {
  const order = await anAskedOrder(world, { asked: [{ role: 'lead' }, { role: 'pharmacist' }] })
  await typedOn(order.id)
  done(await approveOrder(world.act('lead'), shown(order.number)))
  expect(await filed(world.packs.meropenem)).toEqual([])
  done(await approveOrder(world.act('pharmacist'), { ...shown(order.number), role: 'pharmacist' }))
  expect(await filed(world.packs.meropenem)).toHaveLength(1)
})

test('of two orders with another price each, the first that is approved is on file; a price entered for later stays', async () => {
  const [one, two] = [await submitted(153_000), await submitted(155_000)]
  await world.sql(
    `INSERT INTO supplier_price (trust_id, id, supplier_id, ampp_id, price, source, valid_from, entered_at)
     VALUES ($1, $2, $3, $4, 160000, 'Letter', '2027-01-01', $5)`,
    [world.trusts.RZZ.id, world.newId(), supplierId, world.packs.adenosine6, world.clock()],
  )
  done(await approveOrder(world.act('lead'), shown(two)))
  done(await approveOrder(world.act('lead'), shown(one)))
  expect(await filed()).toMatchObject([
    onFile('155000', today(), '2026-12-31'),
    { price: '160000', from: '2027-01-01' },
  ])
})

test('approving a change of a sent order files nothing: its price is the supplier’s answer', async () => {
  const order = await anAskedOrder(world)
  await typedOn(order.id)
  await world.sql('UPDATE purchase_order SET sent_at = submitted_at WHERE id = $1', [order.id])
  done(await approveOrder(world.act('lead'), shown(order.number)))
  expect(await filed(world.packs.meropenem)).toEqual([])
})

/** Makes an order one to Albion with a typed price. */
async function typedOn(orderId: string): Promise<void> {
  await world.sql('UPDATE purchase_order SET supplier_id = $2 WHERE id = $1', [orderId, supplierId])
  await world.sql(`UPDATE order_line SET price_basis = 'typed', price_source = 'Quote 7' WHERE order_id = $1`, [
    orderId,
  ])
}
