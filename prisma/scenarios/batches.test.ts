import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween, type LocalDate, localDate } from '#lib/values/dates.ts'
import { batchOf } from './batches.ts'
import { madeUpId } from './catalogue.ts'

test('a batch number stands for one pack and has one expiry date, a year and a half off at least', () => {
  const first = localDate('2025-05-01')
  const came = fc.array(fc.tuple(fc.integer({ min: 10_000, max: 19_999 }), fc.nat(700)), { maxLength: 60 })
  fc.assert(
    fc.property(came, (deliveries) => {
      const known = new Map<string, { stem: number; expiry: LocalDate }>()
      for (const [stem, after] of deliveries) {
        const day = addDays(first, after)
        const { batch, expiry } = batchOf(madeUpId(stem), day)
        expect(daysBetween(day, expiry)).toBeGreaterThan(600)
        expect(batch).toMatch(/^[A-Z0-9]{1,20}$/)
        expect(known.get(batch) ?? { stem, expiry }).toEqual({ stem, expiry })
        known.set(batch, { stem, expiry })
      }
    }),
  )
})
