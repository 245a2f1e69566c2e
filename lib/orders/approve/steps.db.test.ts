import { describe, expect, test } from 'vitest'
import type { ApproverRole } from '#lib/orders/order/plan.schema.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { anAskedOrder } from '#lib/testing/asked-order.ts'
import { orderApprovals } from './approvals.queries.ts'
import { approveOrder } from './approve-order.command.ts'
import { decisionPage } from './decision.queries.ts'
import { returnOrder } from './return-order.command.ts'
import { decisionsFor } from './waiting.queries.ts'

const world = await aWorld()

type Asked = { id: string; number: string; version: number }
const approve = (who: TestPerson, { number, version }: Asked, role: ApproverRole = 'lead') =>
  approveOrder(world.act(who), { number, version, role, comment: '' })
const told = async ({ id }: Asked) => {
  const rows = await world.sql<{ person: string }>(
    `SELECT data->>'personId' AS person FROM pgboss.job WHERE name = 'send-notice' AND data->>'id' = $1`,
    [id],
  )
  return rows.map((row) => row.person)
}
const waits = async (who: TestPerson, { number }: Asked) =>
  ((await decisionsFor(world.act(who).actor, world.clock())) ?? []).filter((one) => one.number === number)

describe('one after the other', () => {
  test('the second comes once the first has agreed, and is told then', async () => {
    const order = await anAskedOrder(world, { asked: [{ role: 'lead' }, { role: 'chief', step: 2 }] })
    expect(await waits('chief', order)).toEqual([])
    expect(await approve('chief', order, 'chief')).toMatchObject({ refusal: { code: 'NOT_YET', before: ['lead'] } })
    const early = await decisionPage(world.act('chief').actor, world.clock(), order.number)
    expect(early?.approvals.map((one) => [one.who.title, one.turn])).toEqual([
      ['Procurement lead', true],
      ['Chief pharmacist', false],
    ])
    expect(await approve('lead', order)).toMatchObject({ value: { next: 'waits_for_others' } })
    expect(await told(order)).toEqual([world.personId('chief')])
    expect(await waits('chief', order)).toMatchObject([{ who: { title: 'Chief pharmacist' }, step: 2 }])
    expect(await approve('chief', order, 'chief')).toMatchObject({ value: { next: 'queued' } })
  })

  test('nobody says no before their turn either; one no ends it for those still to come', async () => {
    const order = await anAskedOrder(world, { asked: [{ role: 'lead' }, { role: 'director', step: 2 }] })
    const no = (who: TestPerson, role: ApproverRole) =>
      returnOrder(world.act(who), { number: order.number, version: 1, role, comment: 'Fewer' })
    expect(await no('director', 'director')).toMatchObject({ refusal: { code: 'NOT_YET' } })
    expect(await no('lead', 'lead')).toMatchObject({ ok: true })
    const rows = await world.sql('SELECT role, state FROM approval WHERE order_id = $1 ORDER BY step', [order.id])
    expect(rows).toEqual([
      { role: 'lead', state: 'returned' },
      { role: 'director', state: 'lapsed' },
    ])
  })

  test('the lead of a first step signs whatever the amount, as somebody further up is asked, too', async () => {
    const dear = { dayTotal: 9_000_000 }
    const two = await anAskedOrder(world, { ...dear, asked: [{ role: 'lead' }, { role: 'chief', step: 2 }] })
    expect(await approve('lead', two)).toMatchObject({ ok: true })
    const alone = await anAskedOrder(world, dear)
    expect(await approve('lead', alone)).toMatchObject({ refusal: { code: 'OVER_LIMIT' } })
  })
})

describe('several of one kind', () => {
  const both = { asked: [{ role: 'lead' as const }, { role: 'lead' as const }] }

  test('are two people, however they sign', async () => {
    const order = await anAskedOrder(world, both)
    expect(await waits('lead', order)).toMatchObject([{ left: 2, who: { title: 'Two of: procurement leads' } }])
    expect(await approve('lead', order)).toMatchObject({ value: { next: 'waits_for_others' } })
    expect(await waits('lead', order)).toEqual([])
    expect(await approve('lead', order)).toMatchObject({ refusal: { code: 'TWO_APPROVALS' } })
    expect(await approve('lead2', order)).toMatchObject({ value: { next: 'queued' } })
    expect((await orderApprovals(world.act('lead').actor, world.clock(), order.id)).map((one) => one.of)).toEqual([
      { seat: 1, all: 2 },
      { seat: 2, all: 2 },
    ])
  })

  test('two at once each give one, and the second sends it', async () => {
    const order = await anAskedOrder(world, both)
    const done = await Promise.all([approve('lead', order), approve('lead2', order)])
    const next = done.map((one) => (one.ok ? one.value.next : one.refusal.code)).sort()
    expect(next).toEqual(['queued', 'waits_for_others'])
    const sent = await world.sql('SELECT 1 FROM transmission WHERE order_id = $1', [order.id])
    expect(sent).toHaveLength(1)
  })

  test('go to the next role up where there are not enough people, who is told', async () => {
    const order = await anAskedOrder(world, { ...both, raisedBy: 'lead2' })
    await approve('lead', order)
    expect(await told(order)).toEqual([world.personId('chief')])
    expect(await approve('chief', order)).toMatchObject({ value: { next: 'queued' } })
  })
})

describe('people asked by name', () => {
  test('decide it, nobody else of their role does, and the page says who', async () => {
    const order = await anAskedOrder(world, { asked: [{ role: 'lead', people: ['lead2'] }] })
    expect(await waits('lead', order)).toEqual([])
    expect(await approve('lead', order)).toMatchObject({ refusal: { code: 'NOT_YOURS_TO_DECIDE' } })
    const page = await decisionPage(world.act('lead').actor, world.clock(), order.number)
    expect(page?.whyNot?.who.inSentence).toBe(`${page?.whyNot?.goesTo.names[0]}`)
    expect(await approve('lead2', order)).toMatchObject({ value: { next: 'queued' } })
  })

  test('leave what anybody of the role may give to somebody else', async () => {
    const order = await anAskedOrder(world, { asked: [{ role: 'lead' }, { role: 'lead', people: ['lead2'] }] })
    await approve('lead2', order)
    const rows = await world.sql('SELECT seat, state FROM approval WHERE order_id = $1 ORDER BY seat', [order.id])
    expect(rows).toEqual([
      { seat: 1, state: 'waiting' },
      { seat: 2, state: 'approved' },
    ])
    expect(await approve('lead', order)).toMatchObject({ value: { next: 'queued' } })
  })
})

test('the database keeps what was asked, an end, the turn and one row for each signature', async () => {
  const order = await anAskedOrder(world, { asked: [{ role: 'lead' }, { role: 'chief', step: 2 }] })
  const set = (what: string, role: string) =>
    world.sql(`UPDATE approval SET ${what} WHERE order_id = $1 AND role = $2`, [order.id, role])
  const approved = (by: TestPerson) =>
    `state = 'approved', decided_by = '${world.personId(by)}', decided_at = now(), decided_as = 'chief'`
  await expect(set(`step = 2`, 'lead')).rejects.toThrow(/stays as it was asked/)
  await expect(set(`people = ARRAY['${world.personId('lead2')}']::uuid[]`, 'lead')).rejects.toThrow(/as it was asked/)
  await expect(set(approved('chief'), 'chief')).rejects.toThrow(/somebody else decides before/)
  await set(approved('lead'), 'lead')
  await expect(
    set(`state = 'waiting', decided_by = NULL, decided_at = NULL, decided_as = NULL`, 'lead'),
  ).rejects.toThrow(/has ended stays so/)
  await set(approved('chief'), 'chief')
  await expect(
    world.sql(
      `INSERT INTO approval (trust_id, id, order_id, version, role, reasons, asked_at, state)
       SELECT trust_id, $2, order_id, version, role, reasons, asked_at, 'waiting' FROM approval WHERE order_id = $1 AND role = 'lead'`,
      [order.id, world.newId()],
    ),
  ).rejects.toThrow(/approval_trust_id_order_id_version_role_seat_key/)
})
