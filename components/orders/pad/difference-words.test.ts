import { expect, test } from 'vitest'
import { localDate } from '#lib/values/dates.ts'
import { pence, price } from '#lib/values/money.ts'
import { differenceWords, lastPaidWords, packPriceWords } from './difference-words.ts'

const plain = (words: string) => words.replaceAll('\u00a0', ' ')

test.each([
  [0, 0, 'the same price a tablet and in all'],
  [6400, 1280, '£0.64 more a tablet, £12.80 more in all'],
  [-200, -40, '£0.02 less a tablet, £0.40 less in all'],
  [1, 0, '£0.0001 more a tablet, the same in all'],
  [0, -3, 'the same price a tablet, £0.03 less in all'],
])('a difference of %i each and %i in all', (each, inAll, words) => {
  expect(differenceWords({ each: price(each), inAll: pence(inAll), unitName: 'tablet' })).toBe(words)
})

test('a hidden price leaves a sentence that can be read', () => {
  const last = { price: null, vendorName: 'Fenwick Biologics', on: localDate('2026-11-06') }
  expect(plain(lastPaidWords(last))).toBe(
    'Last bought from Fenwick Biologics on 6 November 2026, price not shown to your role.',
  )
  expect(plain(lastPaidWords({ ...last, price: price(21000) }))).toBe(
    'Last paid: £2.10 to Fenwick Biologics on 6 November 2026.',
  )
  expect(packPriceWords(null, '2 pre-filled devices')).toBe(
    'packs of 2 pre-filled devices, price not shown to your role',
  )
  expect(packPriceWords(price(21000), '30 tablets')).toBe('£2.10 a pack of 30 tablets')
})
