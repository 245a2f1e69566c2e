import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gs1Digit, verhoeffDigit } from '#lib/values/codes.ts'
import { disagreements, PACK_FILE, type PackColumn, readPackRow } from './pack-file.rules.ts'

const dmd = (stem: number) => `${stem}100000110${verhoeffDigit(`${stem}100000110`)}`
const GOOD: Partial<Record<PackColumn, string>> = {
  ampp_id: dmd(101),
  vmpp_id: dmd(201),
  amp_id: dmd(301),
  vmp_id: dmd(401),
  name: 'Adenosine 6mg/2ml vials',
  maker: 'Sanofi',
  pack_size: '6',
  unit: 'vial',
}

type Cells = Partial<Record<PackColumn, string>>

function read(...rows: Cells[]) {
  const read = rows.map((cells, index) => {
    const all = PACK_FILE.all.map((name) => [name, ({ ...GOOD, ...cells } as Cells)[name] ?? ''])
    return readPackRow({ row: index + 2, cells: Object.fromEntries(all) as Record<PackColumn, string> })
  })
  const packs = read.flatMap(({ value }) => value ?? [])
  return { packs, problems: [...read.flatMap(({ problems }) => problems), ...disagreements(packs)] }
}

const other = (n: number, more: Cells = {}): Cells => ({ ampp_id: dmd(100 + n), amp_id: dmd(300 + n), ...more })

describe('a row of a product file', () => {
  test('gives a pack; what is empty has its default', () => {
    expect(read({ gtins: '5000283101086 from 07/03/2019 to 2026-05-31 | 05060064792018' })).toMatchObject({
      problems: [],
      packs: [
        {
          packText: '6 vials',
          unitsMilli: 6000,
          cdCategory: '0000',
          fridge: false,
          listPrice: null,
          search: ' adenosine 6mg 2ml vials 6 vials sanofi',
          gtins: [
            { gtin: '05000283101086', from: '2019-03-07', to: '2026-05-31' },
            { gtin: '05060064792018', from: null, to: null },
          ],
        },
      ],
    })
    expect(read({ pack_size: '1' }).packs[0]?.packText).toBe('1 vial')
    expect(read({ pack_size: '2.5', unit: 'ml' }).packs[0]?.packText).toBe('2.5 ml')
    expect(read({ cd_category: '2', fridge: 'yes', list_price: '£6.45' }).packs[0]).toMatchObject({
      cdCategory: '0002',
      fridge: true,
      listPrice: 64_500,
    })
  })

  test.each<[string, Cells, PackColumn, string]>([
    ['an empty id', { ampp_id: '' }, 'ampp_id', 'Nothing stands here'],
    ['an id that Excel broke', { ampp_id: '1.08503E+17' }, 'ampp_id', 'Excel has shortened this id'],
    ['an id that Excel rounded', { ampp_id: '4744711000001100' }, 'ampp_id', 'Excel has probably rounded'],
    ['an id with a wrong digit', { vmp_id: '324344006' }, 'vmp_id', 'check digit does not fit'],
    ['a word for an id', { amp_id: 'none' }, 'amp_id', 'no dm+d id'],
    ['no name', { name: '' }, 'name', 'Nothing stands here'],
    ['a size that is none', { pack_size: 'ten' }, 'pack_size', 'how many units'],
    ['a size of nothing', { pack_size: '0' }, 'pack_size', 'how many units'],
    ['a barcode with a wrong digit', { gtins: '05000283101087' }, 'gtins', 'check digit of the barcode'],
    ['a barcode without its zeros', { gtins: '28310108' + '6' }, 'gtins', 'has 8, 12, 13 or 14 digits'],
    ['a barcode that Excel broke', { gtins: '5.06006E+12' }, 'gtins', 'Excel has shortened'],
    [
      'a barcode that ends before it begins',
      { gtins: '05000283101086 from 2026-01-02 to 2026-01-01' },
      'gtins',
      'ends before it begins',
    ],
    ['a day that is none', { gtins: '05000283101086 from 2026-02-30' }, 'gtins', 'Write the days'],
    ['a flag that is none', { fridge: 'maybe' }, 'fridge', 'Enter Y or N'],
    ['a code of no controlled drug', { cd_category: '0099' }, 'cd_category', '0001 to 0010'],
    ['a price of nothing', { list_price: '0.00' }, 'list_price', 'more than zero'],
    ['a price with five decimals', { list_price: '1.23456' }, 'list_price', 'four decimals'],
    ['a price with a comma', { list_price: '18,50' }, 'list_price', 'with a point'],
  ])('%s is told with column and remedy', (_name, cells, column, words) => {
    const { packs, problems } = read(cells)
    expect(packs).toEqual([])
    expect(problems).toMatchObject([{ row: 2, column, problem: expect.stringContaining(words) }])
  })

  test.each<[string, Cells[], PackColumn, string]>([
    ['the same pack', [{}, {}], 'ampp_id', 'row 2 already'],
    ['a VMPP with two medicines', [{}, other(2, { vmp_id: dmd(499) })], 'vmp_id', 'another VMP for the same VMPP'],
    ['a VMPP with two sizes', [{}, other(2, { pack_size: '5' })], 'pack_size', 'another size for the same VMPP'],
    [
      'an AMP with two medicines',
      [{}, { ampp_id: dmd(102), vmpp_id: dmd(202), vmp_id: dmd(402) }],
      'vmp_id',
      'another VMP for the same AMP',
    ],
    ['a medicine in two units', [{}, other(2, { vmpp_id: dmd(202), unit: 'ml' })], 'unit', 'one unit'],
    [
      'one barcode for two packs',
      [{ gtins: '05000283101086' }, other(2, { gtins: '5000283101086' })],
      'gtins',
      'one pack at a time',
    ],
  ])('%s in two rows is told', (_name, rows, column, words) => {
    expect(read(...rows).problems).toMatchObject([{ row: 3, column, problem: expect.stringContaining(words) }])
  })

  test('a barcode that moves from one pack to another on a day is good', () => {
    const rows = [{ gtins: '05000283101086 to 2025-12-31' }, other(2, { gtins: '05000283101086 from 2026-01-01' })]
    expect(read(...rows).problems).toEqual([])
  })
})

const anyDigits = fc.stringMatching(/^[1-9]\d{5,16}$/)

describe('for any row', () => {
  test('one wrong digit anywhere in an id or a barcode is found', () => {
    fc.assert(
      fc.property(anyDigits, fc.nat(), fc.integer({ min: 1, max: 9 }), (digits, place, by) => {
        const id = `${digits}${verhoeffDigit(digits)}`
        const at = place % id.length
        const wrong = `${id.slice(0, at)}${(Number(id[at]) + by) % 10}${id.slice(at + 1)}`
        expect(read({ ampp_id: wrong }).problems).toMatchObject([{ column: 'ampp_id' }])
        const twelve = digits.slice(0, 6).padEnd(12, '7')
        const gtin = `${twelve}${gs1Digit(twelve)}`
        const spot = place % gtin.length
        const bad = `${gtin.slice(0, spot)}${(Number(gtin[spot]) + by) % 10}${gtin.slice(spot + 1)}`
        expect(read({ gtins: bad }).problems).toMatchObject([{ column: 'gtins' }])
      }),
    )
  })

  test('a row is read or has a problem with a column that it has; nothing crashes', () => {
    const junk = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('', '0', '-1', '1e9', '9'.repeat(30), '£', '|', 'from', '2026-13-01', 'Y', '=1+1', '\u202e'),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...PACK_FILE.all), junk), (cells) => {
        const { packs, problems } = read(cells)
        expect(packs.length === 0).toBe(problems.length > 0)
        for (const one of problems) {
          expect(PACK_FILE.all).toContain(one.column)
          expect(one.problem).toMatch(/\.$/)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
