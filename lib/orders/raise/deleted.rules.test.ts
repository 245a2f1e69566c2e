import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ORDER_STATUSES } from '#lib/orders/order/order.status.ts'
import { type DeletedFacts, DRAFT_DELETED, mayRestore } from './deleted.rules.ts'

const deleted: DeletedFacts = {
  status: 'cancelled',
  closeReason: DRAFT_DELETED,
  submitted: false,
  lines: [{ state: 'open' }],
}

const facts = fc.record({
  status: fc.constantFrom(...ORDER_STATUSES),
  closeReason: fc.constantFrom(DRAFT_DELETED, '', 'Ordered twice'),
  submitted: fc.boolean(),
  lines: fc.array(fc.record({ state: fc.constantFrom('open', 'cancelled', 'short_closed') }), { maxLength: 3 }),
})

test('a deleted draft comes back with its lines', () => {
  expect(mayRestore(deleted)).toEqual({ ok: true, value: undefined })
})

test('nothing that anybody submitted, cancelled with a reason, or emptied comes back', () => {
  fc.assert(
    fc.property(facts, (order) => {
      const back = mayRestore(order).ok
      const isDeletedDraft =
        order.status === 'cancelled' &&
        order.closeReason === DRAFT_DELETED &&
        !order.submitted &&
        order.lines.length > 0 &&
        order.lines.every((line) => line.state === 'open')
      expect(back).toBe(isDeletedDraft)
    }),
  )
})
