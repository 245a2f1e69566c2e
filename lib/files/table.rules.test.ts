import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Field } from './field.rules.ts'
import { guessedLayout } from './layout.rules.ts'
import { cellText, rawRow } from './row.rules.ts'
import { headProblems, tableRow, unusedColumns } from './table.rules.ts'

const field = (name: string, needed = false): Field => {
  return { name, needed, what: name, example: '', also: [], oneForAll: false, day: false }
}
const FIELDS = [field('id', true), field('name'), field('price', true), field('notes')]

const layout = (...headers: string[]) => guessedLayout({ row: 1, cells: headers }, FIELDS)
const read = (cells: string[], headers = ['id', 'name', 'price']) => {
  const raw = rawRow(2, cells)
  return raw && tableRow(raw, layout(...headers), FIELDS, 'csv')
}

describe('a row by its fields', () => {
  test('is read by its column names, in any order and case; other columns are left', () => {
    expect(read(['1.50', '7', 'red'], ['Price', 'ID', 'Colour'])).toEqual({
      ...{ row: 2, cells: { id: '7', name: '', price: '1.50', notes: '' } },
    })
    expect(unusedColumns(layout('Price', 'ID', 'Colour', ''))).toEqual(['Colour'])
  })

  test.each([
    ['a row that was cut off', ['3', 'b'], 'price', 'ends after 2 of 3 cells'],
    ['a row with a stray comma', ['3', 'b', '4', '5'], null, 'Put quotation marks around text'],
    ['a novel', ['3', 'x'.repeat(2001), '4'], 'name', 'longer than 2000'],
    ['a sign that is none', ['3', 'a\u0001', '4'], 'name', 'cannot be read'],
    ['a formula', ['3', '=A1&B1', '4'], 'name', 'formula'],
  ])('%s is told with its column', (_name, cells, column, words) => {
    expect(read(cells)).toMatchObject({ problems: [{ row: 2, column, problem: expect.stringContaining(words) }] })
  })

  test('a flaw in a column that nothing is read from stops nothing', () => {
    expect(read(['1', '2', '=A1'], ['id', 'price', 'colour'])).toMatchObject({ cells: { id: '1', price: '2' } })
  })

  test('cells guarded against Excel are freed', () => {
    expect(cellText('="4744711000001105"')).toBe('4744711000001105')
    expect(cellText("'4744711000001105")).toBe('4744711000001105')
    expect(cellText('\u00a0x \u00a0')).toBe('x')
  })

  test('a column that is missing, or there twice, is told', () => {
    expect(headProblems(layout('id', 'name'), FIELDS)).toMatchObject([
      { row: 1, column: 'price', problem: expect.stringContaining('missing: price') },
    ])
    expect(headProblems(layout('a', 'b'), FIELDS)).toMatchObject([
      { problem: expect.stringContaining('None of these') },
    ])
    expect(headProblems(layout('id', 'price', 'ID'), FIELDS)).toMatchObject([
      { problem: expect.stringContaining('twice') },
    ])
  })

  test('whatever the cells, a row is read or has a problem that says what to do', () => {
    const anyCell = fc.string({
      unit: fc.constantFrom('a', '7', ' ', '=', "'", '"', '\u0000', '\u00a0', '\ud800'),
      maxLength: 6,
    })
    fc.assert(
      fc.property(fc.array(anyCell, { maxLength: 5 }), (cells) => {
        const raw = rawRow(2, cells)
        if (!raw) {
          expect(cells.every((cell) => cellText(cell) === '')).toBe(true)
          return
        }
        expect(JSON.parse(JSON.stringify(raw))).toEqual(raw)
        expect(JSON.stringify(raw)).not.toContain('\\u0000')
        const found = tableRow(raw, layout('id', 'name', 'price'), FIELDS, 'csv')
        if ('problems' in found) for (const one of found.problems) expect(one.problem).toMatch(/\.$/)
        else expect(Object.keys(found.cells)).toEqual(['id', 'name', 'price', 'notes'])
      }),
      { numRuns: 1000 },
    )
  })
})
