import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pence } from '#lib/values/money.ts'
import { bandIn } from './approval.rules.ts'
import { limitOf } from './decide.rules.ts'
import { highestOf, justOne } from './plan.rules.ts'
import { approvalScheme, DEFAULT_SCHEME } from './scheme.schema.ts'

const problems = (change: Record<string, unknown>) => {
  const read = approvalScheme.safeParse({ ...DEFAULT_SCHEME, ...change })
  return read.success ? [] : read.error.issues.map((issue) => issue.path.join('.'))
}
const two = [[{ role: 'lead', people: [], signatures: 2 }]]

describe('bands', () => {
  it.each([
    [
      'an end that does not rise',
      [
        { upTo: 5, plan: [] },
        { upTo: 5, plan: [] },
        { upTo: null, plan: justOne('lead') },
      ],
      'bands.1.upTo',
    ],
    [
      'a band without an end in the middle',
      [
        { upTo: null, plan: [] },
        { upTo: null, plan: justOne('lead') },
      ],
      'bands.0.upTo',
    ],
    ['a last band with an end', [{ upTo: 5, plan: justOne('lead') }], 'bands.0.upTo'],
    ['nobody for what has no limit', [{ upTo: null, plan: [] }], 'bands.0.plan'],
    [
      'less for more',
      [
        { upTo: 5, plan: justOne('chief') },
        { upTo: null, plan: justOne('lead') },
      ],
      'bands.1.plan',
    ],
    [
      'one signature where two were asked below',
      [
        { upTo: 5, plan: two },
        { upTo: null, plan: justOne('director') },
      ],
      'bands.1.plan',
    ],
    ['no band', [], 'bands'],
    [
      'an amount below nothing',
      [
        { upTo: -1, plan: [] },
        { upTo: null, plan: justOne('lead') },
      ],
      'bands.0.upTo',
    ],
  ])('refuse %s', (_, bands, path) => {
    expect(problems({ bands })).toContain(path)
  })

  it('are the same for what is bought beside the contracts', () => {
    expect(problems({ offContract: [{ upTo: 5, plan: [] }] })).toContain('offContract.0.upTo')
  })
})

describe('what the law asks for', () => {
  it('can only be added to', () => {
    const { categories } = DEFAULT_SCHEME.controlledDrugs
    expect(problems({ controlledDrugs: { categories: categories.slice(1), plan: justOne('pharmacist') } })).not.toEqual(
      [],
    )
    expect(problems({ controlledDrugs: { categories, plan: justOne('chief') } })).toEqual(['controlledDrugs.plan'])
    expect(problems({ controlledDrugs: { categories, plan: [] } })).toEqual(['controlledDrugs.plan'])
    expect(problems({ unlicensed: { plan: justOne('director') } })).toEqual(['unlicensed.plan'])
    const more = [...justOne('pharmacist'), ...justOne('chief')]
    expect(problems({ controlledDrugs: { categories: [...categories, '0008'], plan: more } })).toEqual([])
  })

  it('somebody looks at a first order to a supplier', () => {
    expect(problems({ newSupplier: { plan: [] } })).toEqual(['newSupplier.plan'])
  })
})

it('names each person once, and at least as many as sign', () => {
  const id = '01900000-0000-7000-8000-000000000001'
  const of = (people: string[], signatures: number) =>
    problems({ firstPurchase: { plan: [[{ role: 'lead', people, signatures }]] } })
  expect(of([id], 1)).toEqual([])
  expect(of([id, id], 1)).toEqual(['firstPurchase.plan.0.0.people'])
  expect(of([id], 2)).toEqual(['firstPurchase.plan.0.0.people'])
  expect(of([], 4)).toEqual(['firstPurchase.plan.0.0.signatures'])
})

describe('the first shape', () => {
  const amount = fc.integer({ min: 0, max: 1_000_000_000 })
  const role = fc.constantFrom('lead', 'chief', 'director')
  const first = fc.record({
    limits: fc
      .tuple(amount, amount, amount)
      .map((all) => all.toSorted((a, b) => a - b))
      .map(([buyer = 0, lead = 0, chief = 0]) => ({ buyer, lead, chief })),
    offContract: fc.record({ role: fc.constant('lead'), above: amount, aboveRole: role }),
    firstPurchase: fc.record({ role }),
    priceOverContract: fc.record({ role, tolerance: fc.integer({ min: 0, max: 10_000 }) }),
    controlledDrugs: fc.constant(DEFAULT_SCHEME.controlledDrugs.categories),
    emergency: fc.record({ hours: fc.integer({ min: 1, max: 168 }), clinical: fc.boolean() }),
    waitingDays: fc.integer({ min: 1, max: 90 }),
  })

  it('asks the same people of the same amounts as it did, with the same limits', () => {
    fc.assert(
      fc.property(first, amount, (stored, total) => {
        const scheme = approvalScheme.parse(JSON.parse(JSON.stringify(stored)))
        const { buyer, lead, chief } = stored.limits
        const needs = total > chief ? 'director' : total > lead ? 'chief' : total > buyer ? 'lead' : null
        expect(highestOf(bandIn(scheme.bands, pence(total)).plan)).toBe(needs)
        expect(limitOf(scheme, 'lead')).toBe(lead)
        expect(limitOf(scheme, 'chief')).toBe(chief)
        expect(limitOf(scheme, 'director')).toBe(null)
        const { above, aboveRole } = stored.offContract
        expect(highestOf(bandIn(scheme.offContract, pence(total)).plan)).toBe(total > above ? aboveRole : 'lead')
        expect(scheme.priceOverContract.tolerance).toBe(stored.priceOverContract.tolerance)
        expect(highestOf(scheme.newSupplier.plan)).toBe(stored.firstPurchase.role)
        expect(scheme).toMatchObject({
          window: { days: 1 },
          emergency: { hours: stored.emergency.hours, plan: justOne('lead') },
        })
        expect(scheme.emergency).not.toHaveProperty('clinical')
      }),
    )
  })

  it('comes out as it went in, once it is in today’s', () => {
    expect(approvalScheme.parse(JSON.parse(JSON.stringify(DEFAULT_SCHEME)))).toEqual(DEFAULT_SCHEME)
  })
})
