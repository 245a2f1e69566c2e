import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import readExcel from 'read-excel-file/node'
import { describe, expect, test } from 'vitest'
import type { ColumnKind, ListCell } from '#lib/lists/column.rules.ts'
import { addDays, localDate, londonDate, londonTime } from '#lib/values/dates.ts'
import { csvSheet, inCsv } from './csv-sheet.ts'
import { neutralise, type Sheet } from './spreadsheet.ts'
import { xlsxSheet } from './xlsx-sheet.ts'

const KINDS = { text: 'text', number: 'number', date: 'date', time: 'time' } as const satisfies Record<
  ListCell['as'],
  ColumnKind
>

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', "'", '"', '_x000D_', '\u0000'), fc.string())
    .map((two) => two.join('')),
)
const anyCell: fc.Arbitrary<ListCell> = fc.oneof(
  anyText.map((text): ListCell => ({ as: 'text', text })),
  fc
    .integer({ min: -(10 ** 9), max: 10 ** 9 })
    .map((n): ListCell => ({ as: 'number', decimal: (n / 100).toFixed(2), places: [2, 2] })),
  fc.integer({ min: 0, max: 60_000 }).map((n): ListCell => ({ as: 'date', date: addDays(localDate('1950-01-01'), n) })),
  fc
    .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    .map((at): ListCell => ({ as: 'time', at })),
)

function sheetOf(rows: ListCell[][], title = 'Orders'): Sheet {
  const heads = (rows[0] ?? []).map((cell, index) => ({ title: `Column ${index}`, kind: KINDS[cell.as] }))
  return { title, heads, batches: oneByOne(rows), notes: () => [['List', { as: 'text', text: title }]] }
}

async function* oneByOne(rows: ListCell[][]): AsyncGenerator<ListCell[][]> {
  for (const row of rows) yield [row]
}

async function whole(parts: AsyncGenerator<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part)
  return Buffer.concat(all)
}

/** What a reader of workbooks sees in a text: no control characters, no half signs, line ends as one, not more than fits. */
function asRead(text: string): string {
  const clean = text.toWellFormed().replace(/\r\n?/g, '\n')
  return [...clean].filter((sign) => !/[\p{Cc}\ufffe\uffff]/u.test(sign) || sign === '\t' || sign === '\n').join('')
}

describe('cells that begin like a formula', () => {
  test('are disarmed, and nothing else is changed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const cell = neutralise(text)
        expect(/^[=+\-@\t\r]/.test(cell)).toBe(false)
        expect(cell === text || cell === `'${text}`).toBe(true)
      }),
    )
    expect(['=1+1', '+44', '-2', '@x', 'a=1', '-'].map(neutralise)).toEqual([
      "'=1+1",
      "'+44",
      "'-2",
      "'@x",
      'a=1',
      "'-",
    ])
  })

  test('stay disarmed in both kinds of file; numbers below zero stay numbers', async () => {
    const row: ListCell[] = [
      { as: 'text', text: '=HYPERLINK("https://evil.example")' },
      { as: 'number', decimal: '-2.50', places: [2, 2] },
    ]
    const csv = await whole(csvSheet(sheetOf([row])))
    expect(csv.toString()).toBe(`\uFEFFColumn 0,Column 1\r\n"'=HYPERLINK(""https://evil.example"")",-2.50\r\n`)
    const [{ data } = { data: [] }] = await readExcel(await whole(xlsxSheet(sheetOf([row]))))
    expect(data[1]).toEqual([`'=HYPERLINK("https://evil.example")`, -2.5])
  })
})

test('CSV reads back as it was, whatever the cells hold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anyCell, anyCell), { minLength: 1, maxLength: 12 }), async (rows) => {
      const file = (await whole(csvSheet(sheetOf(rows)))).toString('utf8')
      expect(file.startsWith('\uFEFF')).toBe(true)
      const back = parse(file, { bom: true, relax_column_count: false }) as string[][]
      const wanted = rows.map((row) => row.map((cell) => inCsv(cell).toWellFormed()))
      expect(back.slice(1)).toEqual(wanted)
    }),
    { numRuns: 60 },
  )
})

test('a workbook reads back by another reader as it was: text as text, numbers as numbers, days as days', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anyCell, anyCell, anyCell), { minLength: 1, maxLength: 8 }), async (rows) => {
      const marked = rows.map((row, n): ListCell[] => [{ as: 'text', text: `row ${n}` }, ...row])
      const [first, notes] = await readExcel(await whole(xlsxSheet(sheetOf(marked))), { trim: false })
      expect(first?.sheet).toBe('Orders')
      expect(notes?.data).toEqual([['List', 'Orders']])
      const wanted = marked.map((row) => row.map(seen))
      expect(
        first?.data.slice(1).map((row) => row.map((cell) => (cell instanceof Date ? toTheMinute(cell) : cell))),
      ).toEqual(wanted)
    }),
    { numRuns: 40 },
  )
})

/** A workbook counts days in floating numbers: to the minute it is exact. */
function toTheMinute(at: Date): string {
  return new Date(Math.round(at.getTime() / 60_000) * 60_000).toISOString()
}

function seen(cell: ListCell): string | number | null {
  switch (cell.as) {
    case 'text':
      return asRead(neutralise(cell.text)) || null
    case 'number':
      return Number(cell.decimal)
    case 'date':
      return new Date(`${cell.date}T00:00:00Z`).toISOString()
    case 'time':
      return new Date(`${londonDate(cell.at)}T${londonTime(cell.at)}:00Z`).toISOString()
  }
}

test('ids of 18 digits stay whole, and a text no cell could hold is cut', async () => {
  const sctid = '108503000000000123'
  const rows: ListCell[][] = [
    [
      { as: 'text', text: sctid },
      { as: 'text', text: 'x'.repeat(40_000) },
    ],
  ]
  const [first] = await readExcel(
    await whole(
      xlsxSheet({
        ...sheetOf(rows),
        heads: [
          { title: 'AMPP', kind: 'id' },
          { title: 'Note', kind: 'text' },
        ],
      }),
    ),
  )
  expect(first?.data[1]?.[0]).toBe(sctid)
  expect(String(first?.data[1]?.[1])).toHaveLength(32_767)
})

test('a hundred thousand rows are made in little memory, part by part', async () => {
  const row: ListCell[] = [
    { as: 'text', text: 'Meropenem 1g powder for solution for injection vials' },
    { as: 'number', decimal: '1234.50', places: [2, 2] },
    { as: 'date', date: localDate('2026-11-23') },
  ]
  async function* many(): AsyncGenerator<ListCell[][]> {
    for (let batch = 0; batch < 200; batch += 1) yield Array.from({ length: 500 }, () => row)
  }
  const before = process.memoryUsage().heapUsed
  let parts = 0
  let most = 0
  for await (const part of xlsxSheet({ ...sheetOf([row]), batches: many() })) {
    parts += part.length > 0 ? 1 : 0
    most = Math.max(most, process.memoryUsage().heapUsed - before)
  }
  expect(parts).toBeGreaterThan(5)
  expect(most).toBeLessThan(200 * 1024 * 1024)
})
