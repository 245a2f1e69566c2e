import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localDate } from '#lib/values/dates.ts'
import { mayDecideRow, mayFinish, nothingDecided, type ReviewedRow, reviewDue } from './review.rules.ts'

const row: fc.Arbitrary<ReviewedRow> = fc.record({
  personId: fc.constantFrom('a', 'b', 'c'),
  verdict: fc.constantFrom(null, 'confirmed' as const, 'withdrawn' as const, 'gone' as const),
})

test('nobody decides about themselves, twice, or after the end; and a round ends when every row is decided', () => {
  fc.assert(
    fc.property(fc.array(row), fc.constantFrom('a', 'b', 'c'), fc.boolean(), (rows, reviewer, finished) => {
      for (const one of rows) {
        const may = mayDecideRow(one, reviewer, { finished }).ok
        expect(may).toBe(!finished && one.personId !== reviewer && one.verdict === null)
      }
      expect(mayFinish(rows, { finished }).ok).toBe(!finished && rows.every((one) => one.verdict !== null))
    }),
  )
})

test('who saves without a verdict reads how many rows are open to them', () => {
  expect(nothingDecided(0)).toContain('somebody else decides it')
  expect(nothingDecided(1)).toBe('Nothing is decided yet: choose a verdict for at least one of the 1 row that is open')
  expect(nothingDecided(12)).toContain('12 rows that are open')
})

test('the next one is due so many months after the last, or after the trust began', () => {
  const began = localDate('2026-01-31')
  expect(reviewDue(null, began, 6)).toBe('2026-07-31')
  expect(reviewDue(localDate('2026-08-31'), began, 6)).toBe('2027-02-28')
})
