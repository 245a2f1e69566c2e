import { expect, test } from 'vitest'
import { orderListAddress } from '#lib/orders/track/order-list.schema.ts'
import { listSentence } from './list-words.ts'

test.each([
  [{}, 0, 'No orders.'],
  [{}, 1, '1 order on this page, newest first.'],
  [{ view: 'late' }, 1, '1 order: late on this page, newest first.'],
  [{ view: 'late' }, 50, '50 orders: late on this page, newest first.'],
  [{ view: 'late' }, 0, 'No orders: late.'],
  [{ from: '6/11/2026' }, 2, '2 orders, raised from 6 November 2026 on this page, newest first.'],
])('the list says what it shows: %j of %i', (asked, shown, words) => {
  expect(listSentence(orderListAddress.parse(asked), shown, null).replaceAll('\u00a0', ' ')).toBe(words)
})
