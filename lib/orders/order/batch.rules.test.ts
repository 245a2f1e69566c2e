import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isBatch } from './batch.rules.ts'

const GS1 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'

test('a batch holds at most 20 of the 82 characters of GS1', () => {
  expect(new Set(GS1).size).toBe(82)
  for (let code = 0; code < 0x250; code += 1) {
    const letter = String.fromCharCode(code)
    expect(isBatch(letter), `U+${code.toString(16)}`).toBe(GS1.includes(letter))
  }
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...GS1), { maxLength: 40 }), (letters) => {
      expect(isBatch(letters.join(''))).toBe(letters.length <= 20)
    }),
  )
  for (const wrong of ['LOT 12', 'B1😀', 'Ä1', 'B1\n', '\u001d']) expect(isBatch(wrong), wrong).toBe(false)
})
