import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { committedAmounts } from '#lib/orders/order/commitment.rules.ts'
import { DEFAULT_SCHEME } from '#lib/orders/order/scheme.schema.ts'
import { addPence, pence, price, sumPence, vatOn } from '#lib/values/money.ts'
import { type AmendedLine, costsMore, type LineChange, planAmendment } from './amend.rules.ts'
import { approvalFor } from './new-line.rules.ts'

const AT = new Date('2026-11-23T09:00:00Z')

const line = (more: Partial<AmendedLine> = {}): AmendedLine => ({
  ...{ id: 'one', amppId: 'a', unitsMilli: 10_000, price: price(185_000), packs: 120, closed: 0, vatRate: 2000 },
  ...{ contractState: 'ON_CONTRACT', contractPrice: price(185_000), cdCategory: '0000', unlicensed: false },
  ...{ unlicensedApprovalValid: false, firstPurchase: false, offContractReason: null },
  ...more,
})

const plan = (lines: AmendedLine[], changes: LineChange[], carriage = 0) =>
  planAmendment(
    { lines, carriage: pence(carriage), vatRate: 2000, emergency: false, sameDay: [] },
    changes,
    DEFAULT_SCHEME,
    AT,
  )

describe('a change of a sent order', () => {
  test('a dearer price over contract asks the procurement lead, with the totals of the new version', () => {
    const from = line()
    const to = line({ id: 'two', price: price(190_000), contractState: 'ON_CONTRACT_PRICE_HIGH' })
    const { totals, difference, requirement } = plan([from], [{ from, handedOn: 120, to }], 1200)
    expect(totals).toEqual({ lines: 1, net: 228_000, carriage: 1200, vat: 45_840, gross: 275_040 })
    expect(difference).toBe(6000)
    expect(requirement).toMatchObject({
      passes: false,
      needed: [{ role: 'lead', reasons: [{ code: 'PRICE_OVER_CONTRACT' }] }],
    })
  })

  test('no dearer asks nobody, however large the order is', () => {
    const from = line({ packs: 100_000 })
    const to = line({ id: 'two', packs: 100_000, price: price(184_999) })
    expect(plan([from], [{ from, handedOn: 100_000, to }]).requirement).toMatchObject({ passes: true, needed: [] })
  })

  test('fewer units for less money are dearer all the same', () => {
    const from = line({ unitsMilli: 6000, price: price(120_000), packs: 10 })
    const to = line({ id: 'two', amppId: 'b', unitsMilli: 5000, price: price(119_000), packs: 10 })
    expect(costsMore({ from, handedOn: 10, to })).toBe(true)
  })

  test.each<[string, Partial<AmendedLine>, string[]]>([
    ['off contract', { contractState: 'OFF_CONTRACT' }, ['OFF_CONTRACT']],
    ['never bought', { firstPurchase: true }, ['FIRST_PURCHASE']],
    ['as good as the one ordered', {}, []],
  ])('another pack, no dearer and %s', (_what, more, codes) => {
    const from = line()
    const to = line({ id: 'two', amppId: 'b', ...more })
    const { requirement } = plan([from], [{ from, handedOn: 120, to }])
    expect(requirement.needed.flatMap((one) => one.reasons.map((reason) => reason.code))).toEqual(codes)
    expect(requirement.passes).toBe(codes.length === 0)
  })
})

const anyLine = fc
  .record({
    price: fc.integer({ min: 1, max: 5_000_000 }).map(price),
    packs: fc.integer({ min: 1, max: 500 }),
    unitsMilli: fc.integer({ min: 1, max: 100_000 }),
    closed: fc.integer({ min: 0, max: 499 }),
  })
  .map((one) => line({ ...one, closed: Math.min(one.closed, one.packs - 1) }))

test('totals are what the lines come to, and nothing is counted twice', () => {
  fc.assert(
    fc.property(
      fc.array(anyLine, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 5_000_000 }).map(price),
      fc.nat({ max: 5000 }),
      (list, newPrice, carriage) => {
        const lines = list.map((one, index) => ({ ...one, id: `line ${index}` }))
        const [from] = lines
        if (!from) return
        const handedOn = from.packs - from.closed
        const to = line({ id: 'new', price: newPrice, packs: handedOn, unitsMilli: from.unitsMilli })
        const { totals, difference, requirement } = plan(lines, [{ from, handedOn, to }], carriage)
        const live = [...lines.slice(1), to].map(committedAmounts)
        expect(totals.net).toBe(sumPence(live.map((one) => one.net)))
        expect(totals.vat).toBe(addPence(sumPence(live.map((one) => one.vat)), vatOn(pence(carriage), 2000)))
        expect(totals.gross).toBe(totals.net + totals.carriage + totals.vat)
        expect(difference).toBe(committedAmounts(to).net - committedAmounts(from).net)
        if (newPrice <= from.price) expect(requirement.needed).toEqual([])
      },
    ),
  )
})

test('another medicine offered instead has no approval of its own', () => {
  const medicine = fc.constantFrom('one', 'two', 'three')
  fc.assert(
    fc.property(
      medicine,
      medicine,
      fc.boolean(),
      fc.option(fc.constant('UL-26-0001')),
      (of, pack, unlicensed, given) => {
        const carried = approvalFor({ vmpId: pack, unlicensed }, { vmpId: of, unlicensedApproval: given })
        expect(carried).toBe(unlicensed && of === pack ? given : null)
      },
    ),
  )
})
