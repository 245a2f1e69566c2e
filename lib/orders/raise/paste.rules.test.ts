import fc from 'fast-check'
import { expect, test } from 'vitest'
import { verhoeffDigit } from '#lib/values/codes.ts'
import { cellsOf, isBrokenByExcel, isList, LONGEST_CELL, readPaste, whyNoList } from './paste.rules.ts'

const rows = (text: string, column?: number) => {
  const read = readPaste(text, column)
  if (read.kind !== 'rows') throw new Error(JSON.stringify(read))
  return read.rows
}

/** A cell as a spreadsheet puts it on the clipboard. */
const onClipboard = (cell: string) => (/[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const tidy = (cell: string) => cell.replaceAll(/[\s\u00a0]+/gu, ' ').trim()

test('what a spreadsheet copies is read back cell by cell, whatever stands in the cells', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: fc.constantFrom('"', '\t', '\n', '\r\n', ';', 'a', ' ', '1'), maxLength: 8 }),
  )
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), fc.boolean(), (given, line, closed) => {
      const text = given.map((cells) => cells.map(onClipboard).join('\t')).join(line) + (closed ? line : '')
      const wanted = given.map((cells) => cells.map(tidy)).filter((cells) => cells.some((one) => one !== ''))
      expect(cellsOf(text)).toEqual(wanted)
    }),
  )
})

test('no text makes it fail, and nothing but blanks is lost of one that is read', () => {
  fc.assert(
    fc.property(fc.string(), fc.option(fc.nat(3)), (text, column) => {
      const read = readPaste(text, column ?? undefined)
      if (read.kind === 'ask') expect(read.columns.length).toBeGreaterThan(1)
      else expect(read.rows.length).toBeLessThanOrEqual(cellsOf(text).length)
    }),
  )
  const word = fc.stringMatching(/^[a-z]{3,8}$/)
  const packs = fc.integer({ min: 1, max: 9999 })
  fc.assert(
    fc.property(fc.array(fc.tuple(word, packs, word), { minLength: 1, maxLength: 100 }), (list) => {
      const read = rows(list.map((cells) => cells.join('\t')).join('\n'))
      expect(read).toEqual(list.map(([wanted, count, note]) => ({ wanted, words: wanted, packs: `${count}`, note })))
    }),
  )
})

test('a row says what and how many, in either order, with tabs or semicolons; what follows is a note', () => {
  expect(rows('05012345678900\t12')).toEqual([
    { wanted: '05012345678900', words: '05012345678900', packs: '12', note: '' },
  ])
  expect(rows('12\tMeropenem 1g\tWard 4')).toEqual([
    { wanted: 'Meropenem 1g', words: 'Meropenem 1g', packs: '12', note: 'Ward 4' },
  ])
  expect(rows('Meropenem 1g; 1,200 ;')).toMatchObject([{ wanted: 'Meropenem 1g', packs: '1,200' }])
  expect(rows('SUP001\tMeropenem 1g\t4\tfor Ward 7')).toEqual([
    { wanted: 'SUP001', words: 'SUP001 Meropenem 1g', packs: '4', note: 'for Ward 7' },
  ])
  expect(rows('Meropenem 1g\t5012345678900\t4')).toMatchObject([{ wanted: '5012345678900' }])
})

test('heads say what each column is, in any order; what nobody knows is not taken over and said', () => {
  const text = 'Ref\tQty\tPrice\tProduct\tPack size\nW4\t2.5\t9.99\tAdenosine\t6 vials\n'
  expect(readPaste(text)).toEqual({
    kind: 'rows',
    rows: [{ wanted: 'Adenosine', words: 'Adenosine 6 vials', packs: '2.5', note: 'W4' }],
    left: ['Price'],
  })
})

test('where two columns could be the packs, it is asked and never guessed', () => {
  const text = 'Adenosine\t6\t2\nMeropenem\t10\t40\n'
  expect(readPaste(text)).toEqual({
    kind: 'ask',
    columns: [
      { column: 1, samples: ['6', '10'] },
      { column: 2, samples: ['2', '40'] },
    ],
  })
  expect(rows(text, 2)).toMatchObject([{ wanted: 'Adenosine', words: 'Adenosine 6', packs: '2' }, { packs: '40' }])
  expect(rows(text, 1)).toMatchObject([
    { packs: '6', note: '2' },
    { packs: '10', note: '40' },
  ])
})

test('packs that are none stay as they were typed, in the column of the packs', () => {
  expect(rows('Adenosine\t6\nMeropenem\tten\nInsulin\t2.5\nMorphine\t')).toMatchObject([
    { packs: '6' },
    { packs: 'ten' },
    { packs: '2.5' },
    { packs: '' },
  ])
})

test('ids that a spreadsheet has rounded are known for what they are, and whole ones are not taken for them', () => {
  for (const text of ['1.08503E+17', '3,58947e+16', '1E+18', '35894711000001000'])
    expect(isBrokenByExcel(text)).toBe(true)
  expect(rows('1.08503E+17\t4')).toMatchObject([{ wanted: '1.08503E+17', packs: '4' }])
  fc.assert(
    fc.property(fc.bigInt({ min: 10n ** 14n, max: 10n ** 17n - 1n }), (stem) => {
      expect(isBrokenByExcel(`${stem}${verhoeffDigit(`${stem}`)}`)).toBe(false)
    }),
  )
})

test('a list is several rows or several cells; too many rows are refused as a whole', () => {
  expect([isList('adenosine'), isList('adenosine\n'), isList('a\tb'), isList('a\nb')]).toEqual([
    false,
    false,
    true,
    true,
  ])
  expect(whyNoList(' \n')).toMatch(/^Copy the rows/)
  expect(whyNoList(Array.from({ length: 501 }, () => 'a\t1').join('\n'))).toMatch(/500 rows or fewer.*501$/)
  expect(whyNoList('a\t1')).toBeNull()
})

test('a cell of any length refuses no list: it stands whole in its row, as far as a spreadsheet can hold it', () => {
  const long = fc.integer({ min: 1001, max: 40_000 })
  fc.assert(
    fc.property(long, fc.constantFrom(0, 1, 2), (length, column) => {
      const cells = ['Adenosine', '6', 'Ward 4']
      cells[column] = 'b'.repeat(length)
      const text = `Product\tPacks\tNote\nMeropenem\t12\t\n${cells.join('\t')}\nInsulin\t2\t`
      expect(whyNoList(text)).toBeNull()
      const read = rows(text)
      expect(read.map((one) => one.wanted.slice(0, 9))).toEqual(['Meropenem', cells[0]?.slice(0, 9), 'Insulin'])
      const kept = [read[1]?.wanted, read[1]?.packs, read[1]?.note][column]
      expect(kept).toHaveLength(Math.min(length, LONGEST_CELL))
    }),
    { numRuns: 30 },
  )
})
