import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { workbookOf, workbookParts, zipOf } from '#lib/testing/a-workbook.ts'
import { large } from '#lib/testing/size.ts'
import type { RawRow } from '../row.rules.ts'
import type { ReadEnd } from './batch.ts'
import { rowsOf } from './rows-of.ts'

async function read(content: Uint8Array): Promise<ReadEnd & { rows: RawRow[]; expected: number | null }> {
  const reading = rowsOf({ content, fileName: 'file.xlsx', format: 'xlsx', kind: 'contracts' })
  const rows: RawRow[] = []
  let expected: number | null = null
  for (;;) {
    const step = await reading.next()
    if (step.done) return { ...step.value, rows, expected }
    rows.push(...step.value.rows)
    expected = step.value.expected
  }
}

const HEAD = ['contract_ref', 'ampp_id', 'price_ex_vat', 'valid_from']
const parts = (rows = [HEAD, ['CM', '1', '2', '3']]) => workbookParts({ Prices: rows })
const spoilt = (part: string, spoil: (xml: string) => string) => {
  const all = parts()
  return zipOf({ ...all, [part]: spoil(all[part] ?? '') })
}
const SHEET = 'xl/worksheets/sheet1.xml'

describe('the rows of a workbook', () => {
  test('come with what is shown: texts, numbers, days in both systems', async () => {
    const row = ['CM/PHG/99/0001', '4744711000001105', { xml: '<c s="3"><v>18.499999999999996</v></c>' }]
    const day = { xml: '<c s="1"><v>46174</v></c>' }
    const { rows, problem } = await read(workbookOf([HEAD, [...row, day]]))
    expect(problem).toBeNull()
    expect(rows[1]).toEqual({ row: 2, cells: ['CM/PHG/99/0001', '4744711000001105', '18.5', '2026-06-01'] })
    const later = { xml: '<c s="1"><v>44712</v></c>' }
    expect((await read(workbookOf([HEAD, [...row, later]], { since1904: true }))).rows[1]?.cells[3]).toBe('2026-06-01')
  })

  test('shared texts are found, how to pronounce them is not read; cells may name their place', async () => {
    const all = parts([['a'], [{ xml: '<c r="C2" t="s"><v>0</v></c>' } as never]])
    const strings = '<sst><si><r><t>one</t></r><r><t> two</t></r><rPh><t>uan</t></rPh></si></sst>'
    const { rows } = await read(zipOf({ ...all, 'xl/sharedStrings.xml': strings }))
    expect(rows[1]?.cells).toEqual(['', '', 'one two'])
  })

  test('of several sheets the one whose columns fit is read; hidden ones are not', async () => {
    const content = zipOf(
      workbookParts({ 'Read me': [['About this file', 'x']], Prices: [HEAD, ['CM', '1', '2', '3']] }),
    )
    const { rows, notes } = await read(content)
    expect(rows[0]?.cells).toEqual(HEAD)
    expect(notes).toEqual(['The sheet “Prices” was read. Not read: Read me.'])
  })

  test.each([
    ['a formula', { xml: '<c r="C2"><f>A1*2</f><v>3</v></c>' }, 'Cell C2 holds a formula'],
    ['an error', { xml: '<c r="C2" t="e"><v>#REF!</v></c>' }, 'Cell C2 holds Excel’s error #REF!'],
    ['a day that never was', { xml: '<c r="C2" s="1"><v>60</v></c>' }, 'Cell C2 holds a number or a date'],
    ['a text that is not there', { xml: '<c r="C2" t="s"><v>9</v></c>' }, 'Cell C2 holds'],
  ])('%s is a flaw with its address', async (_name, cell, words) => {
    const { rows } = await read(workbookOf([HEAD, ['CM', '1', cell]]))
    expect(rows[1]?.flaws).toMatchObject([{ at: 2, what: expect.stringContaining(words) }])
  })

  test('a cell of ten million letters is told with its row', async () => {
    const cell = { xml: `<c t="inlineStr"><is><t>${'x'.repeat(10_000_000)}</t></is></c>` }
    const { problem } = await read(workbookOf([HEAD, ['CM', '1', cell]]))
    expect(problem).toMatchObject({ row: 2, what: expect.stringContaining('one text without end') })
  })

  test('an id that Excel has shortened comes as such', async () => {
    expect(
      (await read(workbookOf([HEAD, ['CM', { xml: '<c><v>1.08503110000011E+17</v></c>' }]]))).rows[1]?.cells[1],
    ).toBe('1.08503110000011e+17')
  })

  test('merged cells are told', async () => {
    const after = '<mergeCells count="1"><mergeCell ref="B2:B4"/></mergeCells>'
    expect((await read(workbookOf([HEAD, ['CM', '1']], { after }))).notes[0]).toContain('Cells are merged (B2:B4)')
  })
})

describe('a workbook that is none, or means harm', () => {
  const whole = zipOf(parts())
  test.each<[string, Uint8Array, string]>([
    ['cut off', whole.slice(0, whole.length - 40), 'damaged or cut off'],
    ['a part missing', zipOf({ ...parts(), [SHEET]: '' }), 'XML'],
    ['no workbook', zipOf({ 'a.txt': 'x' }), 'no Excel workbook'],
    ['a binary workbook', zipOf({ 'xl/workbook.bin': 'x' }), '.xlsb'],
    ['a zip bomb by size', zipOf(parts(), { claims: 300_000_000 }), 'would unpack to'],
    [
      'a zip bomb by density',
      zipOf({ ...parts(), [SHEET]: `<worksheet>${' '.repeat(30_000_000)}</worksheet>` }),
      'would unpack to',
    ],
    ['too many parts', zipOf(Object.fromEntries(Array.from({ length: 2001 }, (_, n) => [`p${n}`, '']))), '2001 parts'],
    ['a size that is not so', zipOf(parts(), { claims: 10 }), 'damaged'],
    [
      'a document type',
      spoilt(SHEET, (xml) => `<!DOCTYPE x [<!ENTITY a "b">]>${xml.replace(/<\?xml.*?\?>/, '')}`),
      'a document type',
    ],
    ['an entity', spoilt(SHEET, (xml) => xml.replace('CM', '&a;')), 'not well-formed'],
    ['XML that ends early', spoilt(SHEET, (xml) => xml.slice(0, -20)), 'not well-formed'],
    ['levels without end', spoilt(SHEET, (xml) => xml.replace('<sheetData>', '<a>'.repeat(50))), 'too many levels'],
    [
      'attributes without end',
      spoilt(SHEET, (xml) =>
        xml.replace('<row ', `<row ${Array.from({ length: 120 }, (_, n) => `a${n}="1"`).join(' ')} `),
      ),
      'too many attributes',
    ],
    ['another encoding', spoilt(SHEET, (xml) => xml.replace('UTF-8', 'UTF-7')), 'not UTF-8'],
    ['a cell far out', workbookOf([HEAD, [{ xml: '<c r="ZZZ2" t="str"><v>x</v></c>' }]]), 'column ZZZ'],
  ])('%s is refused with what to do', async (_name, content, words) => {
    const { problem } = await read(content)
    expect(problem?.what).toContain(words)
    expect(problem?.what).toMatch(/(Open|Save|Take|Split|Send)[^.]*\.?/)
  })

  test('whatever comes to harm in it, it is read or has a problem; nothing crashes', async () => {
    const rows = [HEAD, ['CM/PHG/99/0001', '4744711000001105', '18.50', '2026-06-01']]
    const good = workbookOf(rows)
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(255), fc.constantFrom('change', 'cut', 'double'), async (at, byte, how) => {
        const place = at % good.length
        const bytes = new Uint8Array(good)
        if (how === 'change') bytes[place] = byte
        const content =
          how === 'cut'
            ? good.slice(0, place)
            : how === 'double'
              ? new Uint8Array([...good, ...good.slice(place)])
              : bytes
        const { problem, rows: found } = await read(content)
        if (problem) expect(problem.what.length).toBeGreaterThan(20)
        else expect(found.map(({ cells }) => cells)).toEqual(rows)
      }),
      { numRuns: large(5000) },
    )
  })
})
