import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ROLES } from '#lib/access/roles.ts'
import { outstandingPacks } from '#lib/orders/order/order.progress.ts'
import { ORDER_STATUSES } from '#lib/orders/order/order.status.ts'
import { TRANSMISSION_STATUSES } from '#lib/orders/order/transmission.status.ts'
import { mergedOutcome } from './outcome.rules.ts'
import { linesToClose, maySeveral, SEVERAL_ACTS, severalActsOf, sortedFor } from './several.rules.ts'

const line = fc
  .record({ packs: fc.integer({ min: 1, max: 20 }), received: fc.nat(20), closed: fc.nat(20), over: fc.nat(3) })
  .chain((facts) => fc.record({ id: fc.uuid(), asked: fc.boolean() }).map((more) => ({ ...facts, ...more })))

const order = fc.record({
  status: fc.constantFrom(...ORDER_STATUSES),
  wasSent: fc.boolean(),
  sendings: fc.array(fc.constantFrom(...TRANSMISSION_STATUSES), { maxLength: 2 }),
  lines: fc.array(line, { maxLength: 4 }),
  incomplete: fc.constantFrom([], [{ product: 'Adenosine', missing: 'price' as const }]),
  asked: fc.boolean(),
  gross: fc.option(fc.nat(1_000_000)),
})
const act = fc.constantFrom(...SEVERAL_ACTS)

test('every chosen order is on one side, and the total is of those the act is for', () => {
  fc.assert(
    fc.property(act, fc.array(order), (which, orders) => {
      const { can, not, total, hidden } = sortedFor(which, orders)
      expect(new Set([...can, ...not.map((one) => one.order)])).toEqual(new Set(orders))
      expect(can.length + not.length).toBe(orders.length)
      expect(total).toBe(can.reduce((sum, one) => sum + (one.gross ?? 0), 0))
      expect(hidden).toBe(can.filter((one) => one.gross === null).length)
    }),
  )
})

test('an act is only for orders whose status allows it; a draft is deleted, what was submitted is cancelled', () => {
  fc.assert(
    fc.property(order, (one) => {
      const can = SEVERAL_ACTS.filter((which) => maySeveral(which, one).ok)
      if (one.status === 'closed' || one.status === 'cancelled' || one.status === 'rejected') expect(can).toEqual([])
      expect(can.includes('delete')).toBe(one.status === 'draft')
      if (can.includes('cancel')) expect(one.status).not.toBe('draft')
      if (can.includes('submit')) expect([one.wasSent, one.incomplete]).toEqual([false, []])
      if (can.includes('close')) expect(one.lines.every((row) => outstandingPacks(row) === 0)).toBe(true)
      expect(can.includes('close') && can.includes('short_close')).toBe(false)
    }),
  )
})

test('the supplier is not asked twice to cancel what is to come', () => {
  fc.assert(
    fc.property(order, (one) => {
      for (const row of linesToClose(one)) expect([row.asked, outstandingPacks(row) > 0]).toEqual([false, true])
      const may = maySeveral('short_close', one)
      if (may.ok) expect(linesToClose(one).length).toBeGreaterThan(0)
      if (one.asked) expect([may.ok, maySeveral('cancel', one).ok]).toEqual([false, false])
    }),
  )
})

test('who may do none of it is offered none of it', () => {
  expect(ROLES.filter((role) => severalActsOf({ roles: [role] }).length > 0)).toEqual(['technician', 'lead'])
})

test('what became of the lines of an order is said as one', () => {
  const at = (how: 'at_once' | 'ask_supplier') => ({ ok: true as const, value: { how } })
  const said = mergedOutcome('A', [
    at('at_once'),
    at('ask_supplier'),
    { ok: false, refusal: { code: 'ASKED_ALREADY' } },
  ])
  expect(said).toEqual({
    number: 'A',
    ok: false,
    words: expect.stringMatching(
      /^1.line closed, the supplier is asked to cancel 1.line, 1.line left as it is: The supplier/,
    ),
  })
})
