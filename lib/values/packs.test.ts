import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  milli,
  milliAsDecimal,
  packs,
  packsInTenths,
  packsToCover,
  parsePacks,
  parseUnits,
  sumMilli,
  sumPacks,
  unitsInPacks,
  wholePacksIn,
} from './packs.ts'

const size = fc.integer({ min: 1, max: 1e7 }).map(milli)
const count = fc.integer({ min: 0, max: 1e6 }).map(packs)
const quantity = fc.integer({ min: 0, max: 1e12 }).map(milli)

describe('packs and units', () => {
  it('come back from units as they went', () => {
    fc.assert(
      fc.property(count, size, (n, perPack) => {
        const units = unitsInPacks(n, perPack)
        expect(wholePacksIn(units, perPack)).toBe(n)
        expect(packsToCover(units, perPack)).toBe(n)
        expect(packsInTenths(units, perPack)).toBe(n * 10)
      }),
    )
  })
  it('cover a need with no pack to spare', () => {
    fc.assert(
      fc.property(quantity, size, (need, perPack) => {
        const n = packsToCover(need, perPack)
        expect(unitsInPacks(n, perPack)).toBeGreaterThanOrEqual(need)
        if (n > 0) expect(unitsInPacks(packs(n - 1), perPack)).toBeLessThan(need)
      }),
    )
    expect(packsToCover(milli(-5), milli(1000))).toBe(0)
  })
  it('add up', () => {
    expect(sumPacks([packs(3), packs(-1)])).toBe(2)
    expect(sumMilli([])).toBe(0)
    expect(() => packs(1.5)).toThrow(RangeError)
    expect(() => packsToCover(milli(1), milli(0))).toThrow(RangeError)
  })
})

describe('reading', () => {
  it('packs are whole and more than none', () => {
    expect(parsePacks(' 1,200 ')).toBe(1200)
    for (const bad of ['', '0', '-1', '1.5', '1,20', '12 x', '１２', '9'.repeat(17)]) expect(parsePacks(bad)).toBeNull()
  })
  it('units take three decimals', () => {
    expect(parseUnits('2.5')).toBe(2500)
    expect(parseUnits('28.000')).toBe(28_000)
    expect(parseUnits('0.0005')).toBeNull()
    fc.assert(
      fc.property(quantity, (q) => {
        expect(parseUnits(milliAsDecimal(q))).toBe(q)
      }),
    )
  })
})
