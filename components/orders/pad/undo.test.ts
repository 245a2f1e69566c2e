import { expect, test } from 'vitest'
import type { ShownLine } from './shown-line.ts'
import type { ShownRow } from './shown-rows.ts'
import { undoDrop, undoRemove } from './undo.ts'

const line = {
  ...{
    amppId: '1',
    product: 'Meropenem 1g',
    packText: '10 vials',
    packs: 4,
    supplierId: 's',
    storeId: 'm',
    ownNote: 'W4',
  },
  ...{ basis: 'contract', price: 1000, source: '', reason: null, note: '' },
} as unknown as ShownLine

test('a removed line comes back with all that was said of it', () => {
  expect(undoRemove(line, 'r')).toEqual({
    id: 'r',
    words: 'Meropenem 1g, 10 vials, is removed.',
    changes: [{ do: 'add', ref: 'r', amppId: '1', packs: 4, storeId: 'm', ownNote: 'W4', supplierId: 's' }],
  })
  const typed = { ...line, basis: 'typed', source: 'Phoned', reason: 'OUT_OF_STOCK', note: 'Ask Sam' } as never
  expect(undoRemove(typed, 'r').changes[1]).toEqual({
    ...{ do: 'line', line: 'r', price: 1000, priceSource: 'Phoned', reason: 'OUT_OF_STOCK', note: 'Ask Sam' },
  })
})

test('a row that was left out comes back as it was typed, and is looked for', () => {
  const row = {
    id: 'r',
    no: 3,
    wanted: 'a',
    words: 'a b',
    packs: '2.5',
    note: '',
    amppId: null,
    supplierId: null,
  } as ShownRow
  expect(undoDrop(row).changes).toMatchObject([{ do: 'row', ref: 'r', no: 3, words: 'a b', packs: '2.5', look: true }])
})
