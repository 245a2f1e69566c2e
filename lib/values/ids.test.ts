import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixedClock, steppingClock } from './clock.ts'
import { isUuid, monotonicIds, seededBytes, seededIds, systemIds, uuidv7 } from './ids.ts'

const instant = fc.date({ min: new Date(0), max: new Date('2199-12-31'), noInvalidDate: true })

describe('UUIDv7', () => {
  it('carries the time, the version and the variant', () => {
    fc.assert(
      fc.property(instant, fc.integer(), (now, seed) => {
        const id = uuidv7(now, seededBytes(seed))
        expect(isUuid(id)).toBe(true)
        expect(id.charAt(14)).toBe('7')
        expect('89ab').toContain(id.charAt(19))
        expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(now.getTime())
      }),
    )
    expect(() => uuidv7(new Date(-1), seededBytes(1))).toThrow(RangeError)
  })
  it('lays out the example of RFC 9562, appendix A.6', () => {
    const random = () => Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
    expect(uuidv7(new Date(0x017f22e279b0), random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
  })
})

describe('sources', () => {
  it('grow within a millisecond, beyond a full counter, and when the clock goes back', () => {
    const start = new Date('2026-08-06T11:00:00Z')
    for (const clock of [fixedClock(start), steppingClock(start, -1), steppingClock(start, 1)]) {
      const next = seededIds(7, clock)
      const ids = Array.from({ length: 10_000 }, next)
      expect(ids).toEqual(ids.toSorted())
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.every(isUuid)).toBe(true)
    }
  })
  it('are the same for the same seed and differ for another', () => {
    const clock = fixedClock(new Date('2026-08-06T11:00:00Z'))
    expect(seededIds(1, clock)()).toBe(seededIds(1, clock)())
    expect(seededIds(1, clock)()).not.toBe(seededIds(2, clock)())
    expect(systemIds(clock)()).not.toBe(systemIds(clock)())
    expect(monotonicIds(clock, () => new Uint8Array(10))()).toMatch(/-7000-8000-0{12}$/)
  })
})

it('isUuid knows what is none', () => {
  for (const bad of ['', 'x', '017F22E2-79B0-7CC3-98C4-DC0C0C07398F', '00000000-0000-0000-0000-000000000000']) {
    expect(isUuid(bad)).toBe(false)
  }
})
