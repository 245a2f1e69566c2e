import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { milli } from '#lib/values/packs.ts'
import { coverInTenths, perDay } from './cover.rules.ts'

describe('days of cover', () => {
  test('42 vials at 28 a day over 28 days of usage last 1.5 days', () => {
    expect(coverInTenths(milli(42_000), milli(784_000), 28)).toBe(15)
  })

  test('no usage, or more back than out: not known; no stock: none', () => {
    expect(coverInTenths(milli(42_000), milli(0), 28)).toBeNull()
    expect(coverInTenths(milli(42_000), milli(-5), 28)).toBeNull()
    expect(coverInTenths(milli(0), milli(5), 28)).toBe(0)
    expect(coverInTenths(milli(-3), milli(5), 28)).toBe(0)
  })

  test('never looks longer than it is', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000_000),
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 1, max: 365 }),
        (a, b, d) => {
          const tenths = coverInTenths(milli(a), milli(b), d) ?? -1
          expect(BigInt(tenths) * BigInt(b)).toBeLessThanOrEqual(BigInt(a) * BigInt(d) * 10n)
          if (tenths < 99_990) expect(BigInt(tenths + 1) * BigInt(b)).toBeGreaterThan(BigInt(a) * BigInt(d) * 10n)
        },
      ),
    )
  })

  test('usage of a day is rounded, and keeps its sign', () => {
    expect(perDay(milli(100), 28)).toBe(4)
    expect(perDay(milli(-100), 28)).toBe(-4)
  })
})
