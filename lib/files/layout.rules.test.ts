import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FIELDS, kindOfRows, templateOf } from './fields.rules.ts'
import { LOAD_KINDS } from './kind.rules.ts'
import {
  columnLetters,
  findHead,
  guessColumns,
  guessedLayout,
  isSure,
  layoutKey,
  rememberedLayout,
  toRemember,
} from './layout.rules.ts'
import { plainName } from './plain-name.rules.ts'

const anyKind = fc.constantFrom(...LOAD_KINDS)
const row = (cells: string[], at = 1) => ({ row: at, cells })

describe('the columns of a file', () => {
  test('a template names its own fields, in any order, case and way of writing words', () => {
    fc.assert(
      fc.property(
        anyKind.chain((kind) =>
          fc.tuple(fc.constant(kind), fc.shuffledSubarray([...FIELDS[kind]], { minLength: FIELDS[kind].length })),
        ),
        fc.constantFrom(
          (name: string) => name,
          (name: string) => name.toUpperCase(),
          (name: string) => ` ${name.replaceAll('_', ' ')} `,
          (name: string) => name.replaceAll('_', '-'),
          (name: string) => name.replaceAll('_', ''),
        ),
        ([kind, fields], write) => {
          const headers = fields.map((field) => write(field.name))
          const guess = guessColumns(headers, FIELDS[kind])
          for (const [column, field] of fields.entries()) expect(guess.get(field.name)).toBe(column)
          expect(isSure(guessedLayout(row(headers), FIELDS[kind]), FIELDS[kind])).toBe(true)
        },
      ),
    )
  })

  test('another name of a field is guessed, and then somebody is asked', () => {
    const headers = [
      'Contract Reference',
      'Region',
      'AMPP Code',
      'Supplier',
      'Supply route',
      'Price (£)',
      'Start Date',
      'End Date',
    ]
    const layout = guessedLayout(row(headers), FIELDS.contracts)
    expect(Object.keys(layout.places).sort()).toEqual(
      [
        'contract_ref',
        'buying_group',
        'ampp_id',
        'supplier_name',
        'route',
        'price_ex_vat',
        'valid_from',
        'valid_to',
      ].sort(),
    )
    expect(isSure(layout, FIELDS.contracts)).toBe(false)
  })

  test('whatever the names, no column is taken twice and every field once at most', () => {
    const word = fc.constantFrom('price', 'pack', 'id', 'supplier', 'code', 'ampp', 'date', 'from', 'to', '', '£', 'é')
    const header = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(anyKind, fc.array(header, { maxLength: 40 }), (kind, headers) => {
        const guess = guessColumns(headers, FIELDS[kind])
        expect(new Set(guess.values()).size).toBe(guess.size)
        for (const column of guess.values()) expect(plainName(headers[column] ?? '')).not.toBe('')
      }),
    )
  })

  test('the column names are found below titles and notes, and above data', () => {
    const rows = [
      row(['Framework prices, June 2026'], 1),
      row(['Prepared for the trusts of the region', '', 'Confidential'], 3),
      row(['Contract ref', 'Buying group', 'AMPP', 'Supplier name', 'Route', 'Price', 'From', 'To'], 5),
      row(['CM/PHG/99/0001', 'DLS', '4744711000001105', 'Calder', 'direct', '1.00', '2026-06-01', '2027-05-31'], 6),
    ]
    expect(findHead(rows, FIELDS.contracts)).toBe(2)
    expect(findHead([row(['a', 'b']), row(['1', '2'], 2)], FIELDS.contracts)).toBe(0)
    expect(findHead([], FIELDS.contracts)).toBe(-1)
    expect(kindOfRows(rows)).toBe('contracts')
    for (const kind of LOAD_KINDS) expect(kindOfRows([row(templateOf(kind).trim().split(','))])).toBe(kind)
  })

  test('what was said of a source’s columns holds for its next file, whatever their order', () => {
    const headers = ['Ref', 'Area', 'Item', 'Who', 'Cost', 'Way', 'Day one', 'Last day', 'Cost']
    const names = [
      'contract_ref',
      'buying_group',
      'ampp_id',
      'supplier_name',
      'price_ex_vat',
      'route',
      'valid_from',
      'valid_to',
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(headers.slice(0, 8), { minLength: 8 }), (mixed) => {
        const head = row([...headers])
        const places = Object.fromEntries(names.map((name, column) => [name, { column }]))
        const remembered = toRemember({ headRow: 1, headers, places: { ...places, currency: { value: 'GBP' } } })
        const next = [...mixed, 'Cost']
        expect(layoutKey(next)).toBe(layoutKey(head.cells))
        const layout = rememberedLayout(row(next, 4), remembered, FIELDS.contracts)
        for (const [index, name] of names.entries()) {
          expect(layout?.places[name]).toEqual({ column: next.indexOf(headers[index] ?? '') })
        }
        expect(layout?.places.currency).toEqual({ value: 'GBP' })
        expect(rememberedLayout(row(next.slice(2)), remembered, FIELDS.contracts)).toBeNull()
      }),
    )
  })

  test('columns have the letters a spreadsheet gives them', () => {
    expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
  })
})
