import { beforeAll, describe, expect, test } from 'vitest'
import { approveOrder } from '#lib/orders/approve/approve-order.command.ts'
import { aWorld, type World } from '#lib/testing/a-trust.ts'
import { answered, answerTo, aSentOrder, type SentOrder } from '#lib/testing/answered-order.ts'
import type { OrderElsewhere } from './elsewhere.schema.ts'
import { orderElsewhere } from './order-elsewhere.command.ts'
import { submitPad } from './submit-pad.command.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})

async function refused(code: 'NOT_AVAILABLE' | 'BACK_ORDER' | 'CHANGED_QUANTITY' = 'NOT_AVAILABLE', packs = 120) {
  const order = await aSentOrder(world, { lines: [{ pack: 'meropenem', packs, price: 185_000 }] })
  const [lineId = ''] = order.lines
  const more = code === 'CHANGED_QUANTITY' ? { packs: 20 } : {}
  const [answerId = ''] = await answered(world, order, [answerTo(lineId, code, more)])
  return { order, lineId, answerId }
}

const elsewhere = ({ number }: SentOrder, answerId: string, more: Partial<OrderElsewhere> = {}): OrderElsewhere => ({
  number,
  version: 1,
  answerId,
  offer: { amppId: world.packs.meropenemOther, supplierId: world.suppliers.meridian },
  reason: 'CONTRACT_OUT_OF_STOCK',
  note: 'Reply of 16 June',
  ...more,
})

type Row = Record<string, unknown>
const one = async (sql: string, ...values: unknown[]): Promise<Row> => (await world.sql<Row>(sql, values))[0] ?? {}
const statusOf = async (id: string) => (await one('SELECT status FROM purchase_order WHERE id = $1', id)).status

describe('story a: the contract supplier cannot supply 120 packs of meropenem', () => {
  test('the alternative stands on a pad at £6.40 more a pack, claimable, and names the line it replaces', async () => {
    const { order, lineId, answerId } = await refused()
    const done = await orderElsewhere(world.act('technician'), elsewhere(order, answerId))
    if (!done.ok) throw new Error(done.refusal.code)
    const { padId } = done.value
    expect(done.value.packs).toBe(120)
    const line = await one(
      `SELECT l.*, o.status, o.pad_id FROM order_line l JOIN purchase_order o ON o.id = l.order_id WHERE l.id = $1`,
      done.value.lineId,
    )
    expect(line).toMatchObject({
      ...{ pad_id: padId, status: 'draft', replaces_line_id: lineId, packs: 120, price: '249000' },
      ...{ contract_state: 'OFF_CONTRACT', contract_price: '185000' },
      ...{ off_contract_reason: 'CONTRACT_OUT_OF_STOCK', off_contract_note: 'Reply of 16 June' },
    })
    expect(Number(line.price) - Number(line.contract_price)).toBe(64_000)
    expect(await statusOf(order.id)).toBe('closed')
    const old = await one('SELECT state, closed_packs FROM order_line WHERE id = $1', lineId)
    expect(old).toEqual({ state: 'short_closed', closed_packs: 120 })
    const answer = await one('SELECT resolution, resolved_by FROM acknowledgement_line WHERE id = $1', answerId)
    expect(answer).toEqual({ resolution: 'ordered_elsewhere', resolved_by: world.personId('technician') })

    const pad = await one('SELECT edit, opened_by FROM order_pad WHERE id = $1', padId)
    const submitted = await submitPad(world.act('technician'), { padId, edit: Number(pad.edit), unusual: 0 })
    if (!submitted.ok) throw new Error(submitted.refusal.code)
    const [placed] = submitted.value.orders
    expect(placed?.passed).toBe(false)
    const shown = { number: placed?.number ?? '', version: 1, role: 'lead' as const, comment: '' }
    expect((await approveOrder(world.act('lead'), shown)).ok).toBe(true)
  })

  test('fewer packs: only what will not come is bought, the rest stays on order', async () => {
    const { order, lineId, answerId } = await refused('CHANGED_QUANTITY')
    const done = await orderElsewhere(world.act('technician'), elsewhere(order, answerId))
    expect(done).toMatchObject({ ok: true, value: { packs: 100 } })
    expect(await statusOf(order.id)).toBe('sent')
    expect(await one('SELECT state, closed_packs FROM order_line WHERE id = $1', lineId)).toEqual({
      state: 'open',
      closed_packs: 100,
    })
  })

  test('a back order: the supplier is asked to cancel, and the line stands until they answer', async () => {
    const { order, lineId, answerId } = await refused('BACK_ORDER')
    expect((await orderElsewhere(world.act('technician'), elsewhere(order, answerId))).ok).toBe(true)
    expect(await one('SELECT kind, packs, state FROM order_change WHERE order_id = $1', order.id)).toEqual({
      kind: 'cancel_line',
      packs: 120,
      state: 'asked',
    })
    expect(await one('SELECT state, closed_packs FROM order_line WHERE id = $1', lineId)).toEqual({
      state: 'open',
      closed_packs: 0,
    })
  })
})

test('packs of another size cover what is left', async () => {
  const order = await aSentOrder(world, {
    supplier: 'calder',
    lines: [{ pack: 'adenosine5', packs: 11, price: 120_000 }],
  })
  const [lineId = ''] = order.lines
  const [answerId = ''] = await answered(world, order, [answerTo(lineId, 'DISCONTINUED')])
  const offer = { amppId: world.packs.adenosine6, supplierId: world.suppliers.meridian }
  const done = await orderElsewhere(world.act('lead'), elsewhere(order, answerId, { offer, reason: null }))
  expect(done).toMatchObject({ ok: true, value: { packs: 10 } })
})

test('two at once, and the same key again: one pad', async () => {
  const { order, answerId } = await refused()
  const act = world.act('technician')
  const all = await Promise.all([
    ...Array.from({ length: 4 }, () => orderElsewhere(act, elsewhere(order, answerId))),
    orderElsewhere(world.act('lead'), elsewhere(order, answerId)),
  ])
  const pads = new Set(all.flatMap((done) => (done.ok ? [done.value.padId] : [])))
  expect(pads.size).toBe(1)
  expect(await world.sql('SELECT id FROM order_line WHERE replaces_line_id = $1', order.lines)).toHaveLength(1)
})

test('wrong role, other trust, stale version, another medicine, a supplier without an account', async () => {
  const { order, answerId } = await refused()
  const tried = async (person: Parameters<World['act']>[0], more: Partial<OrderElsewhere> = {}) => {
    const done = await orderElsewhere(world.act(person), elsewhere(order, answerId, more))
    return done.ok ? 'done' : done.refusal.code
  }
  for (const person of ['stores', 'pharmacist', 'chief', 'finance', 'auditor'] as const) {
    expect(await tried(person)).toBe('NOT_ALLOWED')
  }
  const abroad = await orderElsewhere(world.act('lead', { trust: 'RZY' }), elsewhere(order, answerId))
  expect(abroad).toMatchObject({ ok: false, refusal: { code: 'NOT_FOUND' } })
  expect(await tried('lead', { version: 2 })).toBe('CHANGED_MEANWHILE')
  const paracetamol = { amppId: world.packs.paracetamol, supplierId: world.suppliers.meridian }
  expect(await tried('lead', { offer: paracetamol })).toBe('NOT_FOUND')
  const nobody = { amppId: world.packs.meropenemOther, supplierId: world.newId() }
  expect(await tried('lead', { offer: nobody })).toBe('NO_ACCOUNT')
  expect(await one('SELECT resolution FROM acknowledgement_line WHERE id = $1', answerId)).toEqual({
    resolution: 'open',
  })
  expect(await world.sql('SELECT id FROM order_line WHERE replaces_line_id = $1', order.lines)).toEqual([])
})
