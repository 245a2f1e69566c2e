import { expect, test } from 'vitest'
import { sendNotice } from '#lib/notices/send-notice.job.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { anAskedOrder } from '#lib/testing/asked-order.ts'
import { approveOrder } from './approve-order.command.ts'
import { chaseApprovals } from './chase-approvals.job.ts'
import { inbox } from './inbox.queries.ts'

const world = await aWorld()
const later = (hours: number) => {
  const act = world.systemAct()
  return { ...act, now: new Date(act.now.getTime() + hours * 3_600_000) }
}
const chase = (hours: number) => chaseApprovals(later(hours))
const verbs = async (id: string) =>
  (await world.sql<{ verb: string }>('SELECT verb FROM audit_event WHERE chain_id = $1 ORDER BY seq', [id])).map(
    (one) => one.verb,
  )
const notices = async (id: string) =>
  (
    await world.sql<{ kind: string; person: string }>(
      `SELECT data->>'kind' AS kind, data->>'personId' AS person FROM pgboss.job WHERE name = 'send-notice' AND data->>'id' = $1 ORDER BY 1, 2`,
      [id],
    )
  ).map(({ kind, person }) => `${kind} ${person}`)
const told = (kind: string, ...who: TestPerson[]) => who.map((one) => `${kind} ${world.personId(one)}`).sort()

test('an approval that waits is reminded once, then taken to the next role up once, by name and on the record', async () => {
  const order = await anAskedOrder(world)
  expect(await chase(0)).toEqual({ planned: 1, reminded: 0, escalated: 0 })
  // days later: both are due, and several rounds at once do each once
  const rounds = await Promise.all([chase(100), chase(100), chase(100)])
  expect(rounds.map((one) => one.reminded).sort()).toEqual([0, 0, 1])
  expect(rounds.map((one) => one.escalated).sort()).toEqual([0, 0, 1])
  expect(await chase(120)).toEqual({ planned: 0, reminded: 0, escalated: 0 })
  expect(await verbs(order.id)).toEqual(['REMINDED', 'ESCALATED'])
  expect(await notices(order.id)).toEqual([
    ...told('approval_escalated', 'chief'),
    ...told('approval_reminder', 'lead', 'lead2'),
  ])
  const found = (await inbox(world.actor('chief'), world.clock())).mine.find((one) => one.number === order.number)
  expect(found).toMatchObject({ mine: true, escalated: { role: 'chief', names: ['Chief of RZZ'] } })
  const lead = (await inbox(world.actor('lead'), world.clock())).mine.find((one) => one.number === order.number)
  expect(lead).toMatchObject({ mine: true, goesTo: { role: 'lead' } })
})

test('the reminder and the one it is taken to are written to as it stands, and not any more once it is decided', async () => {
  const order = await anAskedOrder(world)
  await chase(0)
  const act = later(100)
  await chaseApprovals(act)
  const job = (kind: string, who: TestPerson) => ({
    ...{ trustId: world.trusts.RZZ.id, id: order.id, version: '1' },
    ...{ kind, personId: world.personId(who), at: act.now.toISOString() },
  })
  expect(await sendNotice(act, job('approval_reminder', 'lead'))).toBe('sent')
  expect(await sendNotice(act, job('approval_escalated', 'chief'))).toBe('sent')
  expect(await sendNotice(act, job('approval_escalated', 'director'))).toBe('settled')
  await approveOrder(world.act('chief'), { number: order.number, version: 1, role: 'lead', comment: '' })
  expect(await sendNotice(act, job('approval_reminder', 'lead'))).toBe('settled')
})

test('what was decided, taken back or is over is not chased', async () => {
  const decided = await anAskedOrder(world)
  const over = await anAskedOrder(world, {
    asked: [{ role: 'lead', dueAt: new Date(world.clock().getTime() + 3_600_000) }],
  })
  await chase(0)
  await approveOrder(world.act('lead'), { number: decided.number, version: 1, role: 'lead', comment: '' })
  await chase(100)
  expect(await verbs(decided.id)).toEqual(['APPROVED', 'QUEUED'])
  expect(await verbs(over.id)).toEqual([])
})

test('an emergency that waits to be agreed to is reminded at half of its hours and taken up at their end', async () => {
  const order = await anAskedOrder(world, {
    asked: [{ role: 'lead', retrospective: true, dueAt: new Date(world.clock().getTime() + 24 * 3_600_000) }],
    status: 'sent',
  })
  await chase(0)
  await chase(11)
  expect(await verbs(order.id)).toEqual([])
  await chase(13)
  expect(await verbs(order.id)).toEqual(['REMINDED'])
  await chase(25)
  expect(await verbs(order.id)).toEqual(['REMINDED', 'ESCALATED'])
})

test('the round asks for the trusts where something is to be done, and for no other', async () => {
  const due = async (hours: number) =>
    (await world.sql<{ id: string }>('SELECT trusts_with_approvals_to_chase($1) AS id', [later(hours).now])).map(
      (one) => one.id,
    )
  await chase(1000)
  expect(await due(1000)).toEqual([])
  await anAskedOrder(world)
  expect(await due(0)).toEqual([world.trusts.RZZ.id])
  await chase(0)
  expect(await due(0)).toEqual([])
  expect(await due(100)).toEqual([world.trusts.RZZ.id])
})
