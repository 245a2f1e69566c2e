import { describe, expect, test } from 'vitest'
import { withTrust } from '#lib/db/with-trust.ts'
import { takenRows } from '#lib/testing/a-list.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { answered, answerTo, aSentOrder } from '#lib/testing/answered-order.ts'
import { anAskedOrder } from '#lib/testing/asked-order.ts'
import { price } from '#lib/values/money.ts'
import { approvalsOf } from './approvals.queries.ts'
import { approveOrder } from './approve-order.command.ts'
import { decisionPage, lastDecision, nextToDecide } from './decision.queries.ts'
import { inbox } from './inbox.queries.ts'
import { returnOrder } from './return-order.command.ts'
import { waitingFor } from './waiting-count.queries.ts'

const world = await aWorld()
const now = () => world.clock()
const of = (person: TestPerson) => inbox(world.actor(person), now())
const numbers = (items: readonly { number: string }[]) => items.map((one) => one.number).sort()
const page = (person: TestPerson, number: string) => decisionPage(world.actor(person), now(), number)

const plain = await anAskedOrder(world)
const bigger = await anAskedOrder(world, { asked: [{ role: 'chief' }], dayTotal: 2_664_000 })
const own = await anAskedOrder(world, { raisedBy: 'lead' })
const drug = await anAskedOrder(world, {
  kind: 'cd',
  lines: [{ pack: 'morphine', packs: 2 }],
  asked: [{ role: 'pharmacist' }],
})
const afterwards = await anAskedOrder(world, { asked: [{ role: 'lead', retrospective: true }], status: 'sent' })
const elsewhere = await anAskedOrder(world, { trust: 'RZY' })

describe('the inbox', () => {
  test('shows each person what came to them, and the rest with the reason why not', async () => {
    const lead = await of('lead')
    expect(numbers(lead.mine)).toEqual(numbers([plain, afterwards]))
    expect(lead.total).toBe(2 * 26_640)
    expect(lead.limit).toBe(2_500_000)
    const why = Object.fromEntries(lead.others.map((one) => [one.number, [one.whyNot?.code, one.goesTo.names]]))
    expect(why).toEqual({
      [bigger.number]: ['NOT_YOURS_TO_DECIDE', ['Chief of RZZ']],
      [own.number]: ['OWN_ORDER', ['Lead2 of RZZ']],
      [drug.number]: ['NOT_YOURS_TO_DECIDE', ['Pharmacist of RZZ', 'Pharmacist2 of RZZ']],
    })
    expect(numbers((await of('lead2')).mine)).toEqual(numbers([plain, own, afterwards]))
    expect(numbers((await of('pharmacist')).mine)).toEqual([drug.number])
  })

  test('leaves to the chief what only the chief decides, and what others may without them', async () => {
    const chief = await of('chief')
    expect(numbers(chief.mine)).toEqual([bigger.number])
    expect(chief.others.find((one) => one.number === plain.number)?.whyNot).toBeNull()
    expect((await of('director')).limit).toBeNull()
  })

  test('shows the auditor what waits, and gives the others nothing', async () => {
    const auditor = await of('auditor')
    expect(auditor.mine).toEqual([])
    expect(auditor.others).toHaveLength(5)
    expect(auditor.limit).toBeUndefined()
    expect(await of('technician')).toMatchObject({ mine: [], others: [] })
  })

  test('counts the same for the navigation; nobody else’s trust is in it', async () => {
    expect(await waitingFor(world.actor('lead'), now())).toBe(2)
    expect(await waitingFor(world.actor('technician'), now())).toBeNull()
    expect(await waitingFor(world.actor('auditor'), now())).toBeNull()
    const other = await inbox(world.actor('lead', { trust: 'RZY' }), now())
    expect(numbers(other.mine)).toEqual([elsewhere.number])
  })

  test('puts the evidence beside each: product and cover of its store', async () => {
    await world.sql(`INSERT INTO stock_holding VALUES ($1, $2, $3, 'B1', '2027-12-31', false, $4, 144000)`, [
      world.trusts.RZZ.id,
      world.trusts.RZZ.storeId,
      world.packs.meropenem,
      world.vmps.meropenem,
    ])
    await world.sql(
      `INSERT INTO usage_day SELECT $1, $2, $3, d::date, 96000 FROM generate_series('2026-10-26'::date, '2026-11-22', '1 day') d`,
      [world.trusts.RZZ.id, world.trusts.RZZ.storeId, world.vmps.meropenem],
    )
    const item = (await of('lead')).mine.find((one) => one.number === plain.number)
    expect(item?.evidence).toMatchObject({ packs: 12, coverTenths: 15 })
    expect(item?.evidence?.product).toMatch(/^Meropenem/)
  })
})

describe('the decision page', () => {
  test('gathers what the decision needs', async () => {
    const found = await page('lead', plain.number)
    expect(found).toMatchObject({
      version: 1,
      supplier: 'Meridian Wholesale',
      raisedBy: 'Technician of RZZ',
      mine: { role: 'lead', as: 'lead', limit: 2_500_000, retrospective: false },
      whyNot: null,
      onward: 'at_once',
      change: false,
      money: { gross: 26_640 },
    })
    expect(found?.place?.of).toBe(2)
    expect(found?.supply[0]).toMatchObject({ onHand: 144_000, projection: { without: 1.5 } })
    expect(found?.checks.map((one) => one.rule)).toContain('Two people')
    expect(found?.earlier?.orders.map((one) => one.number)).not.toContain(plain.number)
  })

  test('says why not, and whose it is', async () => {
    expect(await page('lead', own.number)).toMatchObject({
      mine: null,
      whyNot: { refusal: { code: 'OWN_ORDER', how: 'raised' }, goesTo: { names: ['Lead2 of RZZ'] } },
    })
    expect(await page('chief', plain.number)).toMatchObject({ mine: { role: 'lead', as: 'chief' } })
    expect(await page('pharmacist', drug.number)).toMatchObject({
      mine: { as: 'pharmacist', limit: null },
      onward: 'requisition',
    })
    expect(await page('auditor', plain.number)).toMatchObject({
      mine: null,
      whyNot: { refusal: { code: 'NOT_YOURS_TO_DECIDE' } },
    })
  })

  test('is not there for another trust, a role without approvals, or a draft', async () => {
    expect(await page('lead', elsewhere.number)).toBeNull()
    expect(await page('technician', plain.number)).toBeNull()
    expect(await page('lead', 'RZZ-PH-26-999999-9')).toBeNull()
  })

  test('hides the prices of a patient access scheme from who may not see them', async () => {
    const secret = await anAskedOrder(world, { asked: [{ role: 'pharmacist' }, { role: 'lead' }] })
    await world.sql(`UPDATE order_line SET why = '{"contract":{"confidentiality":"pas"}}' WHERE order_id = $1`, [
      secret.id,
    ])
    const shown = await page('pharmacist', secret.number)
    expect(shown?.money).toBeNull()
    expect(shown?.lines).toMatchObject([{ hidden: true, price: null, net: null, contractPrice: null, against: null }])
    expect((await of('pharmacist')).mine.find((one) => one.number === secret.number)?.gross).toBeNull()
    expect((await page('lead', secret.number))?.money?.gross).toBe(26_640)
  })

  test('hands its stock cover over as CSV', async () => {
    const cover = (person: TestPerson, trust: 'RZZ' | 'RZY' = 'RZZ') =>
      takenRows(world.actor(person, { trust }), now(), 'stock-cover', { number: plain.number })
    expect(await cover('lead')).toEqual([expect.stringMatching(/^Meropenem.*,vial,144,96,/)])
    expect(await cover('technician')).toBe('NOT_ALLOWED')
    expect(await cover('lead', 'RZY')).toBe('NOT_FOUND')
  })
})

describe('after deciding', () => {
  test('comes the next one; what was decided is said and stands in the list', async () => {
    const lead = world.actor('lead2')
    const first = await nextToDecide(lead, now())
    expect(first).not.toBeNull()
    await approveOrder(world.act('lead2'), { number: plain.number, version: 1, role: 'lead', comment: '' })
    await returnOrder(world.act('lead2'), { number: own.number, version: 1, role: 'lead', comment: 'Less' })
    expect(await lastDecision(lead, plain.number)).toMatchObject({
      state: 'approved',
      status: 'approved',
      queued: true,
    })
    expect(await lastDecision(lead, own.number)).toMatchObject({ state: 'returned', queued: false })
    expect(await lastDecision(world.actor('lead'), plain.number)).toBeNull()
    const { decided, counts } = await of('lead2')
    expect(counts).toEqual({ approved: 1, returned: 1, rejected: 0 })
    expect(numbers(decided)).toEqual(numbers([plain, own]))
    const next = await nextToDecide(lead, now())
    expect([plain.number, own.number]).not.toContain(next)
    expect(await nextToDecide(world.actor('technician'), now())).toBeNull()
  })

  test('the order’s page tells who decided, in which role, and what they said', async () => {
    const actor = world.actor('technician')
    const views = await withTrust(actor, (tx) => approvalsOf(tx, actor, world.clock(), own.id))
    expect(views).toMatchObject([
      { role: 'lead', state: 'returned', by: 'Lead2 of RZZ', as: 'lead', comment: 'Less', comesTo: [] },
    ])
    const waiting = await withTrust(actor, (tx) => approvalsOf(tx, actor, world.clock(), bigger.id))
    expect(waiting).toMatchObject([{ role: 'chief', state: 'waiting', by: null, comesTo: ['Chief of RZZ'] }])
    const stranger = world.actor('lead', { trust: 'RZY' })
    expect(await withTrust(stranger, (tx) => approvalsOf(tx, stranger, world.clock(), own.id))).toEqual([])
  })
})

test('why off contract names the answer to this order before a newer one to another', async () => {
  const lines = [{ pack: 'meropenem' as const, packs: 12 }]
  const own = await aSentOrder(world, { lines })
  const other = await aSentOrder(world, { lines })
  const offer = { packs: 10, price: price(190_000), substituteAmppId: world.packs.meropenemOther }
  await answered(world, own, [answerTo(own.lines[0] ?? '', 'SUBSTITUTE_OFFERED', offer)])
  world.clock.advance(60_000)
  await answered(world, other, [answerTo(other.lines[0] ?? '', 'NOT_AVAILABLE')])
  const third = await aSentOrder(world, { lines })
  for (const { id } of [own, third]) {
    await world.sql(
      `UPDATE order_line SET contract_state = 'OFF_CONTRACT', off_contract_reason = 'CONTRACT_OUT_OF_STOCK' WHERE order_id = $1`,
      [id],
    )
    await world.sql(`UPDATE purchase_order SET status = 'awaiting_approval' WHERE id = $1`, [id])
  }
  const failedOf = async (number: string) =>
    (await decisionPage(world.actor('lead'), now(), number))?.checks.find(
      (one) => one.rule === 'Contract supplier failed',
    )
  expect(await failedOf(own.number)).toMatchObject({ number: own.number, word: 'On file' })
  expect((await failedOf(own.number))?.found).toContain('another pack offered instead')
  expect(await failedOf(third.number)).toMatchObject({ number: other.number })
})
