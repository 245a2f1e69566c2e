import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gatherWords, type PackWords, WORDS_SHOWN, wordsKey, wordsLine } from './by-words.rules.ts'

const words = (description: string, more: Partial<PackWords> = {}): PackWords => ({
  ...{ description, brand: '', size: '', unit: '', supplier: '', ...more },
})

test('words are the same whatever their case, blanks and signs; a strength, a size or a supplier tells them apart', () => {
  const key = wordsKey(words('Meropenem 1g vials, (10)'))
  expect(wordsKey(words('  MEROPENEM  1g vials 10'))).toBe(key)
  for (const other of ['Meropenem 1g vials 1', 'Meropenem 1.0g vials 10', 'Meropenem 1% vials 10']) {
    expect(wordsKey(words(other))).not.toBe(key)
  }
  expect(wordsKey(words('a', { size: '1' }))).not.toBe(wordsKey(words('a', { unit: '1' })))
  expect(wordsKey(words('a', { supplier: 'b' }))).not.toBe(wordsKey(words('a', { brand: 'b' })))
  expect(wordsKey(words('5mg/5ml'))).not.toBe(wordsKey(words('5mg 5ml')))
  expect(wordsLine(words('Meropenem 1g', { size: '10', unit: 'vials', supplier: 'Calder' }))).toBe(
    'Meropenem 1g, 10 vials, Calder',
  )
})

test('every row is either known or asked, each words once, the first of them shown', () => {
  expect(gatherWords([], new Map())).toBeNull()
  const row = fc.record({
    row: fc.integer({ min: 2, max: 9999 }),
    words: fc.integer({ min: 0, max: 80 }).map((n) => words(`m${n}`)),
  })
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 200 }), fc.integer({ min: 0, max: 80 }), (rows, upTo) => {
      const said = Array.from(
        { length: upTo },
        (_, n) => [wordsKey(words(`m${n}`)), { amppId: `${n}`, choiceId: `c${n}` }] as const,
      )
      const found = gatherWords(rows, new Map(said))
      const different = new Set(rows.map((one) => wordsKey(one.words))).size
      expect((found?.askedCount ?? 0) + (found?.knownCount ?? 0)).toBe(different)
      expect(found?.asked).toHaveLength(Math.min(WORDS_SHOWN, found?.askedCount ?? 0))
      for (const one of found?.known ?? []) expect(`m${one.amppId}`).toBe(one.description)
      if (different <= WORDS_SHOWN) {
        const counted = [...(found?.asked ?? []), ...(found?.known ?? [])].reduce((sum, one) => sum + one.rows, 0)
        expect(counted).toBe(rows.length)
      }
    }),
  )
})
