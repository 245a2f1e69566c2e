import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOneTimeOver, ONE_TIME_HOURS, oneTimeEnds } from './one-time.rules.ts'

test('a one-time password works until exactly its last moment, whatever the hours', () => {
  const [least, most] = ONE_TIME_HOURS
  fc.assert(
    fc.property(
      fc.date({ noInvalidDate: true, min: new Date('2020-01-01'), max: new Date('2040-01-01') }),
      fc.integer({ min: least, max: most }),
      (since, hours) => {
        const end = oneTimeEnds(since, hours)
        expect(end.getTime() - since.getTime()).toBe(hours * 3_600_000)
        expect(isOneTimeOver(since, hours, new Date(end.getTime() - 1))).toBe(false)
        expect(isOneTimeOver(since, hours, end)).toBe(true)
      },
    ),
  )
})
