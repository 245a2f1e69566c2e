import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isUuid } from '#lib/values/ids.ts'
import { commandKeyOf, isIdempotencyKey } from './command-key.ts'

test('a key becomes the same UUID for the same person, method, path and key, and another for any other', () => {
  const text = fc.string({ maxLength: 4 })
  const four = fc.tuple(text, fc.constantFrom('POST', 'PUT'), text, text)
  fc.assert(
    fc.property(four, four, (a, b) => {
      expect(isUuid(commandKeyOf(...a))).toBe(true)
      expect(commandKeyOf(...a) === commandKeyOf(...b)).toBe(JSON.stringify(a) === JSON.stringify(b))
      expect(commandKeyOf(...a)).toBe(commandKeyOf(...a))
    }),
  )
})

test('a key is 1 to 255 visible characters', () => {
  expect([null, '', ' ', 'a\n', 'ä', 'x'.repeat(256)].map(isIdempotencyKey)).toEqual(Array(6).fill(false))
  expect(['a', 'order 12', 'x'.repeat(255)].map(isIdempotencyKey)).toEqual([true, true, true])
})
