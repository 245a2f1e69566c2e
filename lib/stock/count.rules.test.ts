import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localDate } from '#lib/values/dates.ts'
import { type Batch, movesToCount } from './count.rules.ts'

const anyBatches = fc.array(
  fc.record({
    amppId: fc.constantFrom('1', '2', '3'),
    batch: fc.constantFrom('', 'A', 'B'),
    expiry: fc.constantFrom(null, localDate('2027-01-31')),
    unitsMilli: fc.nat(50_000),
  }),
  { maxLength: 12 },
)

function sums(...lists: readonly Batch[][]): Map<string, number> {
  const found = new Map<string, number>()
  for (const one of lists.flat()) {
    const key = `${one.amppId} ${one.batch} ${one.expiry}`
    found.set(key, (found.get(key) ?? 0) + one.unitsMilli)
  }
  for (const [key, units] of found) if (units === 0) found.delete(key)
  return found
}

test('after the moves the shelf holds what was counted, and nothing else of the packs that were counted', () => {
  fc.assert(
    fc.property(anyBatches, anyBatches, (held, counted) => {
      const moves = movesToCount(held, counted)
      const packs = new Set(counted.map((one) => one.amppId))
      const left = held.filter((one) => !packs.has(one.amppId))
      expect(sums(held, moves)).toEqual(sums(left, counted))
      for (const move of moves) expect(move.unitsMilli).not.toBe(0)
      expect(movesToCount([...held, ...moves], counted)).toEqual([])
    }),
  )
})
