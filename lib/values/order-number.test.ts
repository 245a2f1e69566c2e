import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatOrderNumber,
  formatReceiptNumber,
  isMistypedNumber,
  normaliseDocumentNumber,
  parseDocumentNumber,
} from './order-number.ts'

const parts = fc.record({
  ods: fc.stringMatching(/^[A-Z0-9]{3,6}$/),
  year: fc.integer({ min: 2000, max: 2099 }),
  sequence: fc.integer({ min: 1, max: 999_999 }),
})

describe('document numbers', () => {
  it('have prefix, series, year, six digits and a check digit', () => {
    expect(formatOrderNumber({ ods: 'RZZ', year: 2026, sequence: 123 })).toBe('RZZ-PH-26-000123-4')
    expect(formatReceiptNumber({ ods: 'RZZ', year: 2026, sequence: 123 })).toBe('RZZ-GRN-26-000123-0')
  })
  it('are read back, also in small letters and without hyphens', () => {
    fc.assert(
      fc.property(parts, fc.boolean(), (number, order) => {
        const text = order ? formatOrderNumber(number) : formatReceiptNumber(number)
        const expected = { ...number, series: order ? 'PH' : 'GRN' }
        expect(parseDocumentNumber(text)).toEqual(expected)
        expect(parseDocumentNumber(` ${text.toLowerCase()} `)).toEqual(expected)
        expect(normaliseDocumentNumber(text.replaceAll('-', ''))).toBe(text)
        expect(isMistypedNumber(text)).toBe(false)
      }),
    )
  })
  it('catch every wrong digit and every swap of neighbouring digits', () => {
    fc.assert(
      fc.property(parts, fc.nat(8), fc.integer({ min: 1, max: 9 }), (number, place, by) => {
        const bare = formatOrderNumber(number).replaceAll('-', '')
        const at = bare.length - 9 + place
        const wrong = `${bare.slice(0, at)}${(Number(bare[at]) + by) % 10}${bare.slice(at + 1)}`
        expect(parseDocumentNumber(wrong)).toBeNull()
        expect(isMistypedNumber(wrong)).toBe(true)
        const [a, b] = [bare.charAt(at), bare.charAt(at + 1)]
        if (b && a !== b) expect(parseDocumentNumber(bare.slice(0, at) + b + a + bare.slice(at + 2))).toBeNull()
      }),
    )
  })
  it('refuse what is none', () => {
    for (const bad of ['', 'RZZ', 'RZZ-PO-26-000123-4', 'RZZ-PH-26-000000-0', 'RZZ PH 26 000123 4']) {
      expect(parseDocumentNumber(bad)).toBeNull()
      expect(normaliseDocumentNumber(bad)).toBeNull()
    }
    expect(isMistypedNumber('hello')).toBe(false)
  })
  it('are not made from nonsense', () => {
    for (const bad of [
      { ods: 'rz', year: 2026, sequence: 1 },
      { ods: 'RZZ', year: 26, sequence: 1 },
      { ods: 'RZZ', year: 2026, sequence: 0 },
      { ods: 'RZZ', year: 2026, sequence: 1_000_000 },
    ]) {
      expect(() => formatOrderNumber(bad)).toThrow(RangeError)
    }
  })
})
