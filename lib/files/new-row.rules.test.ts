import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localDate } from '#lib/values/dates.ts'
import { price } from '#lib/values/money.ts'
import { milli } from '#lib/values/packs.ts'
import { andMore, type NewRow, newRowKey, newRowLine } from './new-row.rules.ts'

const line: NewRow = {
  ...{ of: 'contracts', row: 2, product: 'Meropenem 1g vials, 10 vials', supplier: 'Northgate Pharma' },
  ...{ contract: 'CM/PHG/99/0001', price: price(185_000), buyingGroup: 'DLS' },
  ...{ from: localDate('2026-06-01'), to: localDate('2028-05-31') },
}

test('a new row is said in one line', () => {
  expect(newRowLine(line)).toBe(
    'Meropenem 1g vials, 10 vials, Northgate Pharma, DLS: £18.50, 1 June 2026 to 31 May 2028, CM/PHG/99/0001',
  )
  const day = localDate('2026-11-20')
  expect(
    newRowLine({ of: 'usage', row: null, medicine: 'Meropenem', store: 'Main', day, unitsMilli: milli(-2500) }),
  ).toBe('Meropenem, Main, 20 November 2026: −2.5')
})

test('rows that are not shown are counted, and only those', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(200_000), (shown, hidden) => {
      const words = andMore(shown, shown + hidden)
      if (hidden === 0) expect(words).toBeNull()
      else expect(words?.replace(/\D/g, '')).toBe(String(hidden))
    }),
  )
})

test('a row that was kept and read again is the same; any other field makes it another', () => {
  const kept = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(line).reverse())))
  expect(newRowKey(kept)).toBe(newRowKey(line))
  expect(newRowKey({ ...line, price: price(185_001) })).not.toBe(newRowKey(line))
})
