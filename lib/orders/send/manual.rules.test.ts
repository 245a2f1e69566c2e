import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, localDate, londonDate, londonTime } from '#lib/values/dates.ts'
import { placedAt, REVIEW_MONTHS, reviewDay } from './manual.rules.ts'

const NOW = new Date('2026-11-23T14:30:40Z')
const APPROVED = new Date('2026-11-23T09:12:33Z')

describe('when an order was placed by hand', () => {
  test.each([
    ['09:12', true],
    ['09:11', false],
    ['14:30', true],
    ['14:31', false],
  ])('%s', (at, good) => {
    expect(placedAt({ on: localDate('2026-11-23'), at }, APPROVED, NOW).ok).toBe(good)
  })

  test('is the London time written down, and only between the approval and now', () => {
    const time = fc.date({ min: new Date('2026-10-20'), max: new Date('2026-12-20'), noInvalidDate: true })
    fc.assert(
      fc.property(time, (instant) => {
        const result = placedAt({ on: londonDate(instant), at: londonTime(instant) }, APPROVED, NOW)
        if (!result.ok) return
        expect(result.value.getTime()).toBeLessThanOrEqual(NOW.getTime())
        expect(result.value.getTime()).toBeGreaterThan(APPROVED.getTime() - 60_000)
        expect(londonTime(result.value)).toBe(londonTime(instant))
      }),
    )
  })
})

test('an approval is looked at again after today and within two years', () => {
  const today = localDate('2026-11-23')
  fc.assert(
    fc.property(fc.integer({ min: -400, max: 1000 }), (days) => {
      const day = addDays(today, days)
      expect(reviewDay(day, today).ok).toBe(days > 0 && day <= addMonths(today, REVIEW_MONTHS))
    }),
  )
})
