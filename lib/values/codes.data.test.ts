import { expect, it } from 'vitest'
import { referenceText } from '#lib/testing/reference-data.ts'
import { isDmdId, isGtin } from './codes.ts'

it('every real dm+d id and barcode has a good check digit', () => {
  const ids = referenceText('dmd_seed.csv')
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map((row) => row.split(',')[1] ?? '')
  expect(ids.length).toBeGreaterThan(100)
  expect(ids.filter((id) => !isDmdId(id))).toEqual([])
  const text = referenceText('dmd-products.json')
  const gtins = [...text.matchAll(/"gtin": "(\d+)"/g)].map((match) => match[1] ?? '')
  expect(gtins.length).toBeGreaterThan(5)
  expect(gtins.filter((gtin) => !isGtin(gtin))).toEqual([])
})
