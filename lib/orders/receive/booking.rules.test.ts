import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aDesk, deskLine, deskOrder, deskProduct } from '#lib/testing/a-desk.ts'
import { localDate } from '#lib/values/dates.ts'
import { bookingTotals, bookingWords, checkEntries, countedByLine, partErrors, shortProducts } from './booking.rules.ts'
import {
  type DeskEntry,
  daysLeft,
  entryCounts,
  outsideFridge,
  packsUsedIn,
  readCount,
  readExpiry,
  readTenths,
} from './entry.rules.ts'
import { partsOf } from './spread.rules.ts'

const desk = aDesk({
  orders: [deskOrder('one'), deskOrder('two')],
  products: [
    deskProduct('tablet', { name: 'Tablets', usedPerDay: 3500 }),
    deskProduct('cold', { name: 'Insulin', fridge: true }),
  ],
  lines: [
    deskLine('1', 'tablet', 10, { orderNumber: 'one', dueOn: localDate('2026-11-20') }),
    deskLine('2', 'tablet', 20, { orderNumber: 'two' }),
    deskLine('3', 'cold', 36, { orderNumber: 'two' }),
  ],
})

let made = 0
function nextId(): string {
  made += 1
  return `e${made}`
}
const counted = (more: Partial<DeskEntry> = {}): DeskEntry => ({
  id: nextId(),
  amppId: 'tablet',
  batch: 'B1',
  expiry: '2028-08-31',
  count: '10',
  keep: null,
  variance: null,
  temperature: '',
  logger: '',
  apart: false,
  scanned: '',
  note: '',
  at: '2026-11-23T08:15:00.000Z',
  ...more,
})
const how = { first: null, minutesOut: 27 }
const packs = (entries: DeskEntry[], first: string | null = null) =>
  partsOf(desk, entries, { first, minutesOut: null }).map(({ received }) => [
    received.lineId,
    received.accepted,
    received.rejected,
  ])

describe('what was typed', () => {
  test.each([
    ['12', 12],
    [' 1,200 ', 1200],
    ['0', 0],
    ['', null],
    ['1.5', null],
    ['-3', null],
    ['12 packs', null],
  ])('%s packs', (text, value) => expect(readCount(text)).toBe(value))

  test.each([
    ['9.6', 96],
    ['4', 40],
    ['−1,5', -15],
    ['-0.4', -4],
    ['4.5°C', 45],
    ['', null],
    ['4.55', null],
    ['warm', null],
  ])('%s degrees', (text, value) => expect(readTenths(text)).toBe(value))

  test.each([
    ['2027-08-31', '2027-08-31'],
    ['31 August 2027', '2027-08-31'],
    ['31/8/27', '2027-08-31'],
    ['08/2027', '2027-08-31'],
    ['Feb 2028', '2028-02-29'],
    ['2-2027', '2027-02-28'],
    ['13/2027', null],
    ['soon', null],
    ['', null],
  ])('expires %s', (text, value) => expect(readExpiry(text)).toBe(value))

  test('days left, packs used in them, and the fridge', () => {
    expect(daysLeft(desk, counted({ expiry: '2027-02-06' }))).toEqual({ days: 75, agreed: 180 })
    expect(packsUsedIn(desk, 'tablet', 75)).toBe(26)
    expect(packsUsedIn(desk, 'cold', 75)).toBe(0)
    const cold = (temperature: string) => outsideFridge(desk, counted({ amppId: 'cold', temperature }))
    expect([cold('9.6'), cold('1.9'), cold('8'), cold('')]).toEqual(['warm', 'cold', null, null])
    expect(outsideFridge(desk, counted({ temperature: '25' }))).toBeNull()
  })
})

describe('spreading what was counted over lines', () => {
  test('fills the earliest due first, and the wanted order before it', () => {
    expect(packs([counted({ count: '14' })])).toEqual([
      ['1', 10, 0],
      ['2', 4, 0],
    ])
    expect(packs([counted({ count: '14' })], 'two')).toEqual([['2', 14, 0]])
  })

  test('what goes back takes the room behind what stays; more than ordered goes to the last', () => {
    expect(packs([counted({ count: '30', keep: '4', variance: 'DAMAGED' })])).toEqual([
      ['1', 4, 6],
      ['2', 0, 20],
    ])
    expect(packs([counted({ count: '35' })])).toEqual([
      ['1', 10, 0],
      ['2', 25, 0],
    ])
    expect(packs([counted({ count: '0' })])).toEqual([['1', 0, 0]])
  })

  test('two batches share the lines', () => {
    expect(packs([counted({ count: '8' }), counted({ count: '8', batch: 'B2' })])).toEqual([
      ['1', 8, 0],
      ['1', 2, 0],
      ['2', 6, 0],
    ])
  })

  test('fridge lines carry how long they were out, and their logger', () => {
    const [part] = partsOf(desk, [counted({ amppId: 'cold', logger: 'TL-40117', note: 'Lid open' })], how)
    expect(part?.received.note).toBe(
      'Lid open Out of the fridge for 27 minutes when booked in. Logger or strip TL-40117.',
    )
    expect(partsOf(desk, [counted()], how)[0]?.received.note).toBe('')
  })

  test('whatever is counted, nothing is lost and no line takes more than it can but the last', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ came: fc.nat(60), keep: fc.option(fc.nat(60)), product: fc.constantFrom('tablet', 'cold') }),
          { maxLength: 6 },
        ),
        (plans) => {
          const entries = plans.map(({ came, keep, product }) =>
            counted({
              amppId: product,
              count: String(came),
              keep: keep === null ? null : String(keep),
              variance: 'DAMAGED',
            }),
          )
          const parts = partsOf(desk, entries, how)
          for (const entry of entries) {
            const own = parts.filter((part) => part.entry === entry.id)
            const { kept, back } = entryCounts(entry)
            expect(own.reduce((sum, part) => sum + part.received.accepted, 0)).toBe(kept)
            expect(own.reduce((sum, part) => sum + part.received.rejected, 0)).toBe(back)
            expect(own.length).toBeGreaterThan(0)
          }
          const totals = bookingTotals(desk, entries, null)
          const all = entries.reduce((sum, entry) => sum + entryCounts(entry).came, 0)
          expect(totals.stock + totals.apart + totals.held + totals.back).toBe(all)
          expect(totals.held).toBe(
            ['tablet', 'cold'].reduce((sum, product) => {
              const kept = entries
                .filter((one) => one.amppId === product)
                .reduce((n, one) => n + entryCounts(one).kept, 0)
              const room = product === 'tablet' ? 30 : 36
              return sum + Math.max(0, kept - room)
            }, 0),
          )
          const check = checkEntries(desk, entries, how)
          for (const error of check.errors) expect(entries.map((one) => one.id)).toContain(error.entry)
        },
      ),
    )
  })
})

describe('checking before it is sent', () => {
  const fields = (entry: DeskEntry) => checkEntries(desk, [entry], how).errors.map((error) => error.field)

  test('nothing wrong', () => expect(fields(counted())).toEqual([]))

  test.each([
    ['a count that is none', counted({ count: 'ten' }), ['count']],
    ['no count', counted({ count: '' }), ['count']],
    ['nothing came', counted({ count: '0' }), ['count']],
    ['more kept than came', counted({ count: '5', keep: '6', variance: 'DAMAGED' }), ['keep']],
    ['no batch, no expiry', counted({ batch: ' ', expiry: '' }), ['batch', 'expiry']],
    ['an expiry that is none', counted({ expiry: 'soon' }), ['expiry']],
    ['short-dated, not said', counted({ expiry: '2026-12-31' }), ['variance']],
    ['a wrong item kept', counted({ variance: 'WRONG_ITEM', keep: '3' }), ['keep']],
    ['a fridge line without temperature', counted({ amppId: 'cold' }), ['temperature']],
    ['a temperature that is none', counted({ amppId: 'cold', temperature: 'cold' }), ['temperature']],
    [
      'a warm line not moved',
      counted({ amppId: 'cold', temperature: '9.6', variance: 'COLD_CHAIN_BREACH' }),
      ['apart'],
    ],
    ['a recalled batch not moved', counted({ variance: 'RECALLED_BATCH' }), ['apart']],
    ['no longer on order', counted({ amppId: 'gone' }), ['count']],
  ])('%s', (_, entry, expected) => expect(fields(entry)).toEqual(expected))

  test('messages name the product', () => {
    expect(checkEntries(desk, [counted({ count: 'x' })], how).errors[0]?.message).toMatch(/^Tablets: enter packs/)
  })

  test('what the server says of a part is said of its entry, once', () => {
    const entries = [counted({ count: '14', keep: '3', variance: 'DAMAGED' }), counted({ batch: 'B2' })]
    const parts = [{ entry: entries[0]?.id ?? '' }, { entry: entries[0]?.id ?? '' }, { entry: entries[1]?.id ?? '' }]
    const told = partErrors(entries, parts, [
      { field: 'entries[0].expiry', message: 'Tablets: one' },
      { field: 'entries[1].expiry', message: 'Tablets: two' },
      { field: 'entries.2.accepted', message: 'Tablets: three' },
      { field: 'entries[0].accepted', message: 'Tablets: four' },
      { field: 'entries[9].batch', message: 'nobody’s' },
      { field: 'storeId', message: 'nobody’s' },
    ])
    expect(told.map((one) => [one.entry, one.field, one.message])).toEqual([
      [entries[0]?.id, 'expiry', 'Tablets: one'],
      [entries[1]?.id, 'count', 'Tablets: three'],
      [entries[0]?.id, 'keep', 'Tablets: four'],
    ])
  })
})

describe('the button', () => {
  test.each([
    [{ stock: 24, apart: 0, held: 0, back: 36 }, 'Book in 24, return 36'],
    [{ stock: 0, apart: 36, held: 0, back: 0 }, 'Quarantine 36'],
    [{ stock: 1200, apart: 2, held: 3, back: 4 }, 'Book in 1,200, quarantine 2, hold 3, return 4'],
    [{ stock: 0, apart: 0, held: 0, back: 0 }, 'Book in'],
  ])('%o', (totals, words) => expect(bookingWords(totals)).toBe(words))

  test('lines counted at all, by packs that came', () => {
    const lines = countedByLine(desk, [counted({ count: '14', keep: '10', variance: 'DAMAGED' })], null)
    expect([...lines]).toEqual([
      ['1', 10],
      ['2', 4],
    ])
  })
})

describe('what was counted short', () => {
  const said = (entries: DeskEntry[], first: string | null = null) =>
    shortProducts(desk, entries, first).map(({ product, came, expected }) => [product.name, came, expected])

  test('is what is due, less every batch of it; what goes back came, too', () => {
    const both = [counted({ count: '12' }), counted({ count: '5', batch: 'B2', keep: '0', variance: 'DAMAGED' })]
    const [first = counted()] = both
    const all = said([counted({ count: '9999' })])
    expect(all).toEqual([])
    const [short] = said(both)
    const expected = Number(short?.[2])
    expect(short).toEqual(['Tablets', 17, expected])
    expect(said([{ ...first, count: String(expected) }])).toEqual([])
    expect(said([{ ...first, count: String(expected - 1) }])).toEqual([['Tablets', expected - 1, expected]])
  })

  test('names only what was counted', () => {
    expect(said([])).toEqual([])
    expect(said([counted({ amppId: 'cold', count: '30' })])).toEqual([['Insulin', 30, 36]])
  })
})

test('a batch that no GS1 batch can be is refused where it was typed', () => {
  for (const batch of ['B1😀', 'A'.repeat(21), 'LOT 12']) {
    const { errors } = checkEntries(desk, [counted({ id: 'x', batch })], how)
    expect(errors).toMatchObject([{ entry: 'x', field: 'batch' }])
    expect(errors[0]?.message).toContain('at most 20 letters, digits and marks')
  }
  expect(checkEntries(desk, [counted({ batch: ` ${'A'.repeat(20)} ` })], how).errors).toEqual([])
})
