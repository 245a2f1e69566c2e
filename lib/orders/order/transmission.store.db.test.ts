import { expect, test } from 'vitest'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { anApprovedOrder } from '#lib/testing/approved-order.ts'
import { queueChangeMessage, queueHeldOrders, queueTransmission, withdrawTransmissions } from './transmission.store.ts'

const world = await aWorld()

const queue = (act: Act, id: string) =>
  commit(act, { name: 'testQueue', permission: 'order.view' }, { id }, (tx) => queueTransmission(tx, act, { id }))

const rows = (orderId: string) =>
  world.sql<{ status: string; channel: string; recipient: string; message_id: string; kind: string }>(
    'SELECT status, channel, recipient, message_id, kind FROM transmission WHERE order_id = $1 ORDER BY id',
    [orderId],
  )

const jobs = (transmissionId: string) =>
  world.sql(`SELECT 1 FROM pgboss.job WHERE name = 'send-order' AND data->>'id' = $1`, [transmissionId])

test('an approved order is queued once, with its job, in the same transaction', async () => {
  const order = await anApprovedOrder(world)
  const first = await queue(world.act('lead'), order.id)
  expect(first).toMatchObject({ ok: true, value: { state: 'queued', channel: 'email' } })
  const again = await queue(world.act('lead'), order.id)
  expect(again).toEqual(first)
  expect(await rows(order.id)).toEqual([
    {
      status: 'queued',
      channel: 'email',
      kind: 'order',
      recipient: 'orders@meridian.example',
      message_id: `<${order.number}.v1.order@tincture.example>`,
    },
  ])
  if (first.ok && first.value.state === 'queued') expect(await jobs(first.value.transmissionId)).toHaveLength(1)
})

test('what the transaction throws away leaves neither row nor job', async () => {
  const order = await anApprovedOrder(world)
  const before = await world.sql(`SELECT 1 FROM pgboss.job WHERE name = 'send-order'`)
  const act = world.act('lead')
  const undone = commit(act, { name: 'testQueue', permission: 'order.view' }, {}, async (tx) => {
    await queueTransmission(tx, act, order)
    throw new Error('the transaction ends here')
  })
  await expect(undone).rejects.toThrow('ends here')
  expect(await rows(order.id)).toEqual([])
  expect(await world.sql(`SELECT 1 FROM pgboss.job WHERE name = 'send-order'`)).toHaveLength(before.length)
})

test('a controlled drug waits for its signed requisition, an unlicensed medicine for its approval', async () => {
  const cd = await anApprovedOrder(world, { kind: 'cd', lines: [{ pack: 'morphine', packs: 2 }] })
  expect(await queue(world.act('lead'), cd.id)).toEqual({
    ok: true,
    value: { state: 'held', holds: [{ code: 'REQUISITION' }] },
  })
  const special = await anApprovedOrder(world, {
    kind: 'unlicensed',
    supplier: 'larkspur',
    lines: [{ pack: 'melatonin', packs: 1 }],
  })
  const name = 'Melatonin 2mg/5ml oral suspension'
  expect(await queue(world.act('lead'), special.id)).toEqual({
    ok: true,
    value: {
      state: 'held',
      holds: [{ code: 'UNLICENSED', medicines: [{ vmpId: world.vmps.melatonin, name }] }],
    },
  })
  expect([...(await rows(cd.id)), ...(await rows(special.id))]).toEqual([])
})

test('a supplier without an account holds the order until there is one', async () => {
  await world.sql('DELETE FROM supplier_account WHERE supplier_id = $1 AND trust_id = $2', [
    world.suppliers.northgate,
    world.trusts.RZY.id,
  ])
  const order = await anApprovedOrder(world, { trust: 'RZY', supplier: 'northgate' })
  const act = world.act('lead', { trust: 'RZY' })
  expect(await queue(act, order.id)).toMatchObject({
    value: { state: 'held', holds: [{ code: 'NO_WAY_TO_SEND', why: 'no_account' }] },
  })
  await world.sql(
    `INSERT INTO supplier_account (trust_id, supplier_id, channel, order_email) VALUES ($1, $2, 'email', 'new@northgate.example')`,
    [world.trusts.RZY.id, world.suppliers.northgate],
  )
  const freed = await commit(act, { name: 'testFree', permission: 'order.view' }, {}, async (tx) => ({
    ok: true,
    value: await queueHeldOrders(tx, act, { supplierId: world.suppliers.northgate }),
  }))
  expect(freed).toEqual({ ok: true, value: [order.number] })
  expect(await rows(order.id)).toMatchObject([{ status: 'queued', recipient: 'new@northgate.example' }])
})

test('an order that is not approved, or another trust’s, is refused', async () => {
  const waiting = await anApprovedOrder(world, { status: 'awaiting_approval' })
  expect(await queue(world.act('lead'), waiting.id)).toMatchObject({ refusal: { code: 'WRONG_STATUS' } })
  const order = await anApprovedOrder(world)
  const other = world.act('lead', { trust: 'RZY' })
  expect(await queue(other, order.id)).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
})

test('a sent order goes again as a change; each cancellation has a message of its own', async () => {
  const order = await anApprovedOrder(world, { supplier: 'albion' })
  await world.sql('UPDATE purchase_order SET sent_at = $2, version = 2 WHERE id = $1', [order.id, world.clock()])
  await queue(world.act('lead'), order.id)
  await world.sql(`UPDATE purchase_order SET status = 'sent' WHERE id = $1`, [order.id])
  const act = world.act('lead')
  const changes = [world.newId(), world.newId()]
  await commit(act, { name: 'testCancel', permission: 'order.view' }, {}, async (tx) => {
    for (const changeId of [...changes, ...changes])
      await queueChangeMessage(tx, act, order, { kind: 'cancellation', changeId })
    return { ok: true, value: null }
  })
  expect(await rows(order.id)).toMatchObject([
    { kind: 'change', channel: 'phone', message_id: `<${order.number}.v2.change@tincture.example>` },
    {
      kind: 'cancellation',
      message_id: `<${order.number}.v2.cancellation.${changes[0]?.slice(-12)}@tincture.example>`,
    },
    { kind: 'cancellation' },
  ])
})

test('what has not left is taken back; what may have left is not', async () => {
  const order = await anApprovedOrder(world)
  await queue(world.act('lead'), order.id)
  const act = world.act('lead')
  const takeBack = () =>
    commit({ ...act, key: world.newId() }, { name: 'testBack', permission: 'order.view' }, {}, (tx) =>
      withdrawTransmissions(tx, act, order.id),
    )
  await world.sql(`UPDATE transmission SET status = 'sending' WHERE order_id = $1`, [order.id])
  expect(await takeBack()).toMatchObject({ refusal: { code: 'BEING_SENT' } })
  await world.sql(`UPDATE transmission SET status = 'queued' WHERE order_id = $1`, [order.id])
  expect(await takeBack()).toMatchObject({ ok: true })
  expect(await rows(order.id)).toMatchObject([{ status: 'withdrawn' }])
})
