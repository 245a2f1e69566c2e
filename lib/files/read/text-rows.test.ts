import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellText, type RawRow } from '../row.rules.ts'
import type { ReadEnd } from './batch.ts'
import { rowsOf } from './rows-of.ts'

const encode = (text: string) => new TextEncoder().encode(text)

async function read(content: Uint8Array | string, fileName = 'file.csv'): Promise<ReadEnd & { rows: RawRow[] }> {
  const reading = rowsOf({
    content: typeof content === 'string' ? encode(content) : content,
    fileName,
    format: fileName.endsWith('tsv') ? 'tsv' : 'csv',
    kind: null,
  })
  const rows: RawRow[] = []
  for (;;) {
    const step = await reading.next()
    if (step.done) return { ...step.value, rows }
    rows.push(...step.value.rows)
  }
}

describe('the rows of a text', () => {
  test('are counted as a spreadsheet counts them: empty ones pass, line breaks within cells do not count', async () => {
    const { rows } = await read('\ufeffid,price,notes\n1,2,"a\nb"\n\n,,\n3,4,""\n')
    expect(rows.map(({ row }) => row)).toEqual([1, 2, 5])
    expect(rows[1]?.cells).toEqual(['1', '2', 'a\nb'])
  })

  test('may be cut by semicolons or tabs, which is said', async () => {
    expect((await read('id;price\n1;2')).notes).toEqual(['The cells are separated by semicolons.'])
    expect((await read('A title, and a note\nid\tprice\tx\n1\t2\t3', 'a.tsv')).rows[2]?.cells).toEqual(['1', '2', '3'])
  })

  test.each([
    ['an open quotation mark', 'id,price\n1,2\n3,"4\n5,6', 3, 'never closed'],
    ['a quotation mark in a cell', 'id,price\n1,2\n3,4"5"', 3, 'in the middle of a cell'],
    ['a cell of ten million letters', `id,price\n1,"${'x'.repeat(10_000_000)}"\n`, 2, 'longer than any row'],
    ['a NUL', 'id,price\n1,\u00002', null, 'line 2'],
    ['six hundred columns', `id,price\n${'1,'.repeat(600)}`, 2, '601 columns'],
  ])('%s is told with its row', async (_name, text, row, words) => {
    expect((await read(text)).problem).toMatchObject({ row, what: expect.stringContaining(words) })
  })

  test('more rows than can be loaded are told before they are all read', async () => {
    const text = `id,price\n${'1,2\n'.repeat(200_001)}`
    expect((await read(text)).problem).toMatchObject({ what: expect.stringContaining('more than 200000 rows') })
  })

  test('UTF-16 and Windows-1252 are read as what they are', async () => {
    const wide = new Uint8Array(Buffer.from('\ufeffid,price\n1,£2', 'utf16le'))
    expect((await read(wide)).rows[1]?.cells).toEqual(['1', '£2'])
    expect((await read(new Uint8Array(Buffer.from('id,price\n1,£2', 'latin1')))).rows[1]?.cells).toEqual(['1', '£2'])
  })

  const anyCell = fc.string({
    unit: fc.constantFrom('a', '7', ' ', ',', '"', '\n', 'é', "'", '|'),
    maxLength: 8,
  })

  test('what a writer wrote is read as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anyCell, anyCell), { minLength: 1, maxLength: 6 }), async (list) => {
        const text = stringify([['id', 'price', 'notes'], ...list.map(([id, price]) => [id, price, 'end'])])
        const { rows, problem } = await read(text)
        expect(problem).toBeNull()
        expect(rows.slice(1).map(({ cells }) => cells.slice(0, 2))).toEqual(list.map((row) => row.map(cellText)))
      }),
    )
  })

  test('whatever the text, it is read or has a problem, and nothing crashes', async () => {
    const anyText = fc.string({
      unit: fc.constantFrom('i', 'd', ',', '"', '\n', '\r', '1', ' ', '\u0000'),
      maxLength: 60,
    })
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const { rows, problem } = await read(`id,price\n${text}`)
        if (problem) expect(problem.what).toMatch(/[.)]$/)
        else expect(rows[0]?.cells).toEqual(['id', 'price'])
      }),
      { numRuns: 1000 },
    )
  })
})
