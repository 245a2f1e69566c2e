import { expect, test } from 'vitest'
import { takenRows } from '#lib/testing/a-list.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { anAskedOrder } from '#lib/testing/asked-order.ts'
import { decisionPage, nextToDecide } from './decision.queries.ts'
import { inbox } from './inbox.queries.ts'
import { MOST_WAITING } from './waiting.queries.ts'
import { waitingFor } from './waiting-count.queries.ts'

const world = await aWorld()
const now = () => world.clock()
const older = await Promise.all([1, 2, 3, 4].map(() => anAskedOrder(world, { asked: [{ role: 'director' }] })))
// what waits longer than the newest order, and ended nowhere: 80 signatures each
for (const { id } of older) {
  await world.sql(
    `INSERT INTO approval (trust_id, id, order_id, version, role, reasons, retrospective, asked_at, due_at, state, step, seat, people)
     SELECT trust_id, gen_random_uuid(), order_id, version, role, reasons, retrospective, asked_at, due_at, state, step, n, people
     FROM approval, generate_series(2, 80) n WHERE order_id = $1`,
    [id],
  )
  await world.sql(`UPDATE approval SET asked_at = asked_at - interval '30 days' WHERE order_id = $1`, [id])
}
const newest = await anAskedOrder(world)

test('an order’s own page finds what waits for it, however much has waited longer', async () => {
  const [counted] = await world.sql<{ n: number }>(`SELECT count(*)::int AS n FROM approval WHERE state = 'waiting'`)
  expect(counted?.n).toBeGreaterThan(MOST_WAITING)
  expect(await decisionPage(world.actor('lead'), now(), newest.number)).toMatchObject({
    mine: { role: 'lead', as: 'lead' },
    whyNot: null,
  })
  expect(await decisionPage(world.actor('pharmacist'), now(), newest.number)).toMatchObject({
    mine: null,
    whyNot: { refusal: { code: 'NOT_YOURS_TO_DECIDE' }, goesTo: { role: 'lead' } },
  })
})

test('the count looks only at what could be the reader’s own', async () => {
  expect(await waitingFor(world.actor('lead'), now())).toBe(1)
  expect(await waitingFor(world.actor('chief'), now())).toBe(0)
  expect(await waitingFor(world.actor('director'), now())).toBe(4)
  expect(await waitingFor(world.actor('pharmacist'), now())).toBe(0)
})

test('the inbox says that more waits, and the file holds all of it', async () => {
  const page = await inbox(world.actor('director'), now())
  expect(page.after).not.toBeNull()
  expect(page.mine).toHaveLength(3)
  const rows = await takenRows(world.actor('lead'), now(), 'approvals')
  expect(rows).toHaveLength(5)
  for (const { number } of [...older, newest]) expect(rows).toContainEqual(expect.stringContaining(number))
  expect(await nextToDecide(world.actor('director'), now())).toBe(page.mine[0]?.number)
})
