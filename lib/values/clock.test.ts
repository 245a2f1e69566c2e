import { expect, it } from 'vitest'
import { fixedClock, handClock, steppingClock, systemClock } from './clock.ts'

const noon = new Date('2026-08-06T11:00:00Z')

it('the system clock answers with the time', () => {
  expect(systemClock()).toBeInstanceOf(Date)
})

it('a fixed clock stands still, whatever is done to its answers', () => {
  const clock = fixedClock(noon)
  clock().setFullYear(1999)
  expect(clock()).toEqual(noon)
})

it('a stepping clock moves each time it is asked', () => {
  const clock = steppingClock(noon, 60_000)
  expect([clock(), clock()].map((d) => d.toISOString().slice(11, 16))).toEqual(['11:00', '11:01'])
})

it('a hand clock moves when told and never back', () => {
  const clock = handClock(noon)
  clock.advance(1000)
  expect(clock().getTime() - noon.getTime()).toBe(1000)
  expect(() => clock.set(noon)).toThrow(RangeError)
})
