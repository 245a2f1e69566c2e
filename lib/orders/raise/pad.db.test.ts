import { expect, test } from 'vitest'
import type { Act } from '#lib/access/actor.ts'
import { listOrders } from '#lib/orders/track/order-list.queries.ts'
import { orderListAddress } from '#lib/orders/track/order-list.schema.ts'
import { aWorld, type TestPack } from '#lib/testing/a-trust.ts'
import { changePad } from './change-pad.command.ts'
import { discardPad } from './discard-pad.command.ts'
import { openPad } from './open-pad.command.ts'
import type { PadChange } from './pad.schema.ts'

const world = await aWorld()
const { RZZ, RZY } = world.trusts

async function aPad(act: Act = world.act('technician')): Promise<string> {
  const trust = act.actor.odsCode === 'RZY' ? RZY : RZZ
  const opened = await openPad(act, { storeId: trust.storeId, costCentreId: trust.costCentreId })
  if (!opened.ok) throw new Error(opened.refusal.code)
  return opened.value.padId
}

const add = (pack: TestPack, packs = 10, more: Partial<Extract<PadChange, { do: 'add' }>> = {}): PadChange => ({
  do: 'add',
  ref: pack,
  amppId: world.packs[pack],
  packs,
  ...more,
})

async function change(padId: string, edit: number, changes: PadChange[], act = world.act('technician')) {
  const changed = await changePad(act, { padId, edit, changes })
  if (!changed.ok) throw new Error(JSON.stringify(changed.refusal))
  return changed.value
}

type OrderRow = {
  id: string
  number: string
  status: string
  kind: string
  supplier_name: string
  store_id: string
  lines: number
  net: string
  carriage: string
  vat: string
  gross: string
  changers: string[]
}

const orders = (padId: string) =>
  world.sql<OrderRow>('SELECT * FROM purchase_order WHERE pad_id = $1 ORDER BY id', [padId])

test('each part is a numbered draft from its first line; totals, minimum and carriage follow', async () => {
  const padId = await aPad()
  const first = await change(padId, 1, [
    add('adenosine5', 5),
    add('meropenem', 2),
    add('morphine', 1),
    add('paracetamol', 3),
  ])
  expect(first).toMatchObject({ edit: 2, removed: [] })
  expect(first.added.map((one) => one.ref)).toEqual(['adenosine5', 'meropenem', 'morphine', 'paracetamol'])
  const rows = await orders(padId)
  expect(
    rows.map((row) => [row.supplier_name, row.kind, row.lines, row.net, row.carriage, row.vat, row.gross]),
  ).toEqual([
    ['Calder Generics', 'standard', 1, '6000', '1200', '1440', '8640'],
    ['Meridian Wholesale', 'standard', 2, '4030', '0', '806', '4836'],
    ['Meridian Wholesale', 'cd', 1, '800', '0', '160', '960'],
  ])
  for (const row of rows) expect(row.number).toMatch(/^RZZ-PH-26-\d{6}-\d$/)
  expect(new Set(rows.map((row) => row.number)).size).toBe(3)
  expect(rows[0]?.changers).toEqual([world.personId('technician')])

  const adenosine = first.added[0]?.lineId ?? ''
  await change(padId, 2, [{ do: 'line', line: adenosine, packs: 13 }])
  expect((await orders(padId))[0]).toMatchObject({ net: '15600', carriage: '0', vat: '3120', gross: '18720' })
})

test('a draft is found by its medicines and supplier as they now are', async () => {
  const padId = await aPad()
  const { added } = await change(padId, 1, [add('adenosine5', 5), add('insulin', 2)])
  const [adenosine, insulin] = await orders(padId)
  const found = async (q: string, trust: 'RZZ' | 'RZY' = 'RZZ') => {
    const address = orderListAddress.parse({ q })
    const { rows } = await listOrders(world.actor('lead', { trust }), world.clock(), address)
    return rows.map((row) => row.id)
  }
  expect(await found('adenosine calder')).toContain(adenosine?.id)
  expect(await found('soluble')).toContain(insulin?.id)
  expect(await found('adenosine', 'RZY')).toEqual([])
  await change(padId, 2, [{ do: 'remove', line: added[0]?.lineId ?? '' }])
  expect(await found('adenosine')).not.toContain(adenosine?.id)
})

test('a line keeps why it has its price: framework, holder, route and the next best', async () => {
  const padId = await aPad()
  const { added } = await change(padId, 1, [add('meropenem', 120)])
  const [line] = await world.sql<Record<string, unknown>>('SELECT * FROM order_line WHERE id = $1', [added[0]?.lineId])
  expect(line).toMatchObject({
    product_name: 'Meropenem 1g powder for solution for injection vials',
    price: '185000',
    price_basis: 'contract',
    contract_state: 'ON_CONTRACT',
    net: '222000',
    vat: '44400',
    batch_required: true,
    first_purchase: true,
    usual_packs: null,
    why: {
      contract: { reference: 'CM/PHG/99/0001', lot: '02', holder: { name: 'Northgate Pharma' }, buyingGroup: 'DLS' },
      nextBest: { vendor: { name: 'Meridian Wholesale' }, price: 249_000, perUnitDifference: 6400, inAll: 76_800 },
    },
  })
  expect(line?.award_id).not.toBeNull()
})

test('lines move between orders with their vendor and store; an emptied draft keeps its number for the next part', async () => {
  const padId = await aPad()
  const { added } = await change(padId, 1, [add('meropenemOther', 10)])
  const line = added[0]?.lineId ?? ''
  const [before] = await orders(padId)
  await change(padId, 2, [{ do: 'line', line, supplierId: world.suppliers.albion }])
  const [after, ...others] = await orders(padId)
  expect(others).toEqual([])
  expect(after).toMatchObject({ number: before?.number, supplier_name: 'Albion Wholesale', lines: 1, net: '0' })
  await change(padId, 3, [{ do: 'line', line, price: 251_000, priceSource: 'Phone call, Jo at Albion' }])
  expect((await orders(padId))[0]).toMatchObject({ net: '25100' })
  await change(padId, 4, [{ do: 'pad', storeId: RZZ.secondStoreId }, add('paracetamol', 1)])
  expect((await orders(padId)).map((row) => [row.supplier_name, row.store_id, row.lines])).toEqual([
    ['Albion Wholesale', RZZ.secondStoreId, 1],
    ['Meridian Wholesale', RZZ.secondStoreId, 1],
  ])
  await change(padId, 5, [{ do: 'remove', line }])
  expect((await orders(padId)).map((row) => row.lines)).toEqual([0, 1])
})

test('a key acts once: the same changes again answer the same and change nothing; other changes are refused', async () => {
  const padId = await aPad()
  const act = world.act('technician')
  const input = { padId, edit: 1, changes: [add('paracetamol')] }
  const first = await changePad(act, input)
  const many = await Promise.all(Array.from({ length: 5 }, () => changePad(act, input)))
  for (const one of many) expect(one).toEqual(first)
  expect(await orders(padId)).toMatchObject([{ lines: 1 }])
  expect(await changePad(act, { ...input, changes: [add('morphine')] })).toEqual({
    ok: false,
    refusal: { code: 'KEY_REUSED' },
  })
})

test('two tabs at once: one is kept, the other is told who and when, and nothing of it is written', async () => {
  const padId = await aPad()
  const answers = await Promise.all([
    changePad(world.act('technician'), { padId, edit: 1, changes: [add('paracetamol', 1)] }),
    changePad(world.act('lead'), { padId, edit: 1, changes: [add('morphine', 1)] }),
  ])
  const lost = answers.filter((one) => !one.ok)
  expect(lost).toHaveLength(1)
  expect(lost[0]).toMatchObject({
    refusal: { code: 'CHANGED_MEANWHILE', what: 'order pad', by: expect.stringMatching(/of RZZ$/), at: '9am' },
  })
  expect(await orders(padId)).toMatchObject([{ lines: 1 }])
})

test('another trust sees no pad, no store and no cost centre of ours; other roles raise nothing', async () => {
  const padId = await aPad()
  const theirs = world.act('technician', { trust: 'RZY' })
  expect(await changePad(theirs, { padId, edit: 1, changes: [add('paracetamol')] })).toEqual({
    ok: false,
    refusal: { code: 'NOT_FOUND', what: 'order pad' },
  })
  expect(await discardPad(theirs, { padId, edit: 1 })).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
  const { storeId, costCentreId } = RZY
  const mine = () => world.act('technician')
  expect(await openPad(mine(), { storeId, costCentreId: RZZ.costCentreId })).toMatchObject({
    refusal: { what: 'store' },
  })
  expect(await openPad(mine(), { storeId: RZZ.storeId, costCentreId })).toMatchObject({
    refusal: { what: 'cost centre' },
  })
  for (const one of [
    { do: 'pad', storeId },
    { do: 'pad', costCentreId },
    add('paracetamol', 1, { storeId }),
    { do: 'line', line: world.newId(), packs: 1 },
  ] as PadChange[]) {
    expect(await changePad(mine(), { padId, edit: 1, changes: [one] })).toMatchObject({
      refusal: { code: 'NOT_FOUND' },
    })
  }
  for (const person of ['stores', 'pharmacist', 'chief', 'finance', 'auditor', 'admin'] as const) {
    const refusal = { code: 'NOT_ALLOWED', permission: 'order.raise' }
    expect(await openPad(world.act(person), RZZ)).toEqual({ ok: false, refusal })
    expect(await changePad(world.act(person), { padId, edit: 1, changes: [add('morphine')] })).toEqual({
      ok: false,
      refusal,
    })
    expect(await discardPad(world.act(person), { padId, edit: 1 })).toEqual({ ok: false, refusal })
  }
  expect(await orders(padId)).toEqual([])
})

test('a pad thrown away cancels its drafts and takes no more changes', async () => {
  const padId = await aPad()
  await change(padId, 1, [add('paracetamol'), add('morphine')])
  expect(await discardPad(world.act('technician'), { padId, edit: 1 })).toMatchObject({
    refusal: { code: 'CHANGED_MEANWHILE' },
  })
  expect(await discardPad(world.act('technician'), { padId, edit: 2 })).toEqual({ ok: true, value: { cancelled: 2 } })
  expect((await orders(padId)).map((row) => row.status)).toEqual(['cancelled', 'cancelled'])
  expect(await changePad(world.act('technician'), { padId, edit: 3, changes: [add('morphine')] })).toMatchObject({
    refusal: { code: 'PAD_CLOSED' },
  })
})

test('a thousand lines are added and one of them changed in a handful of statements', async () => {
  const padId = await aPad()
  const names: TestPack[] = ['meropenem', 'adenosine5', 'morphine', 'insulin', 'paracetamol', 'meropenemOther']
  const many = Array.from({ length: 1000 }, (_, index) =>
    add(names[index % names.length] ?? 'meropenem', 1 + (index % 7), { ref: `r${index}` }),
  )
  const { added } = await change(padId, 1, many)
  expect(new Set(added.map((one) => one.lineId)).size).toBe(1000)
  await change(padId, 2, [{ do: 'line', line: added[500]?.lineId ?? '', packs: 9 }])
  const rows = await orders(padId)
  expect(rows.reduce((sum, row) => sum + row.lines, 0)).toBe(1000)
})
