import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameDeputy } from '#lib/access/deputies/name-deputy.command.ts'
import { DEPUTY_KINDS } from '#lib/orders/order/deputy-kinds.rules.ts'
import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { anAskedOrder } from '#lib/testing/asked-order.ts'
import { large, SEED } from '#lib/testing/size.ts'
import { approveOrder } from './approve-order.command.ts'
import { approveSeveral } from './approve-several.command.ts'
import { rejectOrder } from './reject-order.command.ts'
import { returnOrder } from './return-order.command.ts'
import { withdrawSubmission } from './withdraw-submission.command.ts'

/** targets.md R3: 50 clients on 10 orders; 10,000 operations in all with FULL=1, a tenth otherwise. */
const CLIENTS = 50
const ORDERS = 10
const OPERATIONS = large(10_000)
const EACH = 4

const world = await aWorld()

type Asked = Awaited<ReturnType<typeof anAskedOrder>>
type Done = { order: string; verb: string; by: string }

/** Who stands in for whom throughout: the lead for the chief pharmacist, and so on in a ring, so that every power is there twice. */
const DEPUTIES: readonly [TestPerson, TestPerson][] = [
  ['chief', 'lead'],
  ['lead', 'lead2'],
  ['director', 'chief'],
  ['pharmacist', 'pharmacist2'],
]

const PEOPLE: readonly TestPerson[] = ['technician', 'lead', 'lead2', 'chief', 'director', 'pharmacist', 'pharmacist2']
const VERBS = ['approve', 'approve', 'approve', 'several', 'return', 'reject', 'withdraw'] as const
const operation = fc.record({
  who: fc.constantFrom(...PEOPLE),
  verb: fc.constantFrom(...VERBS),
  order: fc.nat({ max: ORDERS - 1 }),
  also: fc.nat({ max: ORDERS - 1 }),
  role: fc.constantFrom<ApproverRole>('lead', 'pharmacist'),
})
type Operation = { who: TestPerson; verb: (typeof VERBS)[number]; order: number; also: number; role: ApproverRole }

/** Does one operation and says what it was told had happened. */
async function run({ who, verb, order, also, role }: Operation, orders: Asked[]): Promise<Done[]> {
  const act = world.act(who)
  const at = (index: number) => orders[index] ?? orders[0] ?? { id: '', number: '', version: 1 }
  const shown = ({ number, version }: Asked) => ({ number, version, role })
  const done = (number: string, what: string): Done => ({ order: number, verb: what, by: act.actor.personId ?? '' })
  if (verb === 'several') {
    const chosen = [...new Set([order, also])].map((index) => shown(at(index)))
    const result = await approveSeveral(act, { order: chosen })
    return result.ok ? result.value.approved.map((one) => done(one.number, 'APPROVED')) : []
  }
  const input = { ...shown(at(order)), comment: 'Said in the test' }
  const commands = {
    approve: () => approveOrder(act, input),
    return: () => returnOrder(act, input),
    reject: () => rejectOrder(act, input),
    withdraw: () => withdrawSubmission(act, input),
  }
  const events = { approve: 'APPROVED', return: 'RETURNED', reject: 'REJECTED', withdraw: 'WITHDRAWN' }
  const result = await commands[verb]()
  return result.ok ? [done(result.value.number, events[verb])] : []
}

test(`${CLIENTS} people at once on ${ORDERS} orders, ${OPERATIONS} operations (seed ${SEED})`, async () => {
  const perRound = CLIENTS * EACH
  const script = fc.sample(operation, { numRuns: OPERATIONS, seed: SEED })
  for (const [person, deputy] of DEPUTIES) {
    const id = world.personId(person)
    const ends = new Date(world.clock().getTime() + 86_400_000)
    const wanted = { forPerson: id, deputy: world.personId(deputy), away: false, from: world.clock(), until: ends }
    const named = await nameDeputy(world.act(person), {
      ...wanted,
      kinds: person === 'pharmacist' ? (['controlled', 'unlicensed'] as const).slice() : [...DEPUTY_KINDS],
      most: null,
      reason: 'Leave',
    })
    expect(named.ok).toBe(true)
  }
  let decided = 0
  for (let round = 0; round * perRound < OPERATIONS; round += 1) {
    const orders: Asked[] = []
    for (let n = 0; n < ORDERS; n += 1) {
      orders.push(
        await anAskedOrder(world, {
          raisedBy: n % 3 === 0 ? 'lead' : 'technician',
          changers: n % 4 === 0 ? ['pharmacist'] : [],
          // every third is beyond the lead's limit: they decide it as the chief pharmacist's deputy or not at all
          dayTotal: n % 3 === 1 ? 3_000_000 : undefined,
          asked: n % 2 === 0 ? [{ role: 'lead' }, { role: 'pharmacist' }] : [{ role: 'lead' }],
        }),
      )
    }
    const todo = script.slice(round * perRound, (round + 1) * perRound)
    const told: Done[] = []
    await Promise.all(
      Array.from({ length: CLIENTS }, async (_, client) => {
        for (let turn = 0; turn < EACH; turn += 1) {
          const one = todo[turn * CLIENTS + client]
          if (one) told.push(...(await run(one, orders)))
        }
      }),
    )
    decided += told.length
    await check(orders, told)
  }
  expect(decided).toBeGreaterThan(0)
  const [row] = await world.sql<{ n: number }>('SELECT count(*)::int AS n FROM approval WHERE decided_for IS NOT NULL')
  expect(row?.n, 'decided by deputies').toBeGreaterThan(0)
}, 600_000)

/** What everybody was told is what stands in the database, once, and nobody decided an order of their own. */
async function check(orders: Asked[], told: Done[]): Promise<void> {
  const ids = orders.map((order) => order.id)
  const events = await world.sql<{ number: string; verb: string; actor_id: string }>(
    `SELECT o.number, e.verb, e.actor_id FROM audit_event e JOIN purchase_order o ON o.id = e.chain_id
     WHERE e.chain_id = ANY ($1) AND e.verb <> 'QUEUED'`,
    [ids],
  )
  const recorded = events.map((event) => `${event.number} ${event.verb} ${event.actor_id}`).sort()
  expect(recorded).toEqual(told.map((one) => `${one.order} ${one.verb} ${one.by}`).sort())

  const own = await world.sql(
    `SELECT o.number FROM approval a JOIN purchase_order o ON o.trust_id = a.trust_id AND o.id = a.order_id
     WHERE a.decided_by IN (o.raised_by, o.submitted_by) OR a.decided_by = ANY (o.changers)
       OR a.decided_for IN (o.raised_by, o.submitted_by) OR a.decided_for = ANY (o.changers)`,
  )
  expect(own).toEqual([])
  const twice = await world.sql(
    `SELECT a.order_id FROM approval a JOIN approval b ON b.order_id = a.order_id AND b.version = a.version AND b.id > a.id
     WHERE array_remove(ARRAY[a.decided_by, a.decided_for], NULL) && array_remove(ARRAY[b.decided_by, b.decided_for], NULL)`,
  )
  expect(twice, 'a name under two approvals').toEqual([])

  const states = await world.sql<{ number: string; status: string; states: string[]; sendings: number; ends: number }>(
    `SELECT o.number, o.status, (SELECT array_agg(a.state) FROM approval a WHERE a.order_id = o.id) AS states,
       (SELECT count(*) FROM transmission t WHERE t.order_id = o.id)::int AS sendings,
       (SELECT count(*) FROM audit_event e WHERE e.chain_id = o.id AND e.verb IN ('RETURNED', 'REJECTED', 'WITHDRAWN'))::int AS ends
     FROM purchase_order o WHERE o.id = ANY ($1)`,
    [ids],
  )
  for (const { number, status, states: approvals, sendings, ends } of states) {
    const all = approvals.every((state) => state === 'approved')
    expect([number, status === 'approved']).toEqual([number, all])
    expect([number, sendings]).toEqual([number, all ? 1 : 0])
    expect([number, ends]).toEqual([number, ['returned', 'rejected'].includes(status) ? 1 : 0])
    if (ends === 1) expect(approvals).not.toContain('waiting')
  }
}
