import { describe, expect, test } from 'vitest'
import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { anAskedOrder } from '#lib/testing/asked-order.ts'
import { approveOrder } from './approve-order.command.ts'
import { approveSeveral } from './approve-several.command.ts'
import { disagreeWithOrder } from './disagree-with-order.command.ts'
import { rejectOrder } from './reject-order.command.ts'
import { returnOrder } from './return-order.command.ts'
import { withdrawSubmission } from './withdraw-submission.command.ts'

const world = await aWorld()

type Asked = { number: string; version: number }
const shown = ({ number, version }: Asked, role: ApproverRole = 'lead', comment = '') => ({
  number,
  version,
  role,
  comment,
})
const approve = (who: TestPerson, order: Asked, role: ApproverRole = 'lead') =>
  approveOrder(world.act(who), shown(order, role))

const look = async (id: string) => {
  const [order] = await world.sql<{ status: string }>('SELECT status FROM purchase_order WHERE id = $1', [id])
  const approvals = await world.sql(
    'SELECT role, state, decided_by, decided_as, comment FROM approval WHERE order_id = $1 ORDER BY role',
    [id],
  )
  const sendings = await world.sql('SELECT status FROM transmission WHERE order_id = $1', [id])
  const events = await world.sql<{ verb: string; payload: string }>(
    'SELECT verb, payload FROM audit_event WHERE chain_id = $1 ORDER BY seq',
    [id],
  )
  return {
    status: order?.status,
    approvals,
    sendings,
    verbs: events.map((one) => one.verb),
    data: events.map((one) => JSON.parse(one.payload).data),
  }
}
const notices = (id: string) =>
  world.sql<{ kind: string; person: string }>(
    `SELECT data->>'kind' AS kind, data->>'personId' AS person FROM pgboss.job WHERE name = 'send-notice' AND data->>'id' = $1`,
    [id],
  )

describe('approving', () => {
  test('the last approval approves the order and queues it for its supplier, with the record of what was known', async () => {
    const order = await anAskedOrder(world, { dayTotal: 734_400 })
    expect(await approve('lead', order)).toEqual({ ok: true, value: { number: order.number, next: 'queued' } })
    const after = await look(order.id)
    expect(after).toMatchObject({
      status: 'approved',
      approvals: [{ role: 'lead', state: 'approved', decided_by: world.personId('lead'), decided_as: 'lead' }],
      sendings: [{ status: 'queued' }],
      verbs: ['APPROVED', 'QUEUED'],
    })
    expect(after.data[0]).toMatchObject({
      version: 1,
      role: 'lead',
      as: 'lead',
      limit: 2_500_000,
      schemeVersion: 1,
      dayTotal: 734_400,
      reasons: [{ code: 'OVER_LIMIT' }],
    })
  })

  test('the same key twice is one approval; the same key with another body is refused', async () => {
    const order = await anAskedOrder(world)
    const act = world.act('lead')
    const first = await approveOrder(act, shown(order))
    expect(await approveOrder(act, shown(order))).toEqual(first)
    expect((await look(order.id)).verbs).toEqual(['APPROVED', 'QUEUED'])
    expect(await approveOrder(act, shown(order, 'lead', 'Another note'))).toMatchObject({
      refusal: { code: 'KEY_REUSED' },
    })
  })

  test('two approvers are asked: the order goes with the second, whoever of them is first', async () => {
    const order = await anAskedOrder(world, { asked: [{ role: 'lead' }, { role: 'pharmacist' }] })
    expect(await approve('pharmacist', order, 'pharmacist')).toMatchObject({ value: { next: 'waits_for_others' } })
    expect((await look(order.id)).status).toBe('awaiting_approval')
    expect(await approve('lead', order)).toMatchObject({ value: { next: 'queued' } })
    expect((await look(order.id)).status).toBe('approved')
  })

  test('nobody gives both', async () => {
    const order = await anAskedOrder(world, { asked: [{ role: 'lead' }, { role: 'pharmacist' }] })
    expect(await approve('chief', order, 'pharmacist')).toMatchObject({ ok: true })
    expect(await approve('chief', order)).toMatchObject({ refusal: { code: 'TWO_APPROVALS' } })
  })

  test.each([
    ['raised', { raisedBy: 'lead' as const }],
    ['changed', { changers: ['lead' as const] }],
  ])('nobody approves what they %s', async (how, planted) => {
    const order = await anAskedOrder(world, planted)
    expect(await approve('lead', order)).toEqual({ ok: false, refusal: { code: 'OWN_ORDER', how } })
    expect(await returnOrder(world.act('lead'), shown(order, 'lead', 'Mine'))).toMatchObject({
      refusal: { code: 'OWN_ORDER' },
    })
    expect((await look(order.id)).verbs).toEqual([])
    expect(await approve('lead2', order)).toMatchObject({ ok: true })
  })

  test.each(['technician', 'stores', 'finance', 'auditor', 'admin'] as const)(
    'the role %s may not approve',
    async (who) => {
      const order = await anAskedOrder(world)
      expect(await approve(who, order)).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
    },
  )

  test('a lead may not decide beyond their own limit, a pharmacist not about money, a lead not about medicines', async () => {
    const order = await anAskedOrder(world, { dayTotal: 2_500_001 })
    expect(await approve('lead', order)).toMatchObject({ refusal: { code: 'OVER_LIMIT', limit: 2_500_000 } })
    expect(await approve('pharmacist', order)).toMatchObject({ refusal: { code: 'NOT_YOURS_TO_DECIDE' } })
    const cd = await anAskedOrder(world, { asked: [{ role: 'pharmacist' }] })
    expect(await approve('lead', cd, 'pharmacist')).toMatchObject({ refusal: { code: 'NOT_YOURS_TO_DECIDE' } })
    expect(await approve('chief', order)).toMatchObject({ ok: true })
  })

  test('another trust finds nothing', async () => {
    const order = await anAskedOrder(world)
    const other = world.act('chief', { trust: 'RZY' })
    expect(await approveOrder(other, shown(order))).toEqual({
      ok: false,
      refusal: { code: 'NOT_FOUND', what: 'order' },
    })
  })

  test('another version, and an approval that nobody asked for, changed meanwhile', async () => {
    const order = await anAskedOrder(world)
    for (const [version, role] of [
      [2, 'lead'],
      [1, 'chief'],
    ] as const)
      expect(await approveOrder(world.act('chief'), { ...shown(order, role), version })).toMatchObject({
        refusal: { code: 'CHANGED_MEANWHILE' },
      })
    await world.sql('UPDATE purchase_order SET version = 2 WHERE id = $1', [order.id])
    expect(await approve('lead', order)).toMatchObject({ refusal: { code: 'CHANGED_MEANWHILE' } })
  })

  test('a right that was taken away after the page was opened counts no more', async () => {
    const order = await anAskedOrder(world)
    const act = world.act('lead2')
    await world.sql(`UPDATE identity.membership SET ended_at = now() WHERE person_id = $1`, [world.personId('lead2')])
    expect(await approveOrder(act, shown(order))).toMatchObject({ refusal: { code: 'NOT_YOURS_TO_DECIDE' } })
    await world.sql(`UPDATE identity.membership SET ended_at = NULL WHERE person_id = $1`, [world.personId('lead2')])
  })

  test('an approval whose days are over can be returned, not given', async () => {
    const order = await anAskedOrder(world, { asked: [{ role: 'lead', dueAt: world.clock() }] })
    expect(await approve('lead', order)).toEqual({ ok: false, refusal: { code: 'APPROVAL_OVER' } })
    expect(await returnOrder(world.act('lead'), shown(order, 'lead', 'Too old'))).toMatchObject({ ok: true })
  })

  test('a controlled drug that a pharmacist agreed to is held for its requisition', async () => {
    const order = await anAskedOrder(world, {
      kind: 'cd',
      lines: [{ pack: 'morphine', packs: 2 }],
      asked: [{ role: 'pharmacist' }],
    })
    expect(await approve('pharmacist', order, 'pharmacist')).toMatchObject({ value: { next: 'held' } })
    expect(await look(order.id)).toMatchObject({ status: 'approved', sendings: [] })
  })
})

describe('saying no', () => {
  test('returning needs a word, ends what others were asked, and tells the raiser', async () => {
    const order = await anAskedOrder(world, { asked: [{ role: 'lead' }, { role: 'pharmacist' }] })
    const act = world.act('lead')
    expect(await returnOrder(act, shown(order, 'lead', 'Half of it will do'))).toMatchObject({ ok: true })
    expect(await look(order.id)).toMatchObject({
      status: 'returned',
      approvals: [
        { role: 'lead', state: 'returned', comment: 'Half of it will do' },
        { role: 'pharmacist', state: 'lapsed', decided_by: null },
      ],
      verbs: ['RETURNED'],
      sendings: [],
    })
    expect(await notices(order.id)).toEqual([{ kind: 'order_returned', person: world.personId('technician') }])
    expect(await approve('pharmacist', order, 'pharmacist')).toMatchObject({
      refusal: { code: 'CHANGED_MEANWHILE', by: 'Lead of RZZ' },
    })
  })

  test('refusing is for good', async () => {
    const order = await anAskedOrder(world)
    expect(await rejectOrder(world.act('lead'), shown(order, 'lead', 'Not on formulary'))).toMatchObject({ ok: true })
    expect(await look(order.id)).toMatchObject({ status: 'rejected', verbs: ['REJECTED'] })
    expect(await notices(order.id)).toEqual([{ kind: 'order_rejected', person: world.personId('technician') }])
  })

  test('the database itself wants a word with every no, and two people for two approvals', async () => {
    const order = await anAskedOrder(world, { asked: [{ role: 'lead' }, { role: 'pharmacist' }] })
    const decide = (state: string, role: string) =>
      world.sql(
        `UPDATE approval SET state = $2, decided_by = $3, decided_at = now(), decided_as = 'chief' WHERE order_id = $1 AND role = $4`,
        [order.id, state, world.personId('chief'), role],
      )
    await expect(decide('returned', 'lead')).rejects.toThrow(/approval_check/)
    await decide('approved', 'lead')
    await expect(decide('approved', 'pharmacist')).rejects.toThrow(/approval_two_people/)
  })

  test('a wish not to be told is kept', async () => {
    await world.sql(`INSERT INTO notice_choice VALUES ($1, $2, 'order_returned', false)`, [
      world.trusts.RZZ.id,
      world.personId('technician'),
    ])
    const order = await anAskedOrder(world)
    await returnOrder(world.act('lead'), shown(order, 'lead', 'Less'))
    expect(await notices(order.id)).toEqual([])
    await world.sql('DELETE FROM notice_choice')
  })
})

describe('taking back', () => {
  test('whoever raised it may, before it goes; nobody else', async () => {
    const order = await anAskedOrder(world)
    const back = (who: TestPerson) => withdrawSubmission(world.act(who), { number: order.number, version: 1 })
    expect(await back('technician2')).toEqual({ ok: false, refusal: { code: 'NOT_YOUR_ORDER' } })
    expect(await back('chief')).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
    expect(await back('technician')).toEqual({ ok: true, value: { number: order.number } })
    expect(await look(order.id)).toMatchObject({
      status: 'returned',
      approvals: [{ state: 'lapsed' }],
      verbs: ['WITHDRAWN'],
    })
    expect(await back('technician')).toMatchObject({ refusal: { code: 'WRONG_STATUS' } })
  })
})

describe('afterwards', () => {
  const emergency = { asked: [{ role: 'lead' as const, retrospective: true }], status: 'sent' as const }

  test('an emergency order is agreed to after it went, also late and after it was amended', async () => {
    const order = await anAskedOrder(world, {
      ...emergency,
      asked: [{ role: 'lead', retrospective: true, dueAt: new Date('2026-01-01') }],
    })
    await world.sql('UPDATE purchase_order SET version = 2 WHERE id = $1', [order.id])
    expect(await approve('lead', order)).toMatchObject({ value: { next: 'given_afterwards' } })
    expect(await look(order.id)).toMatchObject({
      status: 'sent',
      approvals: [{ state: 'approved' }],
      verbs: ['APPROVED'],
    })
  })

  test('or disagreed with, in words; it cannot be returned any more', async () => {
    const order = await anAskedOrder(world, emergency)
    expect(await returnOrder(world.act('lead'), shown(order, 'lead', 'No'))).toMatchObject({
      refusal: { code: 'WRONG_STATUS' },
    })
    expect(await disagreeWithOrder(world.act('lead'), shown(order, 'lead', 'It was in stock'))).toMatchObject({
      ok: true,
    })
    expect(await look(order.id)).toMatchObject({
      status: 'sent',
      approvals: [{ state: 'rejected', comment: 'It was in stock' }],
      verbs: ['DISAGREED'],
    })
  })

  test('what waits beforehand cannot be disagreed with, only returned or refused', async () => {
    const order = await anAskedOrder(world)
    expect(await disagreeWithOrder(world.act('lead'), shown(order, 'lead', 'No'))).toMatchObject({
      refusal: { code: 'WRONG_STATUS' },
    })
  })
})

describe('several at once', () => {
  test('each has its own outcome; what was not approved is named with the reason', async () => {
    const good = [await anAskedOrder(world), await anAskedOrder(world)]
    const own = await anAskedOrder(world, { raisedBy: 'lead' })
    const gone = await anAskedOrder(world)
    await returnOrder(world.act('lead2'), shown(gone, 'lead', 'Less'))
    const act = world.act('lead')
    const input = {
      order: [...good, own, gone].map(({ number, version }) => ({ number, version, role: 'lead' as const })),
    }
    const result = await approveSeveral(act, input)
    expect(result).toMatchObject({
      ok: true,
      value: {
        approved: good.map(({ number }) => ({ number, next: 'queued' })),
        not: [
          { number: own.number, refusal: { code: 'OWN_ORDER' } },
          { number: gone.number, refusal: { code: 'CHANGED_MEANWHILE', by: 'Lead2 of RZZ' } },
        ],
      },
    })
    expect(await approveSeveral(act, input)).toEqual(JSON.parse(JSON.stringify(result)))
    for (const { id } of good) expect((await look(id)).verbs).toEqual(['APPROVED', 'QUEUED'])
    expect((await look(own.id)).verbs).toEqual([])
  })
})
