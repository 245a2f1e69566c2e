import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GS } from '#lib/exchange/gs1/element-string.ts'
import { packElements, writeElementString } from '#lib/exchange/gs1/encode.ts'
import { aDesk, deskLine, deskOrder, deskProduct } from '#lib/testing/a-desk.ts'
import { gs1Digit } from '#lib/values/codes.ts'
import { addDays, localDate } from '#lib/values/dates.ts'
import { formatOrderNumber } from '#lib/values/order-number.ts'
import { findScanned, foundProduct, isBarcodeOf } from './find.rules.ts'

const GTIN = '05000283101086'
const ENDED = '05012727907376'
const number = (sequence: number) => formatOrderNumber({ ods: 'RZZ', year: 2026, sequence })
const code = (text: string, endedOn: string | null = null) => ({
  kind: 'GTIN' as const,
  code: text,
  endedOn: endedOn === null ? null : localDate(endedOn),
})

const desk = aDesk({
  orders: [deskOrder(number(1)), deskOrder(number(2), { why: 'yours', who: ['Tom Bright'] })],
  products: [
    deskProduct('mer', {
      name: 'Meropenem 1g powder for solution for injection vials',
      codes: [code(GTIN), code(ENDED, '2026-03-31'), { kind: 'SUPPLIER', code: 'MER-1G', endedOn: null }],
    }),
    deskProduct('mer5', { name: 'Meropenem 500mg powder for solution for injection vials', codes: [] }),
    deskProduct('ins', { name: 'Insulin soluble human 100units/ml', fridge: true, codes: [code('05060064792018')] }),
  ],
  lines: [
    deskLine('1', 'mer', 12, { orderNumber: number(1) }),
    deskLine('2', 'mer5', 6, { orderNumber: number(1) }),
    deskLine('3', 'ins', 36, { orderNumber: number(2) }),
  ],
})

describe('what was scanned', () => {
  test('a DataMatrix gives product, batch and expiry', () => {
    expect(findScanned(desk, `]d201${GTIN}1728083110aB12${GS}21SER9`)).toEqual({
      kind: 'product',
      amppId: 'mer',
      batch: 'aB12',
      expiry: '2028-08-31',
      count: null,
      scanned: `]d201${GTIN}1728083110aB12${GS}21SER9`,
      endedOn: null,
      joined: false,
    })
  })

  test('a plain EAN gives the product and asks the rest', () => {
    expect(findScanned(desk, '5000283101086')).toMatchObject({
      kind: 'product',
      amppId: 'mer',
      batch: '',
      expiry: null,
    })
  })

  test('a case label gives the product in it and how many', () => {
    expect(findScanned(desk, `02${GTIN}3724${GS}00106141411234567897`)).toMatchObject({ amppId: 'mer', count: 24 })
  })

  test('a barcode no longer in use says so; one with a mark missing is to be compared', () => {
    expect(findScanned(desk, ENDED)).toMatchObject({ kind: 'product', amppId: 'mer', endedOn: '2026-03-31' })
    expect(findScanned(desk, `01${GTIN}10AB1217280831`)).toMatchObject({ batch: 'AB1217280831', joined: true })
  })

  test('a code of the supplier and the beginnings of words find it; several fit', () => {
    expect(findScanned(desk, 'mer-1g')).toMatchObject({ kind: 'product', amppId: 'mer', scanned: '' })
    expect(findScanned(desk, 'mero 1g')).toMatchObject({ kind: 'product', amppId: 'mer' })
    expect(findScanned(desk, 'meropenem')).toEqual({ kind: 'choose', amppIds: ['mer', 'mer5'] })
  })

  test('a pack that stands only on this person’s own order is blocked', () => {
    expect(findScanned(desk, '5060064792018')).toEqual({ kind: 'blocked', amppId: 'ins', orders: [number(2)] })
    const both = { ...desk, lines: [...desk.lines, deskLine('4', 'ins', 2, { orderNumber: number(1) })] }
    expect(foundProduct(both, 'ins')).toMatchObject({ kind: 'product' })
    const done = { ...both, lines: both.lines.map((line) => (line.id === '4' ? { ...line, received: 2 } : line)) }
    expect(foundProduct(done, 'ins')).toMatchObject({ kind: 'blocked', orders: [number(2)] })
    const all = { ...done, lines: done.lines.map((line) => ({ ...line, received: line.packs })) }
    expect(foundProduct(all, 'ins')).toMatchObject({ kind: 'product' })
  })

  test('an order by its number, typed any way; another one is unknown; a mistyped one is said', () => {
    expect(findScanned(desk, number(1).toLowerCase().replaceAll('-', ''))).toEqual({ kind: 'order', number: number(1) })
    expect(findScanned(desk, number(9))).toMatchObject({ kind: 'unknown', text: number(9), gtin: null })
    const wrong = number(1).replace(/.$/, (digit) => String((Number(digit) + 1) % 10))
    expect(findScanned(desk, wrong)).toMatchObject({ kind: 'unreadable' })
  })

  test('what is no pack of the desk is unknown, with what its barcode said; a bad barcode is said', () => {
    expect(findScanned(desk, '(01)05012345678900(17)280831(10)X1')).toMatchObject({
      kind: 'unknown',
      gtin: '05012345678900',
      batch: 'X1',
      expiry: '2028-08-31',
    })
    expect(findScanned(desk, 'ketamine')).toMatchObject({ kind: 'unknown', text: 'ketamine', gtin: null })
    expect(findScanned(desk, '5000283101087')).toMatchObject({ kind: 'unreadable' })
    expect(findScanned(desk, '00106141411234567897')).toMatchObject({ kind: 'unreadable' })
    expect(findScanned(desk, '  ')).toEqual({ kind: 'empty' })
  })

  test('what nobody knows can be counted as a pack of the desk, with what its barcode said', () => {
    const unknown = findScanned(desk, '(01)05012345678900(17)280831(10)X1')
    if (unknown.kind !== 'unknown') throw new Error(unknown.kind)
    expect(foundProduct(desk, 'mer', unknown)).toMatchObject({ kind: 'product', amppId: 'mer', batch: 'X1' })
  })

  test('whether a barcode is on file for a pack', () => {
    const [meropenem, other] = desk.products
    if (!meropenem || !other) throw new Error('no products')
    expect(isBarcodeOf(meropenem, '5000283101086', desk.terms.today)).toBe(true)
    expect(isBarcodeOf(other, '5000283101086', desk.terms.today)).toBe(false)
    expect(isBarcodeOf(meropenem, '', desk.terms.today)).toBe(false)
  })

  test('whatever is scanned or typed, something is said and nothing breaks', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 250 }), fc.string({ unit: 'grapheme', maxLength: 60 })), (text) => {
        expect(findScanned(desk, text).kind).toMatch(/^(empty|product|blocked|order|choose|unknown|unreadable)$/)
      }),
    )
  })

  test('every pack of the desk is found with its batch and expiry, in every form', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^0[1-9]\d{11}$/),
        fc.stringMatching(/^[A-Z0-9]{1,20}$/),
        fc.integer({ min: 0, max: 3000 }),
        (digits, batch, days) => {
          const gtin14 = `${digits}${gs1Digit(digits)}`
          const expiry = addDays(localDate('2026-11-23'), days)
          const own = aDesk({
            products: [deskProduct('p', { codes: [code(gtin14)] })],
            lines: [deskLine('1', 'p', 1)],
          })
          const scan = writeElementString(packElements({ gtin14, expiry, batch, serial: 'S1' }))
          expect(findScanned(own, `]d2${scan}`)).toMatchObject({ kind: 'product', amppId: 'p', batch, expiry })
          expect(findScanned(own, scan.replaceAll(GS, '<GS>'))).toMatchObject({ kind: 'product', batch, expiry })
        },
      ),
    )
  })
})
