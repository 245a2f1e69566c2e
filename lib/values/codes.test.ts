import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  endsInGs1Digit,
  endsInVerhoeff,
  gs1Digit,
  gtin14,
  isDmdId,
  isGln,
  isGtin,
  isInHouseGtin,
  isOdsCode,
  verhoeffDigit,
} from './codes.ts'

const digits = (min: number, max: number) => fc.stringMatching(new RegExp(`^\\d{${min},${max}}$`))

function withDigit(text: string, at: number, digit: number): string {
  return text.slice(0, at) + digit + text.slice(at + 1)
}

describe('Verhoeff', () => {
  it('knows the textbook', () => {
    expect(verhoeffDigit('236')).toBe('3')
    expect(endsInVerhoeff('2363')).toBe(true)
  })
  it('catches every wrong digit and every swap of neighbours', () => {
    fc.assert(
      fc.property(digits(1, 17), fc.nat(16), fc.integer({ min: 1, max: 9 }), (body, place, by) => {
        const code = body + verhoeffDigit(body)
        expect(endsInVerhoeff(code)).toBe(true)
        const at = place % code.length
        expect(endsInVerhoeff(withDigit(code, at, (Number(code[at]) + by) % 10))).toBe(false)
        const [a, b] = [code.charAt(at), code.charAt(at + 1)]
        if (b && a !== b) expect(endsInVerhoeff(code.slice(0, at) + b + a + code.slice(at + 2))).toBe(false)
      }),
    )
  })
})

describe('dm+d ids', () => {
  it.each(['108502004', '35894711000001106', '318338001', '4744711000001105', '34516411000001104', '318412000'])(
    '%s',
    (id) => expect(isDmdId(id)).toBe(true),
  )
  it.each([
    '',
    '108502005',
    '35894711000001160',
    '08502004',
    '12345',
    '1085 02004',
    '4744711000001105000',
    '٣١٨٤١٢٠٠٠',
  ])('not %j', (id) => expect(isDmdId(id)).toBe(false))
})

describe('GTIN', () => {
  it.each([
    ['05000283101086', '05000283101086'],
    ['5060064792018', '05060064792018'],
    ['5036850012349', '05036850012349'],
    ['96385074', '00000096385074'],
    ['614141123452', '00614141123452'],
  ])('%s is %s', (text, expected) => expect(gtin14(text)).toBe(expected))
  it.each([
    '',
    '5060064792019',
    '506006479201',
    '00000000000000',
    '0000000000000',
    '15060064792018',
    ' 5060064792018',
    '123456789',
  ])('not %j', (text) => expect(isGtin(text)).toBe(false))
  it('keeps its check digit through padding and catches every wrong digit', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(7, 11, 12, 13),
        fc.nat(),
        fc.nat(12),
        fc.integer({ min: 1, max: 9 }),
        (length, n, place, by) => {
          const body = String(n + 1)
            .padStart(length, '4')
            .slice(-length)
          const code = body + gs1Digit(body)
          fc.pre(!/^0+$/.test(code))
          const full = gtin14(code)
          expect(full).toBe(code.padStart(14, '0'))
          if (full) expect(gtin14(full)).toBe(full)
          const at = place % code.length
          expect(endsInGs1Digit(withDigit(code, at, (Number(code[at]) + by) % 10))).toBe(false)
        },
      ),
    )
  })
})

it('GLN has 13 digits and a check digit', () => {
  expect(isGln('5055211400009')).toBe(endsInGs1Digit('5055211400009'))
  expect(isGln(`505521140001${gs1Digit('505521140001')}`)).toBe(true)
  expect(isGln('0000000000000')).toBe(false)
  expect(isGln('05055211400016')).toBe(false)
})

it('ODS codes have a shape only', () => {
  for (const good of ['RZZ', 'R1H12', 'G6V2S', 'U12345']) expect(isOdsCode(good)).toBe(true)
  for (const bad of ['', 'RZ', 'rzz', 'R-Z', 'RZZ1234']) expect(isOdsCode(bad)).toBe(false)
})

it('check digits are for digits', () => {
  expect(() => gs1Digit('12a')).toThrow(RangeError)
  expect(() => verhoeffDigit('')).toThrow(RangeError)
})

it.each([
  ['02990000000017', true],
  ['00200000000002', true],
  ['00412345678903', true],
  ['05000283101086', false],
  ['15000283101083', false],
  ['2990000000017', false],
])('%s is a number for use inside one house: %s', (gtin, expected) => expect(isInHouseGtin(gtin)).toBe(expected))
