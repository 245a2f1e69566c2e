import { beforeAll, expect, test } from 'vitest'
import { approveOrder } from '#lib/orders/approve/approve-order.command.ts'
import { done, submittedPad } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { anApprovedOrder } from '#lib/testing/approved-order.ts'
import { localDate } from '#lib/values/dates.ts'
import { dutiesReport } from './duties/duties.queries.ts'
import { countExceptions, exceptionsReport } from './exceptions/exceptions.queries.ts'
import { type ExceptionKind, reportAddress } from './report.schema.ts'
import { markOf } from './samples/draw.ts'
import { drawSample } from './samples/draw-sample.command.ts'
import { drawSampleForm } from './samples/sample.schema.ts'
import { sampleById, samplesOf } from './samples/samples.queries.ts'

const world = await aWorld()
const auditor = world.actor('auditor')
const northbank = world.actor('auditor', { trust: 'RZY' })
const asked = (parts: Record<string, string> = {}) => reportAddress.parse(parts)

let planted: { id: string; number: string }[] = []

/** Somebody books a pack of the order in, straight into the tables. */
async function bookedIn(order: { id: string; number: string }, personId: string, over = 0): Promise<void> {
  const receipt = world.newId()
  const line = world.newId()
  const { RZZ } = world.trusts
  await world.sql(
    `INSERT INTO receipt (trust_id, id, number, supplier_id, supplier_name, store_id, received_by, received_at)
     VALUES ($1, $2, $3, $4, 'Meridian Wholesale', $5, $6, $7)`,
    [RZZ.id, receipt, `GRN-${order.number}`, world.suppliers.meridian, RZZ.storeId, personId, world.clock()],
  )
  await world.sql(
    `INSERT INTO receipt_line (trust_id, id, receipt_id, order_id, order_line_id, ampp_id, vmp_id, accepted_packs, over_packs)
     SELECT trust_id, $2, $3, order_id, id, ampp_id, vmp_id, 1, $5 FROM order_line WHERE trust_id = $1 AND order_id = $4`,
    [RZZ.id, line, receipt, order.id, over],
  )
  if (over > 0) {
    await world.sql(
      `INSERT INTO over_delivery (trust_id, id, receipt_line_id, order_line_id, packs, found_at, found_by)
       SELECT trust_id, $2, $3, id, $5, $6, $7 FROM order_line WHERE trust_id = $1 AND order_id = $4`,
      [RZZ.id, world.newId(), line, order.id, over, world.clock(), personId],
    )
  }
}

beforeAll(async () => {
  planted = []
  for (let n = 0; n < 12; n += 1) planted.push(await anApprovedOrder(world, { status: 'sent' }))
})

test('everybody with two duties in one order is named, with what they did; nobody else is', async () => {
  expect(await dutiesReport(auditor, world.clock(), asked())).toMatchObject({ orders: 12, rows: [], after: null })
  const [own, both, apart] = planted
  if (!own || !both || !apart) throw new Error('No orders')
  await bookedIn(own, world.personId('technician'))
  await bookedIn(apart, world.personId('stores'))
  await world.sql(
    `INSERT INTO approval (trust_id, id, order_id, version, role, reasons, asked_at, state, decided_by, decided_at, decided_as)
     VALUES ($1, $2, $3, 1, 'pharmacist', '[]', $4, 'approved', $5, $4, 'pharmacist')`,
    [world.trusts.RZZ.id, world.newId(), both.id, world.clock(), world.personId('pharmacist')],
  )
  await bookedIn(both, world.personId('pharmacist'))
  const { rows } = await dutiesReport(auditor, world.clock(), asked())
  expect(rows.map(({ number, person, duties }) => [number, person, duties])).toEqual([
    [both.number, 'Pharmacist of RZZ', ['approve', 'receive']],
    [own.number, 'Technician of RZZ', ['raise', 'receive']],
  ])
  expect((await dutiesReport(auditor, world.clock(), asked({ to: '1/11/2026' }))).rows).toEqual([])
  expect((await dutiesReport(northbank, world.clock(), asked())).rows).toEqual([])
  expect((await dutiesReport(world.actor('lead'), world.clock(), asked())).orders).toBe(0)
})

test('exceptions: emergencies, agreed to afterwards, off contract without evidence, ran out, more than ordered', async () => {
  const words = async (kind: ExceptionKind) =>
    (await exceptionsReport(auditor, world.clock(), asked({ kind }))).rows.map((row) => [row.order?.number, row.words])
  const [a, b, c, d] = planted
  if (!a || !b || !c || !d) throw new Error('No orders')
  await world.sql("UPDATE purchase_order SET emergency = true, emergency_reason = 'Theatre ran out' WHERE id = $1", [
    a.id,
  ])
  await world.sql(
    `INSERT INTO approval (trust_id, id, order_id, version, role, reasons, retrospective, asked_at, due_at, state)
     VALUES ($1, $2, $3, 1, 'lead', '[]', true, $4, $4::timestamptz + interval '1 day', 'waiting')`,
    [world.trusts.RZZ.id, world.newId(), a.id, world.clock()],
  )
  await world.sql(
    `UPDATE order_line SET contract_state = 'OFF_CONTRACT', off_contract_reason = 'CHEAPER' WHERE order_id = ANY ($1)`,
    [[b.id, c.id]],
  )
  await world.sql("UPDATE order_line SET off_contract_note = 'Quote of 3 November' WHERE order_id = $1", [c.id])
  await bookedIn(d, world.personId('stores'), 2)
  world.clock.advance(2 * 86_400_000)
  expect(await words('emergency')).toEqual([[a.number, 'Theatre ran out']])
  expect((await words('afterwards'))[0]?.[1]).toMatch(/^Procurement lead: not decided, overdue since 24 November 2026/)
  expect((await words('off_contract')).map(([number]) => number)).toEqual([b.number])
  expect((await words('over'))[0]?.[1]).toMatch(/^2 packs of .* beyond the order: not decided yet\.$/)
  const [late] = await submittedPad(world, [{ pack: 'meropenem', packs: 600 }])
  expect(await words('ran_out')).toEqual([])
  world.clock.advance(60 * 86_400_000)
  expect((await words('ran_out')).map(([number]) => number)).toEqual([late?.number])
  expect(
    await approveOrder(world.act('lead'), { number: late?.number ?? '', version: 1, role: 'lead', comment: '' }),
  ).toMatchObject({
    refusal: { code: 'APPROVAL_OVER' },
  })
  expect(await countExceptions(auditor, world.clock(), asked())).toEqual({
    ...{ emergency: 1, afterwards: 1, off_contract: 1, ran_out: 1, over: 1, roles: 0, alone: 0 },
  })
  expect((await exceptionsReport(northbank, world.clock(), asked())).rows).toEqual([])
  expect(await countExceptions(world.actor('technician'), world.clock(), asked())).toBeNull()
  const paged = await exceptionsReport(auditor, world.clock(), asked({ kind: 'emergency' }), 0)
  expect(paged.rows).toEqual([])
})

test('roles that somebody holds by exception are reported for every day on which they stood, with who asked and who agreed', async () => {
  const { id: trust } = world.trusts.RZZ
  const day = (days: number) => new Date(world.clock().getTime() + days * 86_400_000)
  for (const [given, ended, why] of [
    [-300, -200, 'expired'],
    [-120, null, null],
    [-20, -10, 'roles_changed'],
  ] as const) {
    await world.sql(
      `INSERT INTO role_exception (trust_id, id, person_id, role, beside, reason, until, asked_by, given_by, given_at, ended_at, ended_why)
       VALUES ($1, $2, $3, 'stores', 'technician', 'One short at goods-in', $4, $5, $6, $7, $8, $9)`,
      [
        ...[trust, world.newId(), world.personId(given === -120 ? 'technician' : 'technician2'), day(30)],
        ...[world.personId('admin'), world.personId('chief'), day(given), ended && day(ended), why],
      ],
    )
  }
  const report = (actor = auditor) => exceptionsReport(actor, world.clock(), reportAddress.parse({ kind: 'roles' }))
  const { rows } = await report()
  expect(rows.map(({ whose, who, order }) => [whose?.name, whose?.askedBy, who, order])).toEqual([
    ['Technician2 of RZZ', 'Admin of RZZ', 'Chief of RZZ', null],
    ['Technician of RZZ', 'Admin of RZZ', 'Chief of RZZ', null],
  ])
  expect(rows[0]?.words).toMatch(
    /^Procurement technician and Goods-in until .*\. “One short at goods-in” Ended on .*: the roles were changed\.$/,
  )
  expect(rows[1]?.words).not.toContain('Ended')
  expect((await countExceptions(auditor, world.clock(), reportAddress.parse({})))?.roles).toBe(2)
  expect((await report(northbank)).rows).toEqual([])
  expect((await report(world.actor('lead'))).rows).toEqual([])
})

const draw = (fields: Record<string, string> = {}) =>
  drawSampleForm.parse({ from: '1 November 2026', to: '30 November 2026', kind: 'all', wanted: '5', ...fields })

test('a sample is drawn by its seed alone, kept with what it was drawn from, and can be drawn again', async () => {
  // whoever draws cannot say by which seed, so that they cannot try until a sample suits
  const { sampleId, drawn } = done(await drawSample(world.act('auditor'), draw({ seed: 'audit-2026' })))
  expect(drawn).toBe(5)
  const found = await sampleById(auditor, sampleId)
  const seed = found?.sample.seed ?? ''
  expect(seed).toMatch(/^[0-9a-f]{16}$/)
  const numbers = (
    await world.sql<{ number: string }>(
      `SELECT number FROM purchase_order WHERE trust_id = $1 AND submitted_on BETWEEN '2026-11-01' AND '2026-11-30'`,
      [world.trusts.RZZ.id],
    )
  ).map((row) => row.number)
  const expected = numbers.sort((x, y) => (markOf(seed, x) < markOf(seed, y) ? -1 : 1)).slice(0, 5)
  expect(found?.orders.map((order) => order.number)).toEqual(expected)
  expect(found?.sample).toMatchObject({ population: numbers.length, seed, drawnBy: 'Auditor of RZZ' })
  const [recorded] = await world.sql<{ payload: string }>("SELECT payload FROM audit_event WHERE verb = 'SAMPLE_DRAWN'")
  expect(JSON.parse(recorded?.payload ?? '{}').data).toMatchObject({ seed, orders: expected })
  const own = done(await drawSample(world.act('auditor'), draw()))
  expect((await sampleById(auditor, own.sampleId))?.sample.seed).not.toBe(seed)
  expect(await samplesOf(auditor)).toHaveLength(2)
})

test('a sample is of its kind, of one trust, drawn once for its key, and never changed', async () => {
  const kind = async (fields: Record<string, string>) => {
    const result = await drawSample(world.act('auditor'), draw(fields))
    return result.ok ? (await sampleById(auditor, result.value.sampleId))?.sample.population : result.refusal.code
  }
  expect(await kind({ kind: 'emergency' })).toBe(1)
  expect(await kind({ kind: 'off_contract' })).toBe(2)
  expect(await kind({ kind: 'passed' })).toBe('INVALID')
  expect(await kind({ kind: 'above', above: '5,000.00' })).toBe(1)
  expect(
    drawSampleForm.safeParse({ ...{ from: '1/11/2026', to: '30/11/2026' }, kind: 'above', wanted: '5' }).success,
  ).toBe(false)
  const key = world.newId()
  const both = await Promise.all([1, 2].map(() => drawSample(world.act('auditor', { key }), draw())))
  expect(new Set(both.map((one) => one.ok && one.value.sampleId)).size).toBe(1)
  const [sample] = await samplesOf(auditor)
  expect(await sampleById(northbank, sample?.id ?? '')).toBeNull()
  expect(await samplesOf(northbank)).toEqual([])
  expect(await drawSample(world.act('lead'), draw())).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
  expect(await drawSample(world.act('auditor', { trust: 'RZY' }), draw())).toMatchObject({
    refusal: { code: 'INVALID' },
  })
})

test('the days of a report are a year at most', () => {
  expect(reportAddress.safeParse({ from: '1 January 2024', to: '1 March 2026' }).success).toBe(false)
  expect(reportAddress.safeParse({ from: '2 March 2026', to: '1 March 2026' }).success).toBe(false)
  expect(asked({ from: '1 March 2026' }).from).toBe(localDate('2026-03-01'))
})
