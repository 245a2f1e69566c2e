import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packs } from '#lib/values/packs.ts'
import type { ShownLine } from './shown-line.ts'
import { mergeOf, twinsOf } from './twin-lines.ts'

const line = (key: string, more: Partial<ShownLine> = {}) =>
  ({
    ...{ key, id: key, amppId: 'a', storeId: 'm', supplierId: 's', replaces: false, packs: packs(4), ownNote: '' },
    ...{ product: 'Meropenem 1g', packText: '10 vials', basis: 'contract', price: 1000, source: '', reason: null },
    ...more,
  }) as ShownLine

test('each line of a pack and place but the first is a twin of the first, whoever supplies it', () => {
  const drawn = fc.record({
    amppId: fc.constantFrom('a', 'b'),
    storeId: fc.constantFrom('m', 'n'),
    supplierId: fc.constantFrom('s', 't'),
    replaces: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(drawn, { maxLength: 12 }), (all) => {
      const lines = all.map((one, index) => line(String(index), one))
      const twins = twinsOf(lines)
      for (const [index, one] of lines.entries()) {
        const same = (other: ShownLine) =>
          !other.replaces && other.amppId === one.amppId && other.storeId === one.storeId
        const first = one.replaces ? undefined : lines.slice(0, index).find(same)
        expect(twins.get(one.key)).toBe(first)
      }
    }),
  )
})

test('made one, no pack and no note is lost; undone, both stand as before', () => {
  const first = line('1', { packs: packs(6), ownNote: 'Theatre 3' })
  const second = line('2', { packs: packs(7), ownNote: 'Ward 4' })
  expect(mergeOf(second, first, 'r')).toEqual({
    packs: 13,
    changes: [
      { do: 'line', line: '1', packs: 13, ownNote: 'Theatre 3; Ward 4' },
      { do: 'remove', line: '2' },
    ],
    undo: {
      id: 'r',
      words: 'Meropenem 1g, 10 vials, is one line of 13.',
      changes: [
        { do: 'line', line: '1', packs: 6, ownNote: 'Theatre 3' },
        { do: 'add', ref: 'r', amppId: 'a', packs: 7, storeId: 'm', ownNote: 'Ward 4', supplierId: 's' },
      ],
    },
  })
  const note = mergeOf({ ...second, ownNote: 'Theatre 3' }, first, 'r')?.changes[0]
  expect(note).toMatchObject({ ownNote: 'Theatre 3' })
})

test('what does not fit into one line is not offered to be one', () => {
  expect(mergeOf(line('2', { packs: packs(999_999) }), line('1'), 'r')).toBeNull()
  expect(mergeOf(line('2', { ownNote: 'x'.repeat(300) }), line('1', { ownNote: 'y'.repeat(300) }), 'r')).toBeNull()
})
