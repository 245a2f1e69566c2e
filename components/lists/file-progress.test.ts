import fc from 'fast-check'
import { expect, test } from 'vitest'
import { madeWords } from './file-progress.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

test('how far a file has come is said with how far it has to go, never as more than the whole', () => {
  expect(plain(madeWords({ rows: 5000, rowsExpected: 12_000 }))).toBe('5,000 of about 12,000 rows so far')
  expect(plain(madeWords({ rows: 1, rowsExpected: null }))).toBe('1 row so far')
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (rows, rowsExpected) => {
      const [so, of] = [...madeWords({ rows, rowsExpected }).matchAll(/[\d,]+/g)].map(([text]) =>
        Number(text.replaceAll(',', '')),
      )
      expect(so).toBe(rows)
      expect(of).toBeGreaterThanOrEqual(rows)
    }),
  )
})
