import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellText, readTable } from './table.rules.ts'

const COLUMNS = { all: ['id', 'name', 'price', 'notes'] as const, required: ['id', 'price'] as const }
const read = (text: string) => readTable(text, COLUMNS)

describe('a table in a CSV file', () => {
  test('is read by its column names, in any order and case', () => {
    const { rows, problems, notes } = read('\ufeffPrice,ID,Colour\r\n1.50, 7 ,red\r\n')
    expect(rows).toEqual([{ row: 2, cells: { id: '7', name: '', price: '1.50', notes: '' } }])
    expect(problems).toEqual([])
    expect(notes).toEqual(['Not read, since they have no meaning here: colour.'])
  })

  test('has rows counted as a spreadsheet counts them: empty ones pass, line breaks within cells do not count', () => {
    const { rows } = read('id,price,notes\n1,2,"a\nb"\n\n,,\n3,4,""\n')
    expect(rows.map(({ row }) => row)).toEqual([2, 5])
    expect(rows[0]?.cells.notes).toBe('a\nb')
  })

  test('may be cut by semicolons or tabs, which is said', () => {
    expect(read('id;price\n1;2').notes).toEqual(['The cells are separated by semicolons.'])
    expect(read('id\tprice\n1\t2').rows).toHaveLength(1)
  })

  test.each([
    ['no rows', '', null, 'no rows'],
    ['column names only', 'id,price', null, 'column names and no rows'],
    ['a missing column', 'id,name\n1,2', 1, 'missing: price'],
    ['another file', 'a,b,c\n1,2,3', 1, 'none of the column names'],
    ['a column twice', 'id,price,id\n1,2,3', 1, 'twice'],
    ['a row that was cut off', 'id,name,price\n1,a,2\n3,b', 3, 'ends after 2 of 3 cells'],
    ['a row with a stray comma', 'id,price\n1,2\n3,4,5', 3, 'Put quotation marks around text'],
    ['an open quotation mark', 'id,price\n1,2\n3,"4\n5,6', 3, 'never closed'],
    ['a quotation mark in a cell', 'id,price\n1,2\n3,4"5"', 3, 'in the middle of a cell'],
    ['a cell of a novel', `id,price\n1,${'x'.repeat(2001)}`, 2, 'longer than 2000'],
    ['a sign that is none', 'id,price\n1,2\u0001', 2, 'cannot be read'],
  ])('%s is told with its row', (_name, text, row, words) => {
    const { problems } = read(text)
    expect(problems).toMatchObject([{ row, problem: expect.stringContaining(words) }])
  })

  test('cells guarded against Excel are freed', () => {
    expect(cellText('="4744711000001105"')).toBe('4744711000001105')
    expect(cellText("'4744711000001105")).toBe('4744711000001105')
    expect(cellText('\u00a0x \u00a0')).toBe('x')
  })

  const anyCell = fc.string({
    unit: fc.constantFrom('a', '7', ' ', ',', '"', '\n', ';', 'é', '=', "'", '|'),
    maxLength: 8,
  })

  test('what a writer wrote is read as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyCell, anyCell), { minLength: 1, maxLength: 6 }), (list) => {
        const text = stringify([['id', 'price', 'notes'], ...list.map(([id, price]) => [id, price, 'end'])])
        const { rows, problems } = read(text)
        expect(problems).toEqual([])
        expect(rows.map(({ cells }) => [cells.id, cells.price])).toEqual(list.map((row) => row.map(cellText)))
      }),
    )
  })

  test('whatever the text, every row is read or has a problem, and nothing crashes', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('i', 'd', ',', '"', '\n', '\r', ';', '1', ' ', '\t', '\u0000'),
          maxLength: 60,
        }),
        (text) => {
          for (const whole of [text, `id,price\n${text}`]) {
            const { rows, problems } = read(whole)
            for (const { row } of rows) expect(row).toBeGreaterThan(1)
            if (rows.length === 0) expect(problems.length).toBeGreaterThan(0)
            for (const one of problems) expect(one.problem).toMatch(/[.)]$/)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})
