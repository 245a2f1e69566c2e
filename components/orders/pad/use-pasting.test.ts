import { expect, test } from 'vitest'
import { readRow } from './use-pasting.ts'

test('a pasted row says what and how many, in either order, with tabs or semicolons', () => {
  expect(readRow('05012345678900\t12')).toEqual({ wanted: '05012345678900', packs: 12 })
  expect(readRow('12\tMeropenem 1g')).toEqual({ wanted: 'Meropenem 1g', packs: 12 })
  expect(readRow('Meropenem 1g; 1,200 ;')).toEqual({ wanted: 'Meropenem 1g', packs: 1200 })
  expect(readRow('SUP001\tMeropenem 1g\t4')).toEqual({ wanted: 'SUP001', packs: 4 })
})

test('a row without packs, or without a product, says what to add', () => {
  expect(readRow('Meropenem 1g')).toEqual({ remedy: 'Add the packs as a whole number in a column of its own' })
  expect(readRow('Meropenem 1g\t1.5')).toHaveProperty('remedy')
  expect(readRow('12')).toEqual({ remedy: 'Add a barcode, a code or a name' })
})
