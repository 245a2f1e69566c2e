import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gs1Digit } from '#lib/values/codes.ts'
import { addDays, endOfMonth, localDate } from '#lib/values/dates.ts'
import { fullYear } from './content.ts'
import { barcodeDate, packElements, writeBracketed, writeDigitalLink, writeElementString } from './encode.ts'
import { isSeparatorKey, readScan } from './scan.ts'

const today = localDate('2026-08-06')
const GTIN = '05000283101086'
const GS = '\u001d'

function read(text: string) {
  const scan = readScan(text, { today })
  if (!scan.ok) throw new Error(`${text}: ${scan.refusal.message}`)
  const { elements, ...told } = scan.value
  return told
}

function problem(text: string) {
  const scan = readScan(text, { today })
  return scan.ok ? 'none' : scan.refusal.problem
}

const pack = { gtin14: GTIN, expiry: '2027-08-31', batch: 'aB12', serial: '1x' }

describe('a medicine pack', () => {
  it.each([
    ['DataMatrix', `]d201${GTIN}17270831${'10aB12'}${GS}211x`],
    ['GS1-128', `]C101${GTIN}17270831${'10aB12'}${GS}211x`],
    ['DataBar', `]e001${GTIN}17270831${'10aB12'}${GS}211x`],
    ['QR', `]Q301${GTIN}17270831${'10aB12'}${GS}211x`],
    ['no symbology', `01${GTIN}17270831${'10aB12'}${GS}211x`],
    ['the separator first and last', `${GS}01${GTIN}17270831${'10aB12'}${GS}211x${GS}`],
    ['a separator too many', `01${GTIN}${GS}17270831${GS}${GS}10aB12${GS}211x`],
    ['a wedge that types <GS>', `01${GTIN}17270831${'10aB12'}<GS>211x\r\n`],
    ['a wedge that types F8', `01${GTIN}17270831${'10aB12'}<F8>211x\t`],
    ['a wedge that types a bar', `01${GTIN}17270831${'10aB12'}|211x`],
    ['a wedge that types a caret', `^01${GTIN}17270831${'10aB12'}^211x`],
    ['the sign for the separator', `01${GTIN}17270831${'10aB12'}\u241d211x`],
    ['another order', `211x${GS}10aB12${GS}17270831${'01'}${GTIN}`],
    ['the printed form', `(01)${GTIN}(17)270831(10)aB12(21)1x`],
    ['the printed form with blanks', ` (01) ${GTIN} (17) 270831 (10) aB12 (21) 1x `],
    ['a Digital Link', `https://example.com/some/01/${GTIN}/10/aB12/21/1x?17=270831&linkType=all#top`],
    ['a Digital Link in capitals', `HTTPS://ID.GS1.ORG/01/${GTIN}/10/aB12/21/1x?17=270831`],
    ['a Digital Link in plain QR', `]Q1https://id.gs1.org/01/${GTIN}/10/aB12/21/1x?17=270831`],
  ])('%s', (_, text) => expect(read(text)).toEqual(pack))

  it.each([
    ['5000283101086', GTIN],
    [']E05000283101086', GTIN],
    [']E496385074', '00000096385074'],
    ['614141123452', '00614141123452'],
    [']I115000283101083', '15000283101083'],
    [' 05000283101086 ', GTIN],
  ])('by its number alone: %s', (text, gtin14) => expect(read(text)).toEqual({ gtin14 }))

  it('a missing separator makes the rest part of the batch', () => {
    expect(read(`01${GTIN}10aB1217270831`)).toEqual({ gtin14: GTIN, batch: 'aB1217270831' })
    expect(problem(`01${GTIN}10aB1217270831${'21'}1234567890`)).toBe('TOO_LONG')
  })
  it('brackets in a batch are its own', () => {
    expect(read(`01${GTIN}10a(B)`)).toEqual({ gtin14: GTIN, batch: 'a(B)' })
    expect(read(`(01)${GTIN}(10)a\\(B)`)).toEqual({ gtin14: GTIN, batch: 'a(B)' })
  })
})

describe('dates', () => {
  it('day 00 is the last day of the month', () => {
    expect(read(`01${GTIN}17270200`).expiry).toBe('2027-02-28')
    expect(read(`01${GTIN}17280200`).expiry).toBe('2028-02-29')
  })
  it('the century slides: 49 years back, 50 ahead', () => {
    expect(read(`01${GTIN}17760101`).expiry).toBe('2076-01-01')
    expect(read(`01${GTIN}17770101`).expiry).toBe('1977-01-01')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1990, max: 2120 }), (yy, thisYear) => {
        const year = fullYear(yy, thisYear)
        expect(year % 100).toBe(yy)
        expect(year - thisYear).toBeGreaterThanOrEqual(-49)
        expect(year - thisYear).toBeLessThanOrEqual(50)
      }),
    )
  })
  it('that do not exist are refused', () => {
    for (const date of ['271301', '270001', '270230', '270832', '27083A']) {
      expect(['BAD_DATE', 'BAD_CHARACTER']).toContain(problem(`01${GTIN}17${date}`))
    }
  })
  it('an expiry with its time, and the other dates', () => {
    expect(read(`01${GTIN}70032708312359${GS}11250101${'15'}270101`)).toEqual({
      gtin14: GTIN,
      expiry: '2027-08-31',
      produced: '2025-01-01',
      bestBefore: '2027-01-01',
    })
  })
})

describe('what is refused', () => {
  it.each([
    ['', 'EMPTY'],
    ['\r\n', 'EMPTY'],
    [']d2', 'EMPTY'],
    [GS, 'NOT_GS1'],
    ['hello', 'NOT_GS1'],
    ['123', 'TOO_SHORT'],
    ['893', 'UNKNOWN_IDENTIFIER'],
    [']d1hello', 'NOT_GS1'],
    [`]C001${GTIN}10A`, 'NOT_GS1'],
    ['5000283101087', 'BAD_CHECK_DIGIT'],
    ['0105000283101087', 'BAD_CHECK_DIGIT'],
    ['010500028310108', 'TOO_SHORT'],
    [`01${GTIN}5`, 'UNKNOWN_IDENTIFIER'],
    [`01${GTIN}10`, 'TOO_SHORT'],
    [`01${GTIN}10${'A'.repeat(21)}`, 'TOO_LONG'],
    [`01${GTIN}10A B`, 'BAD_CHARACTER'],
    [`01${GTIN}10A#B`, 'BAD_CHARACTER'],
    [`01${GTIN}10A$B`, 'BAD_CHARACTER'],
    [`01${GTIN}10A@B`, 'BAD_CHARACTER'],
    [`01${GTIN}10A£B`, 'BAD_CHARACTER'],
    [`01${GTIN}10A~B`, 'BAD_CHARACTER'],
    ['17270831', 'BAD_CHECK_DIGIT'],
    [']d217270831', 'NEEDS_OTHER'],
    [']d210AB', 'NEEDS_OTHER'],
    [']d221AB', 'NEEDS_OTHER'],
    [`01${GTIN}3712`, 'NOT_TOGETHER'],
    [`02${GTIN}3712`, 'NEEDS_OTHER'],
    [`01${GTIN}10A${GS}10B`, 'REPEATED'],
    [`01${GTIN}02${GTIN}`, 'NOT_TOGETHER'],
    ['(01)05000283101086(17)9(90)217', 'TOO_SHORT'],
    ['(01)050002831010861(10)A', 'TOO_LONG'],
    ['(10)(11)270831', 'TOO_SHORT'],
    ['(1A)12345', 'UNKNOWN_IDENTIFIER'],
    ['(01', 'UNKNOWN_IDENTIFIER'],
    ['0100000000000000', 'BAD_VALUE'],
    ['https://example.com/', 'BAD_LINK'],
    [`https://example.com/01/${GTIN}/21/1/10/A`, 'BAD_LINK'],
    [`https://example.com/01/${GTIN}?10=A`, 'BAD_LINK'],
    [`https://example.com/01/${GTIN}?17=270831&17=270831`, 'BAD_LINK'],
    [`https://example.com/01/${GTIN}?8888=1`, 'BAD_LINK'],
    ['https://example.com/01/5000283101086', 'TOO_SHORT'],
    [`https://example.com/01/${GTIN}/10/%`, 'BAD_LINK'],
    ['1'.repeat(5000), 'TOO_LONG'],
  ])('%j: %s', (text, expected) => expect(problem(text)).toBe(expected))

  it('says it in a sentence', () => {
    const scan = readScan(`01${GTIN}3712`, { today })
    expect(scan.ok ? '' : scan.refusal.message).toBe(
      'The barcode has the product code (01) together with the count (37), which GS1 does not allow. Enter the details by hand.',
    )
  })
  it('nothing makes it throw', () => {
    const noise = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .array(
          fc.constantFrom('01', GTIN, '17', '270831', '10', 'AB', GS, '(', ')', '/', 'https://a', '?', '%', ']d2', '='),
        )
        .map((a) => a.join('')),
    )
    fc.assert(
      fc.property(noise, (text) => {
        const scan = readScan(text, { today })
        if (!scan.ok) expect(scan.refusal.message).toMatch(/^[A-Z].*\.$/)
      }),
    )
  })
})

describe('a delivery unit', () => {
  it('says what is in it', () => {
    const sscc = `10614141123456789${gs1Digit('10614141123456789')}`
    expect(read(`]C100${sscc}02${GTIN}3748${GS}10L1`)).toEqual({ sscc, contentGtin14: GTIN, count: 48, batch: 'L1' })
  })
})

describe('what is written is read', () => {
  const characters = [...'!"%&\'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz']
  const text = fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 20 })
  const body = fc.stringMatching(/^\d{5}[1-9]\d{7}$/)
  const packs = fc.record({
    gtin14: body.map((digits) => digits + gs1Digit(digits)),
    expiry: fc.integer({ min: 0, max: 18_000 }).map((n) => addDays(today, n)),
    batch: text.filter((value) => !/<GS>|<F8>/.test(value)),
    serial: text.filter((value) => !/<GS>|<F8>/.test(value)),
  })
  it('as element string, printed form and Digital Link, in any order', () => {
    fc.assert(
      fc.property(packs, fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (made, order) => {
        const elements = packElements(made)
        const shuffled = order.flatMap((i) => elements[i] ?? [])
        expect(read(`]d2${writeElementString(shuffled)}`)).toEqual(made)
        expect(read(writeBracketed(shuffled))).toEqual(made)
        expect(read(writeDigitalLink(shuffled))).toEqual(made)
      }),
    )
  })
  it('a month without its day is its last day', () => {
    fc.assert(
      fc.property(packs, (made) => {
        const elements = packElements({ gtin14: made.gtin14, expiry: made.expiry })
        const month = elements.map(({ ai, value }) => ({ ai, value: ai === '17' ? `${value.slice(0, 4)}00` : value }))
        expect(read(writeElementString(month)).expiry).toBe(endOfMonth(made.expiry))
        expect(barcodeDate(made.expiry)).toHaveLength(6)
      }),
    )
  })
  it('what cannot be written is a fault', () => {
    expect(() => writeElementString([{ ai: '09', value: '1' }])).toThrow(RangeError)
    expect(() => writeDigitalLink([{ ai: '10', value: '1' }])).toThrow(RangeError)
  })
})

it('hears the keys that stand for the separator', () => {
  expect(isSeparatorKey({ key: 'F8' })).toBe(true)
  expect(isSeparatorKey({ key: ']', ctrlKey: true })).toBe(true)
  expect(isSeparatorKey({ key: ']' })).toBe(false)
})
