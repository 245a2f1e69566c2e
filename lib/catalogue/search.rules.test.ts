import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gs1Digit } from '#lib/values/codes.ts'
import { localDate } from '#lib/values/dates.ts'
import { milli } from '#lib/values/packs.ts'
import { packSearchText, searchable } from './pack.rules.ts'
import { lookAlikes, readSearch, samePacks } from './search.rules.ts'

const today = localDate('2026-11-23')
const read = (text: string) => readSearch(text, today)

describe('what was typed', () => {
  test.each([
    ['mer', ['mer']],
    ['Méropenem 1g', ['meropenem', '1g']],
    ['adeno 6mg/2ml', ['adeno', '6mg', '2ml']],
    ['enoxaparin 0.4ml.', ['enoxaparin', '0.4ml']],
    ['a b c d e f ghi', []],
    ['me', []],
    ['50% _x', []],
  ])('%s is looked for as words', (text, words) => {
    expect(read(text).words).toEqual(words)
  })

  test('a barcode in any form is one code', () => {
    const gtin = ['05000283101086']
    expect(read('05000283101086')).toEqual({ words: [], codes: gtin })
    expect(read('5000283101086').codes).toEqual([...gtin, '5000283101086'])
    expect(read(']d201050002831010861727053110AB12')).toEqual({ words: [], codes: gtin })
    expect(read('(01)05000283101086(17)270531(10)AB12').codes).toEqual(gtin)
  })

  test('a dm+d id and a supplier’s code are codes', () => {
    expect(read('324344005')).toEqual({ words: [], codes: ['324344005'] })
    expect(read('daa000').codes).toContain('DAA000')
    expect(read('daa000').words).toEqual(['daa000'])
  })

  test('whatever is typed, words hold no sign that a pattern would read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const { words, codes } = read(text)
        expect(words.length).toBeLessThanOrEqual(6)
        for (const word of words) expect(word).toMatch(/^[a-z0-9.]+$/)
        for (const code of codes) expect(code.trim()).toBe(code)
      }),
    )
  })

  test('every GTIN is found by each of its lengths', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{11}$/), (digits) => {
        const gtin = `${digits}${gs1Digit(digits)}`
        expect(read(gtin).codes).toContain(`0${gtin}`)
        expect(read(`0${gtin}`).codes).toEqual([`0${gtin}`])
      }),
    )
  })

  test('a word of a pack finds the pack, from its first letters', () => {
    const text = packSearchText({
      name: 'Adenosine 6mg/2ml vials',
      brand: 'Adenocor',
      maker: 'Sanofi',
      packText: '6 vials',
    })
    for (const typed of ['aden', '2ml', 'ADENOCOR', 'sano']) expect(text).toContain(` ${searchable(typed)}`)
  })
})

describe('packs that look alike', () => {
  const pack = (units: number, discontinued = false) => ({
    vmpId: 'v',
    name: 'Adenosine',
    unitName: 'vial',
    unitsMilli: milli(units * 1000),
    discontinued,
  })

  test('five and six vials do; two makers of six do not', () => {
    expect(lookAlikes([pack(6), pack(5), pack(6)])).toMatchObject([{ vmpId: 'v', sizes: [5000, 6000] }])
    expect(lookAlikes([pack(6), pack(6), pack(5, true)])).toEqual([])
  })

  test('10 packs of 6 equal 12 packs of 5', () => {
    expect(samePacks(milli(6000), milli(5000))).toEqual({ larger: 10, smaller: 12 })
    expect(samePacks(milli(100_000), milli(28_000))).toEqual({ larger: 7, smaller: 25 })
    expect(samePacks(milli(1000), milli(7))).toBeNull()
  })

  test('the counts always hold the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (a, b) => {
        const [large, small] = [Math.max(a, b), Math.min(a, b)]
        const found = samePacks(milli(large), milli(small))
        if (found) expect(found.larger * large).toBe(found.smaller * small)
      }),
    )
  })
})
