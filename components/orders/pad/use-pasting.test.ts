import { expect, test } from 'vitest'
import type { PadHit } from '#lib/orders/raise/hit.rules.ts'
import { packsMeant, readRow, remedyFor } from './use-pasting.ts'

test('a pasted row says what and how many, in either order, with tabs or semicolons', () => {
  expect(readRow('05012345678900\t12')).toEqual({ wanted: '05012345678900', packs: 12, words: '05012345678900' })
  expect(readRow('12\tMeropenem 1g')).toMatchObject({ wanted: 'Meropenem 1g', packs: 12 })
  expect(readRow('Meropenem 1g; 1,200 ;')).toMatchObject({ wanted: 'Meropenem 1g', packs: 1200 })
  expect(readRow('SUP001\tMeropenem 1g\t4')).toEqual({ wanted: 'SUP001', packs: 4, words: 'SUP001 Meropenem 1g' })
})

test('a row without packs, or without a product, says what to add', () => {
  expect(readRow('Meropenem 1g')).toEqual({ remedy: 'Add the packs as a whole number in a column of its own' })
  expect(readRow('Meropenem 1g\t1.5')).toHaveProperty('remedy')
  expect(readRow('12')).toEqual({ remedy: 'Add a barcode, a code or a name' })
})

const hit = (packText: string, maker: string) =>
  ({
    ...{
      vmpId: 'adenosine',
      product: 'Adenosine 6mg/2ml injection',
      packText,
      unitsMilli: Number.parseInt(packText, 10),
    },
    ...{ brand: '', maker, state: 'NO_CONTRACT' },
  }) as PadHit
const five = { ...hit('5 vials', 'Calder'), state: 'ON_CONTRACT' } as PadHit
const six = hit('6 vials', 'Northgate')

test('a row that several packs match takes none of them, on contract or not, and says which match', () => {
  expect(packsMeant([five, six], 'adenosine')).toEqual([five, six])
  expect(packsMeant([five, six], 'adenosine 6mg')).toEqual([five, six])
  expect(remedyFor([five, six])).toBe(
    '2 packs match: Adenosine 6mg/2ml injection, 5 vials (Calder); Adenosine 6mg/2ml injection, 6 vials (Northgate). ' +
      'Add the pack size, like “5 vials”, or use the code',
  )
  expect(remedyFor(Array.from({ length: 6 }, () => six))).toMatch(/^6 packs match: .*; and 2 more\. /)
})

test('the pack size in a row decides, however it is written', () => {
  for (const words of ['adenosine 6 vials', 'Adenosine 6 VIAL', 'adenosine, 6 vials'])
    expect(packsMeant([five, six], words)).toEqual([six])
  expect(packsMeant([five, six, hit('6 vials', 'Other')], 'adenosine 6 vials')).toHaveLength(2)
  expect(packsMeant([five], 'adenosine 6 vials')).toEqual([five])
  expect(packsMeant([five, six], 'adenosine 16 vials')).toHaveLength(2)
})

test('of makers’ packs that hold the same, the only one on contract is meant', () => {
  const other = hit('5 vials', 'Wexham')
  expect(packsMeant([other, five], 'adenosine')).toEqual([five])
  expect(packsMeant([other, five, six], 'adenosine')).toHaveLength(3)
  expect(packsMeant([other, five, six], 'adenosine 5 vials')).toEqual([five])
  expect(packsMeant([other, hit('5 vials', 'Calder')], 'adenosine')).toHaveLength(2)
  expect(packsMeant([{ ...five, vmpId: 'another' }, other], 'injection')).toHaveLength(2)
})
