import { expect, test } from 'vitest'
import { wrongStore } from './wrong-store.rules.ts'

const main = { label: 'Main store', kind: 'pharmacy' as const }
const cupboard = { label: 'CD cupboard', kind: 'cd_cupboard' as const }

test('controlled drugs belong in a CD cupboard, and nothing else does', () => {
  expect(wrongStore({ kind: 'cd' }, main)).toBe('Main store is not a CD cupboard.')
  expect(wrongStore({ kind: 'standard' }, cupboard)).toBe('CD cupboard is a CD cupboard.')
  expect(wrongStore({ kind: 'cd' }, cupboard)).toBeNull()
  expect(wrongStore({ kind: 'standard' }, main)).toBeNull()
  expect(wrongStore({ kind: 'cd' }, null)).toBeNull()
})
