import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asTreated, type Treatment } from '../stricter/stricter.rules.ts'
import { AWARE_CLASSES, asListed, awareOf, LIST_CODES, type Listing, listingWords, listWords } from './listed.rules.ts'

const FLAGS = ['fridge', 'hazardous', 'biosimilar', 'highCost'] as const
const id = fc.constantFrom('1', '2')
const listing: fc.Arbitrary<Listing> = fc
  .record({
    list: fc.constantFrom(...LIST_CODES),
    vmpId: id,
    amppId: fc.constantFrom('', '11', '12'),
    aware: fc.constantFrom('ACCESS' as const, 'WATCH' as const, 'RESERVE' as const),
  })
  .map(({ aware, ...one }) => ({ ...one, awareClass: one.list === 'AWARE' ? aware : '' }))
const listings = fc.array(listing, { maxLength: 8 })
const pack = fc.record({
  ...{ vmpId: id, amppId: fc.constantFrom('11', '12'), cdCategory: fc.constantFrom('0000', '0002') },
  ...{ fridge: fc.boolean(), hazardous: fc.boolean(), biosimilar: fc.boolean(), highCost: fc.boolean() },
  needsPharmacist: fc.boolean(),
})
const treatment: fc.Arbitrary<Treatment> = fc.record({
  ...{ vmpId: id, amppId: fc.constantFrom('', '11'), cdCategory: fc.constantFrom('0000' as const, '0004' as const) },
  ...{ pharmacist: fc.boolean(), fridge: fc.boolean(), hazardous: fc.boolean() },
})

describe('a pack with what the lists say', () => {
  test('keeps every flag it had, and never has fewer for one list more', () => {
    fc.assert(
      fc.property(pack, listings, listing, (one, all, more) => {
        const [then, with1] = [asListed(one, all), asListed(one, [...all, more])]
        for (const flag of FLAGS) {
          if (one[flag]) expect(then[flag]).toBe(true)
          if (then[flag]) expect(with1[flag]).toBe(true)
        }
      }),
    )
  })

  test('is the same in whatever order lists are joined, once or twice, and before or after what a trust treats more strictly', () => {
    fc.assert(
      fc.property(pack, listings, fc.array(treatment, { maxLength: 3 }), (one, all, own) => {
        const then = asListed(one, all)
        expect(asListed(one, all.toReversed())).toEqual(then)
        expect(asListed(then, all)).toEqual(then)
        expect(asListed(asTreated(one, own), all)).toEqual(asTreated(then, own))
        expect(listingWords(one, all.toReversed())).toEqual(listingWords(one, all))
      }),
    )
  })

  test('changes only by lists that name its medicine or itself, and only in what the list is about', () => {
    fc.assert(
      fc.property(pack, listing, (one, said) => {
        const then = asListed(one, [said])
        const about = said.vmpId === one.vmpId && (said.amppId === '' || said.amppId === one.amppId)
        if (!about) expect([then, listingWords(one, [said])]).toEqual([one, []])
        else if (said.list === 'AWARE') expect(then).toEqual(one)
        else expect(FLAGS.some((flag) => then[flag])).toBe(true)
        expect({ ...then, fridge: 0, hazardous: 0, biosimilar: 0, highCost: 0 }).toEqual({
          ...{ ...one, fridge: 0, hazardous: 0, biosimilar: 0, highCost: 0 },
        })
      }),
    )
  })
})

test('of several classes of an antibiotic the one to be kept back most holds', () => {
  const order = ['', ...Object.keys(AWARE_CLASSES)]
  fc.assert(
    fc.property(listings, (all) => {
      const most = Math.max(0, ...all.map((one) => order.indexOf(one.awareClass)))
      expect(awareOf(all)).toBe(order[most])
    }),
  )
})

test('what a list says is said in words', () => {
  const of = (list: Listing['list'], awareClass: Listing['awareClass'] = ''): Listing => {
    return { list, awareClass, vmpId: '1', amppId: '' }
  }
  expect(listingWords({ vmpId: '1', amppId: '11' }, [of('BLUETEQ'), of('TARIFF_EXCLUDED'), of('FRIDGE')])).toEqual([
    'Tariff-excluded',
    'Blueteq form before supply',
  ])
  expect(listingWords({ vmpId: '1', amppId: '11' }, [of('AWARE', 'ACCESS'), of('AWARE', 'WATCH')])).toEqual([
    'AWaRe: Watch',
  ])
  expect([listWords(of('AWARE', 'RESERVE')), listWords(of('FRIDGE'))]).toEqual(['AWaRe: Reserve', 'Fridge'])
})
