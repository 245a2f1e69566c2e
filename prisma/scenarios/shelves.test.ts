import fc from 'fast-check'
import { expect, test } from 'vitest'
import { londonDate, londonTime } from '#lib/values/dates.ts'
import { issues } from './shelves.ts'
import { lastNight } from './stage.ts'

test('what is used seldom is issued now and then in whole units, never nothing for six weeks', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.05, max: 500, noNaN: true }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (perDay, at) => {
        const days = issues(perDay, 42, () => at)
        expect(days.every((units) => Number.isInteger(units) && units >= 0)).toBe(true)
        const sum = days.reduce((total, units) => total + units, 0)
        expect(sum).toBeGreaterThan(0)
        expect(Math.abs(sum - perDay * 42 * (0.7 + 0.6 * at))).toBeLessThanOrEqual(0.51)
      },
    ),
  )
})

test('the emergency of last night is raised at night, whenever the demo begins, and can still be decided on in time', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }), (now) => {
      const at = lastNight({ now })
      expect(londonTime(at)).toBe('02:40')
      expect(at.getTime()).toBeLessThan(now.getTime())
      expect(now.getTime() - at.getTime()).toBeLessThanOrEqual(25 * 3_600_000)
      expect(londonDate(at) <= londonDate(now)).toBe(true)
    }),
  )
})
