import fc from 'fast-check'
import { expect, test } from 'vitest'
import { londonDate, londonTime } from './dates.ts'
import { isWorkingDay } from './working-days.ts'
import { afterWorkingTime } from './working-time.ts'

const HOURS = { from: '08:00', to: '18:00' }
const after = (start: string, hours: number) => afterWorkingTime(new Date(start), hours * 60, HOURS).toISOString()

test('counts the hours of working days only', () => {
  expect(after('2026-11-23T09:00:00Z', 4)).toBe('2026-11-23T13:00:00.000Z')
  expect(after('2026-11-23T16:00:00Z', 4)).toBe('2026-11-24T10:00:00.000Z')
  expect(after('2026-11-23T05:00:00Z', 4)).toBe('2026-11-23T12:00:00.000Z')
  expect(after('2026-11-20T17:00:00Z', 2)).toBe('2026-11-23T09:00:00.000Z')
  expect(after('2026-11-21T12:00:00Z', 1)).toBe('2026-11-23T09:00:00.000Z')
  expect(after('2026-12-24T17:00:00Z', 2)).toBe('2026-12-29T09:00:00.000Z')
})

test('ends on a working day within its hours, later the more time is asked', () => {
  const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(moment, fc.integer({ min: 0, max: 6000 }), fc.integer({ min: 0, max: 600 }), (start, minutes, more) => {
      const end = afterWorkingTime(start, minutes, HOURS)
      expect(isWorkingDay(londonDate(end))).toBe(true)
      expect(londonTime(end) >= HOURS.from && londonTime(end) <= HOURS.to).toBe(true)
      expect(end.getTime()).toBeGreaterThanOrEqual(start.getTime() + minutes * 60_000)
      expect(afterWorkingTime(start, minutes + more, HOURS).getTime()).toBeGreaterThanOrEqual(end.getTime())
    }),
  )
})
