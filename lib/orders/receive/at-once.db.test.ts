import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerChange } from '#lib/orders/track/answer-change.command.ts'
import { cancelOrder } from '#lib/orders/track/cancel-order.command.ts'
import { shortCloseLine } from '#lib/orders/track/short-close-line.command.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { anApprovedOrder } from '#lib/testing/approved-order.ts'
import { large, SEED } from '#lib/testing/size.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { decideOverDelivery } from './decide-over-delivery.command.ts'
import { receiveDelivery } from './receive-delivery.command.ts'
import { reverseReceipt } from './reverse-receipt.command.ts'

/** targets.md R3: 50 clients on 10 orders; 10,000 operations in all with FULL=1, a tenth otherwise. */
const CLIENTS = 50
const ORDERS = 10
const EACH = 4
const OPERATIONS = large(10_000)

const world = await aWorld()

type Line = { id: string; order_id: string; number: string; fridge: boolean }
type Told = { received: string[]; reversed: number; decided: number }

const VERBS = ['receive', 'receive', 'receive', 'receive', 'reverse', 'decide', 'cancel', 'close', 'answer'] as const
const operation = fc.record({
  verb: fc.constantFrom(...VERBS),
  who: fc.constantFrom<TestPerson>('stores', 'stores2', 'technician', 'technician2', 'pharmacist', 'lead'),
  first: fc.nat(1000),
  second: fc.nat(1000),
  packs: fc.integer({ min: 0, max: 7 }),
  more: fc.integer({ min: 0, max: 4 }),
  rejected: fc.nat(2),
  batch: fc.constantFrom('A', 'B', 'C'),
  agreed: fc.boolean(),
})
type Operation = {
  verb: (typeof VERBS)[number]
  who: TestPerson
  first: number
  second: number
  packs: number
  more: number
  rejected: number
  batch: string
  agreed: boolean
}

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)]

async function run(one: Operation, lines: readonly Line[], told: Told): Promise<void> {
  const act = world.act(one.who)
  const line = pick(lines, one.first)
  const other = pick(lines, one.second)
  if (!line || !other) return
  const entry = (at: Line, accepted: number, rejected: number) => ({
    lineId: at.id,
    accepted,
    rejected,
    batch: one.batch,
    expiry: '2028-08-31' as LocalDate,
    variance: rejected > 0 ? ('DAMAGED' as const) : null,
    fridgeTenths: 45,
    quarantined: false,
    scanned: '',
    note: '',
  })
  switch (one.verb) {
    case 'receive': {
      const entries = [entry(line, one.packs, one.rejected), entry(other, one.more, 0)]
      const counted = entries.filter((each) => each.accepted + each.rejected > 0)
      if (counted.length === 0) return
      const answer = await receiveDelivery(act, {
        supplierId: world.suppliers.meridian,
        storeId: world.trusts.RZZ.storeId,
        deliveryNote: '',
        note: '',
        entries: counted,
      })
      if (answer.ok) told.received.push(answer.value.receiptNumber)
      return
    }
    case 'reverse': {
      const receiptNumber = pick(told.received, one.second)
      if (!receiptNumber) return
      const answer = await reverseReceipt(act, { receiptNumber, reason: 'Said in the test' })
      if (answer.ok) told.reversed += 1
      return
    }
    case 'decide': {
      const open = await world.sql<{ id: string }>('SELECT id FROM over_delivery WHERE decision IS NULL ORDER BY id')
      const id = pick(open, one.second)?.id
      if (!id) return
      const decision = one.agreed ? 'keep' : 'return'
      const answer = await decideOverDelivery(act, { id, decision, reason: 'Said in the test' })
      if (answer.ok) told.decided += 1
      return
    }
    case 'cancel':
      await cancelOrder(act, { number: line.number, version: 1, reason: 'Said in the test' })
      return
    case 'close':
      await shortCloseLine(act, { number: line.number, version: 1, lineId: line.id, reason: 'Said in the test' })
      return
    case 'answer': {
      const asked = await world.sql<{ id: string; number: string }>(
        `SELECT c.id, o.number FROM order_change c JOIN purchase_order o ON o.id = c.order_id WHERE c.state = 'asked' ORDER BY c.id`,
      )
      const change = pick(asked, one.second)
      if (!change) return
      const answer = one.agreed ? 'agreed' : 'refused'
      await answerChange(act, { number: change.number, changeId: change.id, answer, note: '' })
    }
  }
}

/** Everything that must hold of the tables, as a count of what breaks it. */
const BROKEN = {
  'more received than ordered and kept': `
    SELECT count(*)::int AS n FROM order_line WHERE received_packs + closed_packs > packs + over_packs`,
  'counts on lines that are not those of their receipts': `
    SELECT count(*)::int AS n FROM order_line l
    WHERE l.received_packs <> coalesce((SELECT sum(r.accepted_packs) FROM receipt_line r WHERE r.order_line_id = l.id), 0)
        + coalesce((SELECT sum(v.packs) FROM over_delivery v WHERE v.order_line_id = l.id AND v.decision = 'keep'), 0)
      OR l.over_packs <> coalesce((SELECT sum(v.packs) FROM over_delivery v WHERE v.order_line_id = l.id AND v.decision = 'keep'), 0)`,
  'stock that is not the sum of its movements': `
    SELECT count(*)::int AS n FROM (
      SELECT store_id, ampp_id, batch, expiry, quarantined, units_milli FROM stock_holding
      UNION ALL SELECT store_id, ampp_id, batch, expiry, quarantined, -units_milli FROM stock_movement
    ) m GROUP BY store_id, ampp_id, batch, expiry, quarantined HAVING sum(units_milli) <> 0`,
  'stock that is not what was received': `
    SELECT count(*)::int AS n FROM (SELECT ampp_id, sum(received_packs * units_milli) AS units FROM order_line GROUP BY 1) l
    FULL JOIN (SELECT ampp_id, sum(units_milli) AS units FROM stock_movement GROUP BY 1) m USING (ampp_id)
    WHERE coalesce(l.units, 0) <> coalesce(m.units, 0)`,
  'receipts of people who raised the order': `
    SELECT count(*)::int AS n FROM receipt_line l JOIN receipt r ON r.id = l.receipt_id JOIN purchase_order o ON o.id = l.order_id
    WHERE r.reverses_id IS NULL AND o.raised_by = r.received_by`,
  'over-deliveries decided by who counted them': `
    SELECT count(*)::int AS n FROM over_delivery v JOIN receipt_line l ON l.id = v.receipt_line_id
    WHERE v.decided_by = v.found_by AND NOT EXISTS (SELECT FROM receipt r WHERE r.reverses_id = l.receipt_id)`,
  'reversals that are no mirror': `
    SELECT count(*)::int AS n FROM receipt r
    WHERE r.reverses_id IS NOT NULL AND (SELECT coalesce(sum(l.accepted_packs), 0) FROM receipt_line l WHERE l.receipt_id = r.id)
      <> -(SELECT coalesce(sum(l.accepted_packs), 0) FROM receipt_line l WHERE l.receipt_id = r.reverses_id)`,
  'kept packs of a receipt that was taken back': `
    SELECT count(*)::int AS n FROM over_delivery v JOIN receipt_line l ON l.id = v.receipt_line_id
    JOIN receipt r ON r.reverses_id = l.receipt_id WHERE v.decision = 'keep'`,
  'closed orders with something to come, open ones with nothing, cancelled ones with goods': `
    SELECT count(*)::int AS n FROM (
      SELECT o.status, sum(l.packs + l.over_packs - l.received_packs - l.closed_packs) AS open, sum(l.received_packs) AS came
      FROM purchase_order o JOIN order_line l ON l.order_id = o.id GROUP BY o.id, o.status) o
    WHERE (status = 'closed' AND open > 0) OR (status = 'sent' AND open <= 0) OR (status = 'cancelled' AND came > 0)`,
} as const

const count = async (text: string) => (await world.sql<{ n: number }>(text)).reduce((sum, row) => sum + row.n, 0)

test(`${CLIENTS} clients at once on ${ORDERS} orders, ${OPERATIONS} operations (seed ${SEED})`, {
  timeout: 1_200_000,
}, async () => {
  const script = fc.sample(operation, { numRuns: OPERATIONS, seed: SEED })
  const told: Told = { received: [], reversed: 0, decided: 0 }
  const perRound = CLIENTS * EACH
  for (let round = 0; round * perRound < OPERATIONS; round += 1) {
    const orders: string[] = []
    for (let n = 0; n < ORDERS; n += 1) {
      const packs = 5 + ((n * 7) % 30)
      const order = await anApprovedOrder(world, {
        status: 'sent',
        raisedBy: n % 3 === 0 ? 'technician2' : 'technician',
        lines: [
          { pack: 'meropenem', packs },
          { pack: 'insulin', packs: 4 },
        ],
      })
      orders.push(order.id)
    }
    const lines = await world.sql<Line>(
      `SELECT l.id, l.order_id, o.number, l.fridge FROM order_line l JOIN purchase_order o ON o.id = l.order_id
         WHERE l.order_id = ANY ($1) ORDER BY l.id`,
      [orders],
    )
    const todo = script.slice(round * perRound, (round + 1) * perRound)
    await Promise.all(
      Array.from({ length: CLIENTS }, async (_, client) => {
        for (let turn = 0; turn < EACH; turn += 1) {
          const one = todo[turn * CLIENTS + client]
          if (one) await run(one, lines, told)
        }
      }),
    )
    for (const [what, text] of Object.entries(BROKEN)) expect(await count(text), what).toBe(0)
  }
  expect(new Set(told.received).size).toBe(told.received.length)
  expect(await count('SELECT count(*)::int AS n FROM receipt WHERE reverses_id IS NULL')).toBe(told.received.length)
  expect(await count('SELECT count(*)::int AS n FROM receipt WHERE reverses_id IS NOT NULL')).toBe(told.reversed)
  const events = (verb: string) =>
    count(`SELECT count(*)::int AS n FROM audit_event WHERE document = 'receipt' AND verb = '${verb}'`)
  expect(await events('RECEIVED')).toBe(told.received.length)
  expect(await events('REVERSED')).toBe(told.reversed)
  expect(await events('OVER_DECIDED')).toBe(told.decided)
  expect(told.received.length).toBeGreaterThan(OPERATIONS / 10)
  expect(told.reversed).toBeGreaterThan(0)
  expect(told.decided).toBeGreaterThan(0)
})
