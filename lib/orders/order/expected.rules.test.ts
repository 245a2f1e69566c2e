import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, compareDates, londonDate } from '#lib/values/dates.ts'
import { isWorkingDay } from '#lib/values/working-days.ts'
import { expectedOn } from './expected.rules.ts'

const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })

describe('when goods are to be expected', () => {
  test.each([
    ['Monday 9am, next day', '2026-11-23T09:00:00Z', 1, '16:00', '2026-11-24'],
    ['Monday after the cut-off', '2026-11-23T16:01:00Z', 1, '16:00', '2026-11-25'],
    ['Monday at the cut-off itself', '2026-11-23T16:00:00Z', 1, '16:00', '2026-11-24'],
    ['Friday morning, next working day', '2026-11-27T09:00:00Z', 1, null, '2026-11-30'],
    ['Friday after the cut-off', '2026-11-27T17:00:00Z', 1, '16:00', '2026-12-01'],
    ['Saturday', '2026-11-28T09:00:00Z', 1, null, '2026-12-01'],
    ['same day', '2026-11-23T09:00:00Z', 0, '16:00', '2026-11-23'],
    ['Christmas Eve, Boxing Day kept on Monday', '2026-12-24T09:00:00Z', 1, null, '2026-12-29'],
    ['the Thursday before Easter, after the cut-off', '2027-03-25T17:00:00Z', 1, '16:00', '2027-03-31'],
    ['a summer evening in London is already past the cut-off', '2026-07-06T15:30:00Z', 0, '16:00', '2026-07-07'],
  ])('%s', (_, at, lead, cutOff, day) => expect(expectedOn(new Date(at), lead, cutOff)).toBe(day))

  test('always a working day, never before sending, later with more lead days', () => {
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 0, max: 60 }),
        fc.constantFrom(null, '11:00', '16:00'),
        (at, lead, cutOff) => {
          const day = expectedOn(at, lead, cutOff)
          expect(isWorkingDay(day)).toBe(true)
          expect(compareDates(day, addDays(londonDate(at), lead))).toBeGreaterThanOrEqual(0)
          expect(compareDates(expectedOn(at, lead + 1, cutOff), day)).toBeGreaterThan(0)
        },
      ),
    )
  })
})
