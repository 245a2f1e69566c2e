import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type LocalDate, localDate } from '#lib/values/dates.ts'
import { pence, price } from '#lib/values/money.ts'
import { planTimeline, type StandingAward, sameTerms, type Timeline, type WantedAward } from './timeline.rules.ts'

const TODAY = localDate('2026-11-23')
const KEY = { frameworkKey: 'CM/PHG/99/0001', lot: '02', amppId: '1', supplierId: 's', buyingGroup: 'DLS', rank: 1 }

function want(from: string, to: string, at: number, more: Partial<WantedAward> = {}): WantedAward {
  return {
    ...KEY,
    row: 2,
    price: price(at),
    route: 'direct',
    wholesalerIds: [],
    validFrom: localDate(from),
    validTo: localDate(to),
    extensionTo: null,
    minimumPacks: 1,
    minimumOrder: pence(0),
    carriage: pence(0),
    leadDays: null,
    annualPacks: null,
    status: 'active',
    confidentiality: 'framework',
    npcCode: '',
    notes: '',
    ...more,
  }
}

function stand(id: string, from: string, to: string, at: number): StandingAward {
  const { row: _row, ...award } = want(from, to, at)
  return { ...award, id }
}

/** What stands after a plan is carried out. */
function carriedOut(standing: readonly StandingAward[], plan: Timeline): StandingAward[] {
  const closed = new Map(plan.close.map(({ id, on }) => [id, on]))
  const left = standing
    .filter((award) => !plan.withdraw.includes(award.id))
    .map((award) => ({ ...award, validTo: closed.get(award.id) ?? award.validTo }))
  const opened = plan.open.map(({ row, ...award }, index) => ({
    ...award,
    id: `new ${row} ${index} ${award.validFrom}`,
  }))
  return [...left, ...opened]
}

const days = (list: readonly { validFrom: LocalDate; validTo: LocalDate; price: number }[]) =>
  list.map((one) => `${one.validFrom} ${one.validTo} ${one.price}`).sort()

describe('a line of a contract file', () => {
  test('is opened from its first day, also when that has been', () => {
    const plan = planTimeline([], [want('2026-06-01', '2028-05-31', 1850)], TODAY)
    expect(days(plan.open)).toEqual(['2026-06-01 2028-05-31 1850'])
    expect(plan.replaced).toEqual([])
  })

  test('says what stands: nothing changes, also where the price has changed since its first day', () => {
    const standing = [stand('a', '2026-06-01', '2026-08-31', 1700), stand('b', '2026-09-01', '2028-05-31', 1850)]
    const plan = planTimeline(standing, [want('2026-06-01', '2028-05-31', 1850)], TODAY)
    expect(plan).toMatchObject({ close: [], withdraw: [], open: [], unchanged: [{ price: 1850 }] })
  })

  test('has another price: the old award is closed yesterday, the new one opens today', () => {
    const standing = [stand('a', '2026-06-01', '2028-05-31', 1850)]
    const plan = planTimeline(standing, [want('2026-06-01', '2028-05-31', 1650)], TODAY)
    expect(plan.close).toEqual([{ id: 'a', on: '2026-11-22' }])
    expect(days(plan.open)).toEqual(['2026-11-23 2028-05-31 1650'])
    expect(plan.replaced).toMatchObject([{ stood: { id: 'a' }, wanted: { price: 1650 } }])
  })

  test('has another price from a later day: until then the old one holds', () => {
    const standing = [stand('a', '2026-06-01', '2028-05-31', 1850)]
    const plan = planTimeline(standing, [want('2027-01-01', '2028-05-31', 1650)], TODAY)
    expect(days(carriedOut(standing, plan))).toEqual(['2026-06-01 2026-12-31 1850', '2027-01-01 2028-05-31 1650'])
  })

  test('replaces one that has not begun: that is withdrawn', () => {
    const standing = [stand('a', '2027-01-01', '2028-05-31', 1850)]
    const plan = planTimeline(standing, [want('2027-01-01', '2028-05-31', 1650)], TODAY)
    expect(plan).toMatchObject({ close: [], withdraw: ['a'] })
    expect(days(plan.open)).toEqual(['2027-01-01 2028-05-31 1650'])
  })

  test('ends earlier: the award is closed on its new last day, no other is opened', () => {
    const standing = [stand('a', '2026-06-01', '2028-05-31', 1850)]
    const plan = planTimeline(standing, [want('2026-06-01', '2027-05-31', 1850)], TODAY)
    expect(plan).toMatchObject({ close: [{ id: 'a', on: '2027-05-31' }], open: [], withdraw: [] })
    expect(plan.replaced).toHaveLength(1)
  })

  test('is over: it fills days that nothing holds, and changes none', () => {
    expect(planTimeline([], [want('2025-01-01', '2025-12-31', 9)], TODAY).open).toHaveLength(1)
    const standing = [stand('a', '2025-06-01', '2026-01-31', 1)]
    expect(planTimeline(standing, [want('2025-01-01', '2025-12-31', 9)], TODAY)).toMatchObject({ open: [], close: [] })
  })

  test('begins where the one before ended, when nothing stands today', () => {
    const standing = [stand('a', '2025-01-01', '2026-10-31', 1)]
    const plan = planTimeline(standing, [want('2025-06-01', '2027-12-31', 9)], TODAY)
    expect(days(carriedOut(standing, plan))).toEqual(['2025-01-01 2026-10-31 1', '2026-11-01 2027-12-31 9'])
  })

  test('terms other than the price count as well', () => {
    const standing = [stand('a', '2026-06-01', '2028-05-31', 1850)]
    for (const more of [
      { route: 'wholesaler', wholesalerIds: ['w'] },
      { status: 'suspended' },
      { notes: 'x' },
    ] as const) {
      const plan = planTimeline(standing, [want('2026-06-01', '2028-05-31', 1850, more)], TODAY)
      expect(plan.open).toHaveLength(1)
    }
  })
})

const offset = fc.integer({ min: -20, max: 20 })

/** Rows of one line that do not overlap, as a file must have them. */
const anyRows = fc
  .uniqueArray(offset, { minLength: 2, maxLength: 8 })
  .map((list) => list.sort((a, b) => a - b))
  .chain((edges) =>
    fc.tuple(
      fc.constant(edges),
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: edges.length, maxLength: edges.length }),
    ),
  )
  .map(([edges, prices]) =>
    edges.flatMap((edge, index) => {
      const next = edges[index + 1]
      if (next === undefined || (prices[index] ?? 1) > 3) return []
      return [want(addDays(TODAY, edge), addDays(TODAY, next - 1), prices[index] ?? 1, { row: index + 2 })]
    }),
  )

const priceOn = <T extends { validFrom: LocalDate; validTo: LocalDate }>(list: readonly T[], day: LocalDate) =>
  list.filter((one) => one.validFrom <= day && day <= one.validTo)

describe('for any sequence of files', () => {
  const anyLoads = fc.array(fc.tuple(anyRows, fc.integer({ min: 0, max: 6 })), { minLength: 1, maxLength: 5 })

  test('one price a day; the file holds from its day on; the past stays; the same file twice changes nothing', () => {
    fc.assert(
      fc.property(anyLoads, (loads) => {
        let standing: StandingAward[] = []
        let today = TODAY
        for (const [rows, pause] of loads) {
          today = addDays(today, pause)
          const plan = planTimeline(standing, rows, today)
          const next = carriedOut(standing, plan)
          for (let day = addDays(TODAY, -25); day <= addDays(TODAY, 60); day = addDays(day, 1)) {
            const now = priceOn(next, day)
            expect(now.length).toBeLessThanOrEqual(1)
            const was = priceOn(standing, day)
            if (day < today && was.length > 0) expect(now).toMatchObject([{ id: was[0]?.id }])
            const wanted = priceOn(rows, day)
            if (day >= today && wanted.length > 0) expect(now[0]?.price).toBe(wanted[0]?.price)
          }
          const again = planTimeline(next, rows, today)
          expect(again).toMatchObject({ close: [], withdraw: [], open: [], replaced: [] })
          expect(again.unchanged).toHaveLength(rows.length)
          expect(plan.open.length + plan.unchanged.length).toBeLessThanOrEqual(rows.length)
          for (const { id } of plan.close) expect(standing.map((one) => one.id)).toContain(id)
          standing = next
        }
      }),
      { numRuns: 400 },
    )
  })

  test('what is opened says what its row says', () => {
    fc.assert(
      fc.property(anyRows, anyRows, (first, second) => {
        const standing = carriedOut([], planTimeline([], first, TODAY))
        for (const opened of planTimeline(standing, second, TODAY).open) {
          const row = second.find((one) => one.row === opened.row)
          expect(row && sameTerms(row, opened)).toBe(true)
          expect(opened.validFrom >= (row?.validFrom ?? '')).toBe(true)
        }
      }),
    )
  })
})
