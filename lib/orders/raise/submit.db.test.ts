import { expect, test } from 'vitest'
import { returnOrder } from '#lib/orders/approve/return-order.command.ts'
import { aPad, done, submittedPad } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { changePad } from './change-pad.command.ts'
import { reopenReturned } from './reopen-returned.command.ts'
import { submitPad } from './submit-pad.command.ts'
import { takePrices } from './take-prices.command.ts'

const world = await aWorld()
const technician = () => world.act('technician')

type OrderRow = {
  id: string
  number: string
  status: string
  version: number
  auto_passed: boolean
  gross: string
  day_total: string
  scheme_version: number
  submitted_on: Date
  emergency: boolean
}

const orders = (padId: string) =>
  world.sql<OrderRow>('SELECT * FROM purchase_order WHERE pad_id = $1 ORDER BY id', [padId])
const approvals = (orderId: string) =>
  world.sql<{ role: string; retrospective: boolean; due_at: Date; version: number; reasons: { code: string }[] }>(
    'SELECT * FROM approval WHERE order_id = $1 ORDER BY version, role',
    [orderId],
  )
const record = async (orderId: string) =>
  (
    await world.sql<{ verb: string; payload: string }>(
      'SELECT verb, payload FROM audit_event WHERE chain_id = $1 ORDER BY seq',
      [orderId],
    )
  ).map(({ verb, payload }) => ({ verb, data: JSON.parse(payload).data }))
const transmissions = (orderId: string) =>
  world.sql<{ status: string; version: number }>('SELECT status, version FROM transmission WHERE order_id = $1', [
    orderId,
  ])

/** Paracetamol, insulin and adenosine were bought before, so that nothing is a first purchase. */
await submittedPad(world, [{ pack: 'paracetamol' }, { pack: 'insulin' }, { pack: 'adenosine5' }, { pack: 'meropenem' }])
await world.sql(
  `UPDATE purchase_order SET status = 'sent', approved_at = submitted_at, sent_at = submitted_at, submitted_on = '2026-11-01'`,
)

test('contract lines within the limit pass by themselves and are queued for their supplier', async () => {
  const pad = await aPad(world, [
    { pack: 'paracetamol', packs: 5 },
    { pack: 'insulin', packs: 3 },
  ])
  const submitted = done(await submitPad(technician(), { ...pad, unusual: 0 }))
  expect(submitted.orders.map((one) => one.passed)).toEqual([true, true])
  const rows = await orders(pad.padId)
  for (const row of rows) {
    expect(row).toMatchObject({ status: 'approved', auto_passed: true, version: 1, scheme_version: 1 })
    expect(row.day_total).toBe(row.gross)
    expect(await approvals(row.id)).toEqual([])
    expect(await transmissions(row.id)).toEqual([{ status: 'queued', version: 1 }])
    expect((await record(row.id)).map((one) => one.verb)).toEqual(['SUBMITTED', 'PASSED', 'QUEUED'])
  }
  expect(await world.sql('SELECT text FROM order_search WHERE order_id = $1', [rows[0]?.id])).toEqual([
    { text: `${rows[0]?.number.toLowerCase()} meridian wholesale paracetamol 500mg tablets` },
  ])
  const [pads] = await world.sql<{ closed_at: Date | null }>('SELECT closed_at FROM order_pad WHERE id = $1', [
    pad.padId,
  ])
  expect(pads?.closed_at).not.toBeNull()
  expect(await submitPad(technician(), { padId: pad.padId, edit: pad.edit + 1, unusual: 0 })).toMatchObject({
    refusal: { code: 'PAD_CLOSED' },
  })
})

test('the record holds what was known: price, contract, scheme, amounts and stock cover', async () => {
  const pad = await aPad(world, [{ pack: 'meropenem', packs: 4 }])
  await submitPad(technician(), { ...pad, unusual: pad.edit })
  const [row] = await orders(pad.padId)
  const [first] = await record(row?.id ?? '')
  expect(first).toMatchObject({
    verb: 'SUBMITTED',
    data: {
      version: 1,
      kind: 'standard',
      schemeVersion: 1,
      gross: 8880,
      needed: [],
      lines: [
        {
          packs: 4,
          price: 185_000,
          basis: 'contract',
          state: 'ON_CONTRACT',
          contract: { reference: 'CM/PHG/99/0001', lot: '02', buyingGroup: 'DLS', price: 185_000 },
          stock: { onHand: 0, coverTenths: null, usageDays: 28 },
        },
      ],
    },
  })
})

test('who must agree is asked: off contract, first purchase, a pharmacist for controlled drugs', async () => {
  const pad = await aPad(world, [
    { pack: 'meropenemOther', packs: 12, reason: 'CONTRACT_OUT_OF_STOCK', note: 'Microbiology aware' },
    { pack: 'morphine', packs: 2 },
  ])
  done(await submitPad(technician(), { ...pad, unusual: pad.edit }))
  const rows = await orders(pad.padId)
  expect(rows.map((row) => row.status)).toEqual(['awaiting_approval', 'awaiting_approval'])
  expect(
    (await approvals(rows[0]?.id ?? '')).map((one) => [one.role, one.reasons.map((reason) => reason.code)]),
  ).toEqual([['lead', ['OFF_CONTRACT', 'FIRST_PURCHASE']]])
  expect(
    (await approvals(rows[1]?.id ?? '')).map((one) => [one.role, one.reasons.map((reason) => reason.code)]),
  ).toEqual([
    ['lead', ['FIRST_PURCHASE']],
    ['pharmacist', ['CONTROLLED_DRUG']],
  ])
  for (const row of rows) expect(await transmissions(row.id)).toEqual([])
})

test('a price that changed since is refused with old and new, and nothing of the pad is submitted', async () => {
  const pad = await aPad(world, [
    { pack: 'insulin', packs: 2 },
    { pack: 'paracetamol', packs: 2 },
  ])
  await world.sql('UPDATE award SET price = price + 300 WHERE ampp_id = $1', [world.packs.insulin])
  const refused = await submitPad(technician(), { ...pad, unusual: 0 })
  expect(refused).toMatchObject({
    refusal: {
      code: 'PRICE_CHANGED',
      lines: [
        { lineId: pad.lines[0], was: 72_000, now: 72_300, shown: true, product: expect.stringMatching(/^Insulin/) },
      ],
    },
  })
  for (const row of await orders(pad.padId)) expect(row).toMatchObject({ status: 'draft', version: 1 })
  expect(await takePrices(technician(), { padId: pad.padId, edit: 1 })).toMatchObject({
    refusal: { code: 'CHANGED_MEANWHILE' },
  })
  expect(await takePrices(world.act('auditor'), pad)).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
  expect(await takePrices(world.act('lead', { trust: 'RZY' }), pad)).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
  const { edit, changed } = done(await takePrices(technician(), { padId: pad.padId, edit: pad.edit }))
  expect(changed).toBe(1)
  expect((await orders(pad.padId)).map((row) => row.gross).sort()).toEqual(['1735', '264'])
  expect(done(await submitPad(technician(), { padId: pad.padId, edit, unusual: 0 })).orders).toHaveLength(2)
  await world.sql('UPDATE award SET price = price - 300 WHERE ampp_id = $1', [world.packs.insulin])
})

test('what is missing is named: a price, its source, the reason for buying off contract, the emergency', async () => {
  const pad = await aPad(world, [
    { pack: 'adenosine6', supplierId: world.suppliers.albion },
    { pack: 'meropenemOther' },
  ])
  const missing = async (edit: number) => {
    const refused = await submitPad(technician(), { padId: pad.padId, edit, unusual: 0 })
    return refused.ok
      ? []
      : refused.refusal.code === 'LINES_INCOMPLETE'
        ? refused.refusal.lines.map((one) => one.missing)
        : refused.refusal.code
  }
  const [adenosine = '', meropenem = ''] = pad.lines
  expect((await missing(2)) as string[]).toEqual(expect.arrayContaining(['price', 'reason']))
  const change = async (edit: number, changes: Parameters<typeof changePad>[1]['changes']) =>
    done(await changePad(technician(), { padId: pad.padId, edit, changes })).edit
  let edit = await change(2, [
    { do: 'line', line: adenosine, price: 153_000 },
    { do: 'line', line: meropenem, reason: 'RECALL' },
  ])
  expect(await missing(edit)).toEqual(['source'])
  edit = await change(edit, [{ do: 'line', line: adenosine, priceSource: 'Phone call, Albion' }])
  expect(await missing(edit)).toEqual(['reason'])
  edit = await change(edit, [
    { do: 'line', line: adenosine, reason: 'ALLOCATION' },
    { do: 'pad', emergency: true },
  ])
  expect(await missing(edit)).toBe('EMERGENCY_UNEXPLAINED')
  edit = await change(edit, [{ do: 'pad', emergency: false }])
  done(await submitPad(technician(), { padId: pad.padId, edit, unusual: 0 }))
})

test('a quantity ten times the usual one needs a second look at exactly this pad', async () => {
  const pad = await aPad(world, [{ pack: 'adenosine5', packs: 40 }])
  const refused = await submitPad(technician(), { ...pad, unusual: 0 })
  expect(refused).toMatchObject({ refusal: { code: 'UNUSUAL_QUANTITY', lines: [{ packs: 40, usual: 1 }] } })
  expect(await submitPad(technician(), { ...pad, unusual: 1 })).toMatchObject({ refusal: { code: 'UNUSUAL_QUANTITY' } })
  expect((await submitPad(technician(), { ...pad, unusual: pad.edit })).ok).toBe(true)
})

test('orders to one supplier on one day count together, also when two people submit at once', async () => {
  world.clock.set(new Date('2026-11-24T09:00:00Z'))
  const lines = [{ pack: 'insulin' as const, packs: 400 }]
  const one = await aPad(world, lines)
  const two = await aPad(world, lines, () => world.act('technician2'))
  const answers = await Promise.all([
    submitPad(technician(), { ...one, unusual: one.edit }),
    submitPad(world.act('technician2'), { ...two, unusual: two.edit }),
  ])
  expect(answers.map((answer) => done(answer).orders[0]?.passed).sort()).toEqual([false, true])
  const rows = [...(await orders(one.padId)), ...(await orders(two.padId))]
  const waiting = rows.find((row) => row.status === 'awaiting_approval')
  expect(waiting).toMatchObject({ gross: '345600', day_total: '691200' })
  expect(await approvals(waiting?.id ?? '')).toMatchObject([{ role: 'lead', reasons: [{ code: 'DAY_OVER_LIMIT' }] }])
})

test('an order that still waits counts together with a later one: who may not agree to both may agree to neither', async () => {
  world.clock.set(new Date('2026-11-24T15:00:00Z'))
  const lines = [{ pack: 'meropenem' as const, packs: 700 }]
  const one = await aPad(world, lines)
  done(await submitPad(technician(), { ...one, unusual: one.edit }))
  const [first] = await orders(one.padId)
  expect(first?.day_total).toBe(first?.gross)
  const two = await aPad(world, lines)
  done(await submitPad(technician(), { ...two, unusual: two.edit }))
  const [second] = await orders(two.padId)
  const both = String(Number(first?.gross) + Number(second?.gross))
  expect((await orders(one.padId))[0]?.day_total).toBe(both)
  expect(second?.day_total).toBe(both)
  expect((await record(first?.id ?? '')).map((event) => event.verb)).toContain('COUNTED_TOGETHER')
})

test('the parts of one pad to one supplier count together, too', async () => {
  world.clock.set(new Date('2026-11-25T09:00:00Z'))
  const { storeId, secondStoreId } = world.trusts.RZZ
  const pad = await aPad(world, [
    { pack: 'insulin', packs: 400, storeId },
    { pack: 'insulin', packs: 400, storeId: secondStoreId },
  ])
  done(await submitPad(technician(), { ...pad, unusual: pad.edit }))
  for (const row of await orders(pad.padId))
    expect(row).toMatchObject({ status: 'awaiting_approval', day_total: '691200' })
})

test('an emergency goes at once and is agreed to within 24 hours; a controlled drug still waits for its pharmacist', async () => {
  world.clock.set(new Date('2026-11-26T22:30:00Z'))
  const pad = await aPad(world, [
    { pack: 'meropenemOther', packs: 3, reason: 'EMERGENCY' },
    { pack: 'morphine', packs: 1 },
  ])
  const said = { do: 'pad' as const, emergency: true, emergencyReason: 'Sepsis on ward 4, nothing left' }
  const { edit } = done(await changePad(technician(), { padId: pad.padId, edit: pad.edit, changes: [said] }))
  done(await submitPad(technician(), { padId: pad.padId, edit, unusual: edit }))
  const [meropenem, morphine] = await orders(pad.padId)
  expect(meropenem).toMatchObject({ status: 'approved', auto_passed: false, emergency: true })
  expect(await approvals(meropenem?.id ?? '')).toMatchObject([
    { role: 'lead', retrospective: true, due_at: new Date('2026-11-27T22:30:00Z') },
  ])
  expect(await transmissions(meropenem?.id ?? '')).toHaveLength(1)
  expect(morphine).toMatchObject({ status: 'awaiting_approval' })
  const asked = await approvals(morphine?.id ?? '')
  expect(asked.find((one) => one.role === 'pharmacist')).toMatchObject({ retrospective: false })
  expect(await transmissions(morphine?.id ?? '')).toEqual([])
})

test('a key submits once; two who submit the same pad at once leave one submission', async () => {
  world.clock.set(new Date('2026-11-27T09:00:00Z'))
  const pad = await aPad(world, [{ pack: 'paracetamol', packs: 1 }])
  const act = technician()
  const input = { padId: pad.padId, edit: pad.edit, unusual: 0 }
  const [first, ...others] = await Promise.all([
    submitPad(act, input),
    submitPad(act, input),
    submitPad(act, input),
    submitPad(world.act('lead'), input),
  ])
  expect(others.slice(0, 2)).toEqual([first, first])
  const oks = [first, others[2]].filter((one) => one?.ok)
  expect(oks).toHaveLength(1)
  const [row] = await orders(pad.padId)
  expect((await record(row?.id ?? '')).filter((one) => one.verb === 'SUBMITTED')).toHaveLength(1)
  expect(await transmissions(row?.id ?? '')).toHaveLength(1)
})

test('a returned order is changed on a pad and goes again as its next version', async () => {
  const pad = await aPad(world, [{ pack: 'meropenemOther', packs: 12, reason: 'RECALL' }])
  done(await submitPad(technician(), { ...pad, unusual: pad.edit }))
  const [order] = await orders(pad.padId)
  const { number = '', id = '' } = order ?? {}
  expect(await reopenReturned(technician(), { number, version: 1 })).toMatchObject({
    refusal: { code: 'WRONG_STATUS' },
  })
  const comment = 'Ten will do'
  done(await returnOrder(world.act('lead2'), { number, version: 1, role: 'lead', comment }))
  expect(await reopenReturned(technician(), { number, version: 2 })).toMatchObject({
    refusal: { code: 'CHANGED_MEANWHILE' },
  })
  expect(await reopenReturned(world.act('technician', { trust: 'RZY' }), { number, version: 1 })).toMatchObject({
    refusal: { code: 'NOT_FOUND' },
  })
  expect(await reopenReturned(world.act('stores'), { number, version: 1 })).toMatchObject({
    refusal: { code: 'NOT_ALLOWED' },
  })
  const { padId } = done(await reopenReturned(world.act('lead'), { number, version: 1 }))
  expect(done(await reopenReturned(technician(), { number, version: 1 }))).toEqual({ padId })
  const lead = world.act('lead')
  const changes = [{ do: 'line' as const, line: pad.lines[0] ?? '', packs: 10 }]
  const { edit } = done(await changePad(lead, { padId, edit: 1, changes }))
  done(await submitPad(technician(), { padId, edit, unusual: edit }))
  const [again] = await world.sql<OrderRow & { changers: string[]; net: string }>(
    'SELECT * FROM purchase_order WHERE id = $1',
    [id],
  )
  expect(again).toMatchObject({ number, version: 2, status: 'awaiting_approval', net: '24900' })
  expect(again?.changers).toEqual([world.personId('technician'), world.personId('lead')])
  expect((await approvals(id)).map((one) => one.version)).toEqual([1, 2])
  expect((await record(id)).map((one) => [one.verb, one.data.version])).toEqual([
    ['SUBMITTED', 1],
    ['RETURNED', 1],
    ['SUBMITTED', 2],
  ])
})

test('others cannot submit: wrong role, another trust, an older state of the pad, a pad with nothing on it', async () => {
  const pad = await aPad(world, [{ pack: 'paracetamol' }])
  const input = { padId: pad.padId, edit: pad.edit, unusual: 0 }
  for (const person of ['stores', 'pharmacist', 'chief', 'auditor', 'admin'] as const) {
    expect(await submitPad(world.act(person), input)).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
  }
  expect(await submitPad(world.act('lead', { trust: 'RZY' }), input)).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
  expect(await submitPad(technician(), { ...input, edit: 1 })).toMatchObject({ refusal: { code: 'CHANGED_MEANWHILE' } })
  const empty = await aPad(world)
  expect(await submitPad(technician(), { ...empty, unusual: 0 })).toMatchObject({ refusal: { code: 'EMPTY_PAD' } })
})

test('a thousand lines are submitted in one go', async () => {
  const names = ['meropenem', 'adenosine5', 'insulin', 'paracetamol'] as const
  const lines = Array.from({ length: 1000 }, (_, index) => ({
    pack: names[index % names.length] ?? 'insulin',
    packs: 1,
  }))
  const pad = await aPad(world, lines)
  const { orders: made } = done(await submitPad(technician(), { ...pad, unusual: 0 }))
  expect(made).toHaveLength(3)
})

test('an order that was never sent is numbered from 1, whatever was taken off or moved before', async () => {
  const pad = await aPad(world, [{ pack: 'paracetamol' }, { pack: 'meropenem' }, { pack: 'morphine' }])
  const [first = '', second = ''] = pad.lines
  const changed = done(
    await changePad(technician(), { padId: pad.padId, edit: pad.edit, changes: [{ do: 'remove', line: first }] }),
  )
  const { secondStoreId } = world.trusts.RZZ
  const moved = done(
    await changePad(technician(), {
      padId: pad.padId,
      edit: changed.edit,
      changes: [
        { do: 'add', ref: 'x', amppId: world.packs.paracetamol, packs: 2 },
        { do: 'line', line: second, storeId: secondStoreId },
      ],
    }),
  )
  done(await submitPad(technician(), { padId: pad.padId, edit: moved.edit, unusual: moved.edit }))
  const numbers = await world.sql<{ order_id: string; numbers: number[] }>(
    `SELECT order_id, array_agg(line_no ORDER BY line_no) AS numbers FROM order_line
     WHERE order_id IN (SELECT id FROM purchase_order WHERE pad_id = $1) GROUP BY order_id`,
    [pad.padId],
  )
  expect(numbers.length).toBeGreaterThan(1)
  for (const own of numbers) expect(own.numbers).toEqual(own.numbers.map((_, index) => index + 1))
})
