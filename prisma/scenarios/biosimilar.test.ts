import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, localDate } from '#lib/values/dates.ts'
import { ORIGINATOR, SWITCHED, shareOnOriginator, switchDay } from './biosimilar.ts'
import { contractFile, demoPacks, packFile } from './catalogue.ts'

const read = (text: string): Record<string, string>[] => parse(text, { columns: true })

test('the originator is bought alone for ten months, then less from order to order, to a tenth, and then no more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2000 }), fc.nat(546), fc.nat(60), (start, after, later) => {
      const first = addDays(localDate('2024-01-01'), start)
      const on = switchDay(first)
      const day = addDays(first, after)
      const share = shareOnOriginator(day, on)
      if (day <= on) expect(share).toBe(1)
      expect(shareOnOriginator(addDays(day, later), on)).toBeLessThanOrEqual(share)
      expect(shareOnOriginator(addDays(on, 92), on)).toBeCloseTo(0.1)
      expect(shareOnOriginator(addDays(on, 121 + later), on)).toBe(0)
    }),
  )
})

test('the files hold the brand with its real AMP, and a price under a patient access scheme every day', () => {
  const on = localDate('2026-04-01')
  const packs = demoPacks()
  const [biosimilar, originator] = packs.get(SWITCHED) ?? []
  const products = read(packFile(packs))
  expect(products.filter((row) => row.brand === 'Humira')).toMatchObject([
    { ampp_id: originator?.amppId, amp_id: ORIGINATOR.ampId, biosimilar: '', made_up: 'Y' },
  ])
  expect(products.find((row) => row.ampp_id === biosimilar?.amppId)).toMatchObject({ biosimilar: 'Y' })
  expect(new Set(products.map((row) => row.ampp_id)).size).toBe(products.length)
  expect(new Set(products.map((row) => row.gtins)).size).toBe(products.length)
  const awards = read(contractFile(packs, on))
  expect(awards.filter((row) => row.ampp_id === originator?.amppId)).toMatchObject([
    { award_rank: '1', valid_from: '2025-05-01', valid_to: '2026-03-31', price_confidential: 'PAS' },
    { award_rank: '2', valid_from: '2026-04-01', valid_to: '2027-04-30', price_confidential: 'PAS' },
  ])
  expect(awards.filter((row) => row.ampp_id === biosimilar?.amppId)).toMatchObject([
    { award_rank: '1', valid_from: '2026-04-01', price_confidential: 'Y' },
  ])
})
