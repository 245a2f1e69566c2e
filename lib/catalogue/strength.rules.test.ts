import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinStrengths, otherSpellings, strengthForms } from './strength.rules.ts'

describe('a strength that was typed', () => {
  test.each([
    ['1000mg', '1g'],
    ['1g', '1000mg'],
    ['0.5g', '500mg'],
    ['500mcg', '500microgram'],
    ['0.5mg', '500microgram'],
    ['1l', '1000ml'],
    ['5000iu', '5000unit'],
    ['5000u', '5 000unit'],
  ])('%s is also written %s', (typed, written) => {
    expect(strengthForms(typed)).toContain(written)
  })

  test('is none where a word only looks like one', () => {
    for (const word of ['meropenem', '10', 'g', '1gx', '1.g', '', 'constructor', '1constructor']) {
      expect(strengthForms(word)).toBeNull()
    }
  })

  test('means the same amount in every form', () => {
    const size: Record<string, number> = { g: 1e9, mg: 1e6, microgram: 1e3, nanogram: 1 }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), fc.constantFrom('g', 'mg', 'mcg', 'ng'), (number, unit) => {
        const written = { g: 'g', mg: 'mg', mcg: 'microgram', ng: 'nanogram' }[unit] ?? ''
        for (const form of strengthForms(`${number}${unit}`) ?? []) {
          const [, amount = '', name = ''] = /^([\d. ]+?) ?([a-z]+)$/.exec(form) ?? []
          expect(Number(amount.replaceAll(' ', '')) * (size[name] ?? Number.NaN)).toBeCloseTo(
            number * (size[written] ?? 0),
            3,
          )
        }
      }),
    )
  })

  test('stands in one word with its unit', () => {
    expect(joinStrengths(['meropenem', '1', 'g', 'vials'])).toEqual(['meropenem', '1g', 'vials'])
    expect(joinStrengths(['10', 'vials'])).toEqual(['10', 'vials'])
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z0-9.]{1,6}$/), { maxLength: 6 }), (words) => {
        expect(joinStrengths(words).join('')).toBe(words.join(''))
        expect(joinStrengths(joinStrengths(words))).toEqual(joinStrengths(words))
      }),
    )
  })
})

describe('other spellings', () => {
  test('keep every word that is no strength, are few, and never what was typed', () => {
    const word = fc.oneof(fc.constantFrom('1g', '500mg', '10ml', '5mcg'), fc.stringMatching(/^[a-z]{3,8}$/))
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const others = otherSpellings(words)
        expect(others.length).toBeLessThanOrEqual(8)
        for (const one of others) {
          expect(one).not.toEqual(words)
          expect(one).toHaveLength(words.length)
          for (const [place, spelt] of one.entries()) {
            const typed = words[place] ?? ''
            if (strengthForms(typed) === null) expect(spelt).toBe(typed)
          }
        }
        if (words.every((typed) => strengthForms(typed) === null)) expect(others).toEqual([])
      }),
    )
    expect(otherSpellings(['meropenem', '1000mg'])[0]).toEqual(['meropenem', '1g'])
  })
})
