import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packsMeant, type RowPack, type RowTexts, rowPacks, settleRow } from './row.rules.ts'

const pack = (packText: string, more: Partial<RowPack> = {}): RowPack => ({
  ...{ amppId: packText, vmpId: 'adenosine', product: 'Adenosine 6mg/2ml injection', packText, maker: 'Calder' },
  ...{
    unitsMilli: Number.parseInt(packText, 10),
    onContract: false,
    vendor: true,
    discontinued: false,
    notPermitted: false,
  },
  ...more,
})
const five = pack('5 vials', { onContract: true })
const six = pack('6 vials', { maker: 'Northgate' })
const row = (more: Partial<RowTexts> = {}): RowTexts => ({
  ...{ wanted: 'adenosine', words: 'adenosine', packs: '4', note: '', amppId: null, supplierId: null },
  ...more,
})
const codes = (given: Partial<RowTexts>, found: RowPack[] | null) => {
  const settled = settleRow(row(given), found)
  return Array.isArray(settled) ? settled.map((one) => one.code) : settled
}

test('a row that means one pack and whole packs is a line', () => {
  expect(codes({}, [five])).toEqual({ amppId: '5 vials', packs: 4, supplierId: null })
  expect(codes({ packs: '1,200.00' }, [five])).toMatchObject({ packs: 1200 })
  expect(codes({ amppId: '6 vials', wanted: '' }, [six])).toMatchObject({ amppId: '6 vials' })
})

test('everything in the way is said at once', () => {
  expect(codes({ wanted: ' ', packs: '' }, [])).toEqual(['NO_PRODUCT', 'NO_PACKS'])
  expect(codes({ wanted: '1.08503E+17', packs: '2.5' }, [])).toEqual(['BROKEN_BY_EXCEL', 'NOT_WHOLE'])
  expect(codes({ wanted: 'ad' }, null)).toEqual(['TOO_SHORT'])
  expect(codes({ wanted: 'adonesine' }, [])).toEqual(['UNKNOWN'])
  expect(settleRow(row({ wanted: 'b'.repeat(1003) }), null)).toEqual([{ code: 'LONG_PRODUCT', over: 3 }])
  expect(codes({ wanted: '35894711000001107' }, [])).toEqual(['WRONG_DIGIT'])
  expect(codes({ wanted: '05012345678901' }, [])).toEqual(['WRONG_DIGIT'])
  expect(codes({ packs: '1000001', note: 'x'.repeat(512) }, [five])).toEqual(['TOO_MANY_PACKS', 'LONG_NOTE'])
  expect(codes({}, [pack('5 vials', { discontinued: true })])).toEqual(['DISCONTINUED'])
  expect(codes({}, [pack('5 vials', { vendor: false })])).toEqual(['NO_SUPPLIER'])
  expect(codes({ supplierId: 'calder' }, [pack('5 vials', { vendor: false })])).toMatchObject({ supplierId: 'calder' })
})

test('a row that several packs match takes none of them, on contract or not, and offers them', () => {
  expect(settleRow(row(), [five, six])).toEqual([
    {
      code: 'SEVERAL',
      packs: [
        { amppId: '5 vials', words: 'Adenosine 6mg/2ml injection, 5 vials (Calder), on contract' },
        { amppId: '6 vials', words: 'Adenosine 6mg/2ml injection, 6 vials (Northgate)' },
      ],
      more: 0,
    },
  ])
  expect(
    settleRow(
      row(),
      Array.from({ length: 15 }, () => six),
    ),
  ).toMatchObject([{ more: 3 }])
  expect(codes({}, [five, pack('6 vials', { discontinued: true })])).toMatchObject({ amppId: '5 vials' })
})

test('the pack size in a row decides, however it is written', () => {
  for (const words of ['adenosine 6 vials', 'Adenosine 6 VIAL', 'adenosine, 6 vials'])
    expect(packsMeant([five, six], words)).toEqual([six])
  expect(packsMeant([five, six, pack('6 vials', { maker: 'Other' })], 'adenosine 6 vials')).toHaveLength(2)
  expect(packsMeant([five, six], 'adenosine 16 vials')).toHaveLength(2)
})

test('of makers’ packs that hold the same, the only one on contract is meant', () => {
  const other = pack('5 vials', { maker: 'Wexham' })
  expect(packsMeant([other, five], 'adenosine')).toEqual([five])
  expect(packsMeant([other, five, six], 'adenosine')).toHaveLength(3)
  expect(packsMeant([other, five, six], 'adenosine 5 vials')).toEqual([five])
  expect(packsMeant([other, pack('5 vials')], 'adenosine')).toHaveLength(2)
  expect(packsMeant([{ ...five, vmpId: 'another' }, other], 'injection')).toHaveLength(2)
})

test('packs are whole numbers above nothing, with commas or noughts after the point, and nothing else', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999 }), fc.constantFrom('', '.0', '.00'), (count, noughts) => {
      expect(rowPacks(`${count}${noughts}`)).toBe(count)
      expect(rowPacks(`${count.toLocaleString('en-GB')}${noughts}`)).toBe(count)
      expect(rowPacks(`-${count}`)).toBeNull()
      expect(rowPacks(`${count}.5`)).toBeNull()
    }),
  )
  expect(['0', '0.00', '', 'ten', '1e3', '1,20'].map(rowPacks)).toEqual([null, null, null, null, null, null])
})

test('a pack that the formulary does not permit is never meant, and said where it is the only one', () => {
  const refused = pack('5 vials', { notPermitted: true })
  expect(codes({}, [refused])).toEqual(['NOT_PERMITTED'])
  expect(codes({}, [refused, six])).toMatchObject({ amppId: '6 vials' })
})
