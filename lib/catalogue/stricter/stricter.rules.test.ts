import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CD_NAMES, type CdCategory } from '../pack.rules.ts'
import {
  addsAnything,
  asTreated,
  atLeastAsStrict,
  BY_STRICTNESS,
  isStricter,
  stricterThan,
  strictest,
  type Treatment,
  treatmentWords,
} from './stricter.rules.ts'

const CATEGORIES = Object.keys(CD_NAMES) as CdCategory[]
const category = fc.constantFrom(...CATEGORIES)
const pack = fc.record({
  vmpId: fc.constantFrom('v', 'w'),
  amppId: fc.constantFrom('a', 'b'),
  cdCategory: category,
  needsPharmacist: fc.boolean(),
  fridge: fc.boolean(),
  hazardous: fc.boolean(),
})
const treatment = fc.record({
  vmpId: fc.constantFrom('v', 'w'),
  amppId: fc.constantFrom('', 'a', 'b'),
  cdCategory: category,
  pharmacist: fc.boolean(),
  fridge: fc.boolean(),
  hazardous: fc.boolean(),
})
const treatments = fc.array(treatment, { maxLength: 4 })

describe('categories of controlled drugs', () => {
  test('are ordered by their duties: each keeps its own, and what is stricter than stricter is stricter', () => {
    fc.assert(
      fc.property(category, category, category, (a, b, c) => {
        expect(atLeastAsStrict(a, a)).toBe(true)
        expect(atLeastAsStrict(a, '0000')).toBe(true)
        if (atLeastAsStrict(a, b) && atLeastAsStrict(b, c)) expect(atLeastAsStrict(a, c)).toBe(true)
        expect(isStricter(a, b) && isStricter(b, a)).toBe(false)
      }),
    )
  })

  test('two together give one that keeps the duties of both, and nothing laxer would', () => {
    fc.assert(
      fc.property(category, category, (a, b) => {
        const both = strictest(a, b)
        expect(atLeastAsStrict(both, a) && atLeastAsStrict(both, b)).toBe(true)
        const laxer = BY_STRICTNESS.filter((one) => isStricter(both, one))
        expect(laxer.some((one) => atLeastAsStrict(one, a) && atLeastAsStrict(one, b))).toBe(false)
      }),
    )
  })

  test('Schedule 2 without safe custody and Schedule 3 with it are neither stricter; together they are Schedule 2', () => {
    expect(isStricter('0003', '0004')).toBe(false)
    expect(isStricter('0004', '0003')).toBe(false)
    expect(strictest('0003', '0004')).toBe('0002')
    expect(isStricter('0002', '0010')).toBe(true)
    expect(isStricter('0008', '0009')).toBe(false)
  })
})

describe('how a trust treats a pack', () => {
  test('is never laxer than the dictionary, whatever the trust says and in whatever order', () => {
    fc.assert(
      fc.property(pack, treatments, (of, all: Treatment[]) => {
        const here = asTreated(of, all)
        expect(atLeastAsStrict(here.cdCategory, of.cdCategory)).toBe(true)
        expect(here.fridge || !of.fridge).toBe(true)
        expect(here.hazardous || !of.hazardous).toBe(true)
        expect(here.needsPharmacist || !of.needsPharmacist).toBe(true)
        const turned = asTreated(of, all.toReversed())
        expect(atLeastAsStrict(here.cdCategory, turned.cdCategory)).toBe(true)
        expect([turned.fridge, turned.hazardous]).toEqual([here.fridge, here.hazardous])
      }),
    )
  })

  test('keeps each thing the trust adds for it, and nothing that is said of others', () => {
    fc.assert(
      fc.property(pack, treatments, (of, all: Treatment[]) => {
        const here = asTreated(of, all)
        const own = all.filter((one) => one.vmpId === of.vmpId && ['', of.amppId].includes(one.amppId))
        for (const one of own) {
          expect(atLeastAsStrict(here.cdCategory, one.cdCategory)).toBe(true)
          expect(here.fridge || !one.fridge).toBe(true)
          expect(here.needsPharmacist || !one.pharmacist).toBe(true)
        }
        if (own.length === 0) expect(here).toEqual(of)
        expect(asTreated(here, all)).toEqual(here)
      }),
    )
  })

  test('may be any category that is stricter for every pack, and none that is not', () => {
    fc.assert(
      fc.property(fc.array(pack, { minLength: 1, maxLength: 4 }), category, (packs, one) => {
        const stricter = packs.every((of) => isStricter(one, of.cdCategory))
        expect(stricterThan(packs).includes(one)).toBe(stricter)
      }),
    )
    expect(stricterThan([{ cdCategory: '0002' }])).toEqual(
      ['0001'].filter((one) => isStricter(one as CdCategory, '0002')),
    )
  })

  test('is said in words, each thing once', () => {
    const all = { cdCategory: '0002', pharmacist: true, fridge: true, hazardous: true } as const
    expect(treatmentWords(all)).toEqual([
      'Treated here as a Schedule 2 controlled drug',
      'A pharmacist agrees to each order',
      'Kept in the fridge here',
      'Handled here as hazardous',
    ])
    expect(treatmentWords({ cdCategory: '0000', pharmacist: false, fridge: false, hazardous: false })).toEqual([])
  })

  test('a treatment that adds nothing is seen as that', () => {
    fc.assert(
      fc.property(pack, treatment, (of, one) => {
        expect(addsAnything(one, [of])).toBe(JSON.stringify(asTreated(of, [one])) !== JSON.stringify(of))
      }),
    )
  })
})
