import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FREE_TRIES, LONGEST_WAIT_MINUTES, lockedUntil, waitMinutes } from './lockout.rules.ts'

test('the waits are 0, then 1, 2, 4, 8 and 15 minutes', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 500].map(waitMinutes)).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15])
})

test('a wait never shrinks with more tries, is whole minutes and never longer than the longest', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), (tries) => {
      const wait = waitMinutes(tries)
      expect(Number.isInteger(wait)).toBe(true)
      expect(wait).toBeLessThanOrEqual(LONGEST_WAIT_MINUTES)
      expect(waitMinutes(tries + 1)).toBeGreaterThanOrEqual(wait)
      expect(wait > 0).toBe(tries >= FREE_TRIES)
    }),
  )
})

test('an account waits from the moment of the try', () => {
  fc.assert(
    fc.property(
      fc.nat(200),
      fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
      (tries, now) => {
        const until = lockedUntil(tries, now)
        expect(until === null ? 0 : until.getTime() - now.getTime()).toBe(waitMinutes(tries) * 60_000)
      },
    ),
  )
})

test('whoever guesses without stopping gets fewer than 110 tries a day', () => {
  let minutes = 0
  let tries = 0
  while (minutes < 24 * 60) {
    tries += 1
    minutes += waitMinutes(tries)
  }
  expect(tries).toBeLessThan(110)
})
