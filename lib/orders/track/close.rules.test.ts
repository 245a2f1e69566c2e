import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { outstandingPacks } from '#lib/orders/order/order.progress.ts'
import { ORDER_STATUSES } from '#lib/orders/order/order.status.ts'
import { mayCancel, mayClose, mayShortClose } from './close.rules.ts'

const line = (more: Partial<Parameters<typeof mayShortClose>[1]> = {}) => ({
  ...{ id: 'line', packs: 10, received: 0, closed: 0, over: 0 },
  ...more,
})
const order = { status: 'sent' as const, wasSent: true, sendings: ['sent'], lines: [line()] }
const said = (result: { ok: true; value: unknown } | { ok: false; refusal: { code: string } }) =>
  result.ok ? result.value : result.refusal.code

describe('cancelling', () => {
  test.each(['draft', 'awaiting_approval', 'returned', 'approved'] as const)('%s, never sent: at once', (status) => {
    expect(said(mayCancel({ ...order, status, wasSent: false, sendings: ['queued'] }))).toBe('at_once')
  })
  test('sent: the supplier is asked; with goods in the house it is too late', () => {
    expect(said(mayCancel(order))).toBe('ask_supplier')
    expect(said(mayCancel({ ...order, lines: [line(), line({ received: 1 })] }))).toBe('GOODS_CAME')
  })
  test.each(['sending', 'needs_checking'])('not while a message is %s', (status) => {
    for (const of of ORDER_STATUSES)
      expect(said(mayCancel({ ...order, status: of, sendings: [status] }))).toBe('BEING_SENT')
  })
  test.each(['awaiting_approval', 'approved'] as const)('%s for a change of a sent order: not at once', (status) => {
    expect(said(mayCancel({ ...order, status }))).toBe('WRONG_STATUS')
  })
  test.each(['rejected', 'closed', 'cancelled'] as const)('%s is over', (status) => {
    expect(said(mayCancel({ ...order, status, wasSent: status !== 'rejected' }))).toBe('WRONG_STATUS')
  })
})

const anyLine = fc.record({
  id: fc.constant('line'),
  packs: fc.integer({ min: 1, max: 100 }),
  received: fc.nat({ max: 100 }),
  closed: fc.nat({ max: 100 }),
  over: fc.nat({ max: 10 }),
})

test('an order closes exactly when nothing of a sent order is to come; a line closes exactly what is', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ORDER_STATUSES), fc.array(anyLine, { maxLength: 6 }), (status, lines) => {
      const left = lines.reduce((sum, one) => sum + outstandingPacks(one), 0)
      expect(mayClose({ status, lines }).ok).toBe(status === 'sent' && left === 0)
      for (const one of lines) {
        const may = mayShortClose(status, one)
        expect(may.ok).toBe(status === 'sent' && outstandingPacks(one) > 0)
        if (may.ok) expect(may.value).toBe(outstandingPacks(one))
      }
    }),
  )
})
