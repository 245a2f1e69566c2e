import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BUYING_GROUPS } from '#lib/contracts/load/contract-file.rules.ts'
import { layoutsOf, missingFields, partName, partsIn } from './apart.rules.ts'
import { FIELDS } from './fields.rules.ts'
import { guessedLayout, type Layout, rememberedLayout, toRemember } from './layout.rules.ts'
import { columnLabel, tableRow, tableRows } from './table.rules.ts'

const fields = FIELDS.contracts
const HEAD = ['contract_ref', 'ampp_id', 'supplier_name', 'route', 'valid_from', 'valid_to']
const groups = fc.uniqueArray(fc.constantFrom(...BUYING_GROUPS), { minLength: 2 })
const named = (group: string) => `Price ${group} (£)`

const cell = fc.constantFrom('', '9.35', '£ 12.00', 'no offer')
const rows = (width: number) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 })

test('columns for a buying group each are guessed from their names, and remembered in any order', () => {
  fc.assert(
    fc.property(
      groups.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([list, later]) => {
        const head = (of: readonly string[]) => ({ row: 1, cells: [...HEAD, ...of.map(named)] })
        const guess = guessedLayout(head(list), fields)
        expect(partsIn(guess, fields).map(({ value, column }) => [column - HEAD.length, value])).toEqual(
          expect.arrayContaining(list.map((group, at) => [at, group])),
        )
        expect(guess.places.price_ex_vat).toBeUndefined()
        expect(missingFields(guess.places, fields)).toEqual([])
        const again = rememberedLayout(head(later), toRemember(guess), fields)
        expect(partsIn(again ?? guess, fields)).toHaveLength(list.length)
        for (const { value, column } of again ? partsIn(again, fields) : []) {
          expect(later[column - HEAD.length]).toBe(value)
        }
      },
    ),
  )
})

test('a row with a column for each buying group says what a row for each would say; where nothing stands there is none', () => {
  fc.assert(
    fc.property(
      groups.chain((list) => fc.tuple(fc.constant(list), rows(list.length))),
      ([list, table]) => {
        const line = ['CM/PHG/99/0001', '4744711000001105', 'Calder', 'direct', '2026-06-01', '2028-05-31']
        const apart = guessedLayout({ row: 1, cells: [...HEAD, ...list.map(named)] }, fields)
        const flat: Layout = guessedLayout({ row: 1, cells: [...HEAD, 'buying_group', 'price_ex_vat'] }, fields)
        for (const [at, prices] of table.entries()) {
          const raw = { row: at + 2, cells: [...line, ...prices] }
          const { rows: read, problems } = tableRows(raw, layoutsOf(apart, fields), fields, 'csv')
          expect(problems).toEqual([])
          const wanted = list.flatMap((group, n) => {
            const row = tableRow({ row: at + 2, cells: [...line, group, prices[n] ?? ''] }, flat, fields, 'csv')
            return prices[n] === '' || 'problems' in row ? [] : [{ ...row, part: group }]
          })
          const order = (a: { part?: unknown }, b: { part?: unknown }) => (String(a.part) < String(b.part) ? -1 : 1)
          expect(read.map((one) => ({ ...one, part: one.part?.value })).sort(order)).toEqual(wanted.sort(order))
        }
      },
    ),
  )
})

test('a problem names the column of its buying group', () => {
  const layout = guessedLayout({ row: 1, cells: [...HEAD, 'Price DLN', 'Price DLS'] }, fields)
  expect(columnLabel(partName('price_ex_vat', 'DLS'), layout, 'xlsx')).toBe('Price DLS (H)')
})

test('a column whose division is named in words is left to be said, and is no column for all', () => {
  const { places } = guessedLayout({ row: 1, cells: [...HEAD, 'Price DLN', 'Price DLS', 'Price South East'] }, fields)
  expect(partsIn({ places }, fields)).toHaveLength(2)
  expect(places.price_ex_vat).toBeUndefined()
})

test('one column that is called so is no column for each; nor are they where a column says the buying group', () => {
  const one = guessedLayout({ row: 1, cells: [...HEAD, 'Price DLS'] }, fields)
  expect(partsIn(one, fields)).toEqual([])
  const both = guessedLayout({ row: 1, cells: [...HEAD, 'Division', 'Price', 'DLN', 'DLS'] }, fields)
  expect(partsIn(both, fields)).toEqual([])
})
